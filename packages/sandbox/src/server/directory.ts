/**
 * The patients of an organisation as its FHIR server holds them: synthetic and loaded ones alike.
 * @module
 */
import type { Bundle, Encounter, HumanName, Patient } from 'fhir/r4.js';
import type { FhirRequest, FhirResponse } from '../fhir/types.ts';
import type { EncounterEntry, PatientDirectory, PatientEntry } from '../smart/organisation.ts';

/** Makes a directory that asks the FHIR server each time. `stories` are by patient id. */
export function patientDirectory(
  handle: (request: FhirRequest) => Promise<FhirResponse>,
  stories: ReadonlyMap<string, string>,
): PatientDirectory {
  const entryOf = (patient: Patient): PatientEntry => ({
    id: patient.id ?? '',
    name: nameOf(patient.name) || `Patient ${patient.id ?? ''}`,
    birthDate: patient.birthDate,
    sex: patient.gender,
    story: patient.id ? stories.get(patient.id) : undefined,
  });
  return {
    async search(name, limit) {
      const query = new URLSearchParams({ _count: String(limit), _total: 'accurate', _sort: 'family' });
      if (name.trim() !== '') query.set('name:contains', name.trim());
      const bundle = (await get(handle, `/Patient?${query}`)) as Bundle<Patient> | undefined;
      const patients = (bundle?.entry ?? []).flatMap((entry) => (entry.resource ? [entryOf(entry.resource)] : []));
      return { patients, total: bundle?.total ?? patients.length };
    },
    async find(id) {
      const patient = (await get(handle, `/Patient/${encodeURIComponent(id)}`)) as Patient | undefined;
      return patient && entryOf(patient);
    },
    async encounters(patient, limit) {
      const query = new URLSearchParams({ patient, _sort: '-date', _count: String(limit) });
      query.set('status:not', 'entered-in-error');
      const bundle = (await get(handle, `/Encounter?${query}`)) as Bundle<Encounter> | undefined;
      return (bundle?.entry ?? []).flatMap(({ resource }) => (resource ? [encounterEntry(resource)] : []));
    },
  };
}

function encounterEntry({ id = '', type, class: kind, period, status }: Encounter): EncounterEntry {
  const words = type?.[0]?.text ?? type?.[0]?.coding?.[0]?.display ?? kind.display;
  return { id, title: words ?? 'Visit', start: period?.start, status };
}

async function get(handle: (request: FhirRequest) => Promise<FhirResponse>, path: string): Promise<unknown> {
  const response = await handle({ method: 'GET', path, headers: {} });
  return response.status === 200 ? (JSON.parse(response.body ?? 'null') as unknown) : undefined;
}

function nameOf(names: readonly HumanName[] | undefined): string {
  const name = names?.find((candidate) => candidate.use === 'official') ?? names?.[0];
  return (name?.text ?? [...(name?.given ?? []), name?.family ?? ''].join(' ')).trim();
}
