/** What no element may do: show a record, or ask for one, where staff is signed in for no patient in particular. */
import { expect, fixture, html } from '@open-wc/testing';
import '@ehr-widgets/elements/all';
import { IRIS, practiceDays } from '../../stories/support/agenda.ts';
import { margaret } from '../../stories/support/record.ts';
import { READY, STAFF, StorySession } from '../../stories/support/sessions.ts';
import { until } from '../support/until.ts';
import { says, wordsOf } from '../elements/reading.ts';
import { declarations } from './manifest.ts';
import { specimensOf } from './specimens.ts';

/** What shows no record, and so has nothing to say of a patient. */
const WITHOUT_RECORD = ['ehr-session', 'ehr-source', 'ehr-connect'];
/** What a practice's day is read from: none of it is a search for a patient. */
const OF_PRACTICE = ['Appointment', 'Schedule', 'Slot', 'HealthcareService', 'Practitioner', 'Location', 'metadata'];

const library = await declarations();
const staff = (): StorySession =>
  new StorySession(STAFF, [{ name: 'University Hospital', resources: [...margaret(), ...practiceDays()] }]);

describe('with staff signed in for no patient in particular', () => {
  for (const { tagName: tag } of library.filter(({ tagName }) => !WITHOUT_RECORD.includes(tagName))) {
    for (const specimen of specimensOf(tag)) {
      const properties = specimen.properties();
      const isAgenda = properties['view'] === 'agenda';
      it(`<${tag}> ${isAgenda ? 'asks of no patient' : 'says that none is chosen, and asks for nothing'}, as while ${specimen.state}`, async () => {
        const session = staff();
        const parent = await fixture<HTMLElement>(html`<div></div>`);
        const element = Object.assign(document.createElement(tag), {
          ...properties,
          session,
          persona: 'clinician',
          lang: 'en',
        });
        element.append(...(specimen.children?.(document) ?? []));
        parent.append(element);
        if (isAgenda) {
          await until(() => session.requests.length > 0, 'read');
          await until(() => element.shadowRoot?.querySelector('[role=grid]') !== null, wordsOf(element));
          const types = session.requests.map((request) => /^\w+/.exec(request)?.[0] ?? '');
          expect(types.filter((type) => !OF_PRACTICE.includes(type))).to.deep.equal([]);
          expect(session.requests.filter((request) => /[?&](patient|subject)=/.test(request))).to.deep.equal([]);
          return;
        }
        await says(element, 'No patient is chosen');
        const words = wordsOf(element);
        for (const name of ['Margaret', 'Chen']) expect(words).not.to.contain(name);
        expect(session.requests).to.deep.equal([]);
        // A patient is chosen: the same element reads, so that it would have been seen to read before.
        session.become(READY);
        await until(() => session.requests.length > 0, `read: ${wordsOf(element)}`);
        const asked = session.requests.length;
        session.become(STAFF);
        await says(element, 'No patient is chosen');
        expect(wordsOf(element)).to.equal(words);
        expect(session.requests).to.have.length(asked);
      });
    }
  }

  it('the list of appointments shows none, and its agenda all', async () => {
    const session = staff();
    const both = await fixture<HTMLElement>(
      html`<div lang="en">
        <ehr-appointment-list persona="clinician" .session=${session}></ehr-appointment-list>
        <ehr-appointment-list view="agenda" agenda-of=${IRIS} .session=${session}></ehr-appointment-list>
      </div>`,
    );
    const [list, agenda] = [...both.children];
    await says(agenda as Element, 'Ben Idris');
    await says(list as Element, 'No patient is chosen');
    expect(wordsOf(list as Element)).not.to.contain('Ben Idris');
  });
});
