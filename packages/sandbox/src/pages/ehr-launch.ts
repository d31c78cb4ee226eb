/**
 * Making a launch: what the demo EHR, or a script in its place, says about the moment in which an app is opened
 * (SMART App Launch 2.2, "Launch App: EHR Launch" and "Launch context parameters").
 * @module
 */
import type { Organisation } from '../server/organisations.ts';
import type { LaunchContext } from '../smart/launch.ts';
import type { Login, PatientEntry } from '../smart/organisation.ts';

/** A launch that an app can follow, or the reason why there is none. */
export type Launched =
  | { readonly patient: PatientEntry; readonly iss: string; readonly launch: string }
  | { readonly problem: string; readonly status: 400 | 404 };

/**
 * Makes a launch out of a form: `patient`, and if wanted `encounter` (or `none`; otherwise the one in progress), `intent`,
 * `tenant`, `need_patient_banner` (`true`), `fhirContext` (JSON).
 * @param messaging What lets the app send messages to the page that opens it.
 */
export async function launch(
  { authorization, identity, fhir }: Organisation,
  clinician: Login,
  form: URLSearchParams,
  messaging: LaunchContext = {},
): Promise<Launched> {
  if (!authorization) return missing('Sign-in is switched off (--auth off): there is nothing to launch.');
  const patient = await identity.patients.find(form.get('patient') ?? '');
  if (!patient) return missing('No such patient at this organisation.');
  const encounters = await encountersOf(fhir, patient.id);
  const wanted = form.get('encounter') ?? '';
  const encounter =
    wanted === '' ? encounters.find(({ status }) => status === 'in-progress') : byId(encounters, wanted);
  if (!encounter && wanted !== '' && wanted !== 'none') return missing('No such encounter of this patient.');
  const fhirContext = readFhirContext(form.get('fhirContext') ?? '');
  if (typeof fhirContext === 'string') return { problem: fhirContext, status: 400 };
  const intent = form.get('intent');
  const context: LaunchContext = {
    patient: patient.id,
    ...(encounter ? { encounter: encounter.id } : {}),
    ...(fhirContext.length > 0 ? { fhirContext } : {}),
    ...(intent ? { intent } : {}),
    tenant: form.get('tenant') || identity.slug,
    need_patient_banner: form.get('need_patient_banner') === 'true',
    ...messaging,
  };
  const id = authorization.launches.create({ username: clinician.username, context });
  return { patient, iss: identity.fhirBase, launch: id };
}

interface OpenEncounter {
  readonly id: string;
  readonly status: string;
}

async function encountersOf(fhir: Organisation['fhir'], patient: string): Promise<readonly OpenEncounter[]> {
  const query = new URLSearchParams({ patient, _sort: '-date', _count: '1000', _elements: 'status' });
  const response = await fhir.handle({ method: 'GET', path: `/Encounter?${query}`, headers: {} });
  if (response.status !== 200) return [];
  const bundle = JSON.parse(response.body ?? '{}') as { readonly entry?: readonly { resource?: OpenEncounter }[] };
  return (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
}

function byId(encounters: readonly OpenEncounter[], id: string): OpenEncounter | undefined {
  return encounters.find((encounter) => encounter.id === id);
}

type ContextItem = Readonly<Record<string, unknown>>;

/** The value of `fhirContext`, or what is wrong with it (SMART App Launch 2.2, "fhirContext"). */
function readFhirContext(text: string): readonly ContextItem[] | string {
  if (text === '') return [];
  const form = 'fhirContext is a JSON array of objects with "reference", "canonical" or "identifier".';
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    return form;
  }
  if (!Array.isArray(items)) return form;
  for (const item of items as unknown[]) {
    if (!isContextItem(item)) return form;
    const { reference, role } = item;
    if (typeof reference === 'string' && /(^|\/)(Patient|Encounter)\//.test(reference) && !role) {
      return 'A Patient or Encounter in fhirContext needs a role: the patient and encounter in context are said apart.';
    }
  }
  return items as ContextItem[];
}

function isContextItem(item: unknown): item is ContextItem {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return false;
  const { reference, canonical, identifier } = item as ContextItem;
  return (
    (typeof reference === 'string' && /\/?[A-Z]\w+\/[\w.-]+$/.test(reference)) ||
    (typeof canonical === 'string' && canonical !== '') ||
    (identifier !== null && typeof identifier === 'object')
  );
}

function missing(problem: string): Launched {
  return { problem, status: 404 };
}
