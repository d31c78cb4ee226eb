/** A report and its potassium that a laboratory corrected where they were, with what they said before. */
import type { FhirResource, Observation } from 'fhir/r4.js';
import { PATIENT, person } from './record.ts';
import { lab, measured, range } from './results.ts';
import { report } from './reports.ts';
import type { Server } from './sessions.ts';

const TAKEN = '2026-02-27T08:10:00Z';

const potassium = (value: string, version: string, changes: Partial<Observation>): Observation => ({
  ...lab('potassium', 'Potassium', '2823-3', TAKEN, {
    ...measured([value, 'mmol/L']),
    ...range(3.5, 5.3, 'mmol/L'),
    ...changes,
  }),
  meta: { versionId: version, lastUpdated: `2026-02-27T1${version}:00:00Z` },
});

const salts = (version: string, changes: Parameters<typeof report>[4]): FhirResource => ({
  ...report('salts', 'Salts in blood', 'LAB', TAKEN, { result: [{ reference: 'Observation/potassium' }], ...changes }),
  meta: { versionId: version, lastUpdated: `2026-02-27T1${version}:00:00Z` },
});

const interpreted = (code: string): Pick<Observation, 'interpretation'> => ({
  interpretation: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }] },
  ],
});

/** A server that keeps versions: the potassium was changed twice, the report once. */
export function corrected(changes: Partial<Server> = {}): Server {
  return {
    resources: [
      person(),
      potassium('5.1', '3', {
        status: 'corrected',
        ...interpreted('N'),
        note: [{ text: 'Measured again in a second tube.' }],
      }),
      salts('3', { status: 'corrected', conclusion: 'Potassium corrected.' }),
    ],
    versions: [
      potassium('6.1', '2', { ...interpreted('HH') }),
      potassium('6.1', '1', { status: 'preliminary', ...interpreted('HH') }),
      salts('1', { conclusion: 'High potassium. Repeat within a week.' }),
    ],
    ...changes,
  };
}

/** The same result after a server has filed it under somebody else in between. */
export function misfiled(): Server {
  const [first, ...others] = corrected().versions ?? [];
  const stranger = { ...first, subject: { reference: `Patient/not-${PATIENT}` } } as FhirResource;
  return corrected({ versions: [stranger, ...others] });
}
