/* What this portal adds to the results: words of its own about some tests, and a way to ask. */
const viewer = document.querySelector('ehr-results-viewer');

const about = {
  '2823-3': { text: 'Potassium is a salt in the blood that nerves and muscles need.' },
  '2160-0': { text: 'Creatinine is a waste product of the muscles that the kidneys clear away.' },
  '14682-9': { text: 'Creatinine is a waste product of the muscles that the kidneys clear away.' },
};
viewer.aboutTest = (loinc) => about[loinc];

viewer.addEventListener('ehr-question', (event) => {
  // Taken: the portal's messages go to the care team, with `event.reference` of `event.source` attached.
  event.preventDefault();
  document.querySelector('#ask').showModal();
});
