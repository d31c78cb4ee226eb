/**
 * A record of any size for measuring: one patient, seen for decades, whose resources have the weight of real ones.
 * @module
 */

export const bigPatient = 'long-record';

/** Tests a laboratory does again and again, and vital signs (LOINC). */
export const codes = [
  ['2345-7', 'Glucose', 'mg/dL'],
  ['2160-0', 'Creatinine', 'mg/dL'],
  ['2951-2', 'Sodium', 'mmol/L'],
  ['2823-3', 'Potassium', 'mmol/L'],
  ['2075-0', 'Chloride', 'mmol/L'],
  ['718-7', 'Hemoglobin', 'g/dL'],
  ['4544-3', 'Hematocrit', '%'],
  ['6690-2', 'Leukocytes', '10*3/uL'],
  ['777-3', 'Platelets', '10*3/uL'],
  ['1742-6', 'Alanine aminotransferase', 'U/L'],
  ['1920-8', 'Aspartate aminotransferase', 'U/L'],
  ['4548-4', 'Hemoglobin A1c', '%'],
  ['2093-3', 'Cholesterol', 'mg/dL'],
  ['2085-9', 'HDL cholesterol', 'mg/dL'],
  ['3016-3', 'Thyrotropin', 'm[IU]/L'],
  ['33914-3', 'Glomerular filtration rate', 'mL/min'],
  ['8867-4', 'Heart rate', '/min'],
  ['8310-5', 'Body temperature', 'Cel'],
  ['9279-1', 'Respiratory rate', '/min'],
  ['29463-7', 'Body weight', 'kg'],
].map(([code, display, unit], index) => ({
  code: code!,
  display: display!,
  unit: unit!,
  category: index < 16 ? 'laboratory' : 'vital-signs',
}));

/** NDJSON: the patient and `size - 1` resources of theirs, two thirds of them observations. */
export function bigRecord(size: number): string {
  const lines: object[] = [{ resourceType: 'Patient', id: bigPatient, name: [{ family: 'Long', given: ['Record'] }] }];
  for (let index = 0; lines.length < size; index += 1) {
    lines.push(observation(index * 2), observation(index * 2 + 1), others[index % others.length]!(index));
  }
  return lines
    .slice(0, size)
    .map((line) => JSON.stringify(line))
    .join('\n');
}

const subject = { reference: `Patient/${bigPatient}`, display: 'Record Long' };

function day(index: number): string {
  return new Date(Date.UTC(1990, 0, 1) + ((index * 7919) % 13_000) * 86_400_000).toISOString().slice(0, 10);
}

function observation(index: number): object {
  const { code, display, unit, category } = codes[index % codes.length]!;
  const text = `${display} ${(index % 97) + 4.5} ${unit}`;
  return {
    resourceType: 'Observation',
    id: `o${index}`,
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>` },
    identifier: [{ system: 'urn:bench:results', value: String(index) }],
    status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: category }] }],
    code: { coding: [{ system: 'http://loinc.org', code, display }], text: display },
    subject,
    encounter: { reference: `Encounter/e${Math.floor(index / 60) * 30}` },
    effectiveDateTime: `${day(index)}T08:00:00Z`,
    issued: `${day(index)}T09:30:00Z`,
    performer: [{ reference: 'Organization/lab', display: 'Laboratory' }],
    valueQuantity: { value: (index % 97) + 4.5, unit, system: 'http://unitsofmeasure.org', code: unit },
    referenceRange: [{ low: { value: 4, unit }, high: { value: 90, unit } }],
  };
}

const others: readonly ((index: number) => object)[] = [
  (index) => ({
    resourceType: 'Encounter',
    id: `e${index}`,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    type: [{ text: 'Outpatient visit' }],
    subject,
    period: { start: `${day(index)}T07:30:00Z`, end: `${day(index)}T08:30:00Z` },
  }),
  (index) => ({
    resourceType: 'DiagnosticReport',
    id: `r${index}`,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '24323-8' }], text: 'Comprehensive metabolic panel' },
    subject,
    effectiveDateTime: `${day(index)}T08:00:00Z`,
    result: [{ reference: `Observation/o${index}` }, { reference: `Observation/o${index + 1}` }],
  }),
  (index) => ({
    resourceType: 'MedicationRequest',
    id: `m${index}`,
    status: index % 50 === 2 ? 'active' : 'completed',
    intent: 'order',
    medicationCodeableConcept: { text: `Medicine ${index % 40}` },
    subject,
    authoredOn: day(index),
    dosageInstruction: [{ text: 'One tablet in the morning' }],
  }),
  (index) => ({
    resourceType: 'Condition',
    id: `c${index}`,
    clinicalStatus: { coding: [{ code: index % 90 === 3 ? 'active' : 'resolved' }] },
    code: { coding: [{ system: 'http://snomed.info/sct', code: String(100_000 + (index % 300)) }], text: 'Problem' },
    subject,
    onsetDateTime: day(index),
  }),
  (index) => ({
    resourceType: 'Procedure',
    id: `p${index}`,
    status: 'completed',
    code: { text: `Procedure ${index % 60}` },
    subject,
    performedDateTime: day(index),
  }),
];
