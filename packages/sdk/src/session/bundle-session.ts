/**
 * A record in memory: an International Patient Summary document, a search's answer, or any collection of resources.
 * Nothing is fetched and nothing is stored.
 * @module
 */
import type { Bundle } from 'fhir/r4.js';
import { contextOf } from '../auth/launch-context.ts';
import { EhrError } from '../errors.ts';
import { patientOf, searchBundle } from '../fhir/document.ts';
import type { InR4 } from '../fhir/r5.ts';
import { ReadySession } from './ready-session.ts';
import type { Session, SessionState } from './session.ts';
import type { BundleSource, Permission } from './source.ts';

export interface BundleSessionOptions {
  /**
   * A FHIR R4 or R4B Bundle of one patient: `document`, `searchset` or `collection`. Resources of R5 are read where they
   * differ in form only; the others are told as missing.
   */
  readonly bundle: Bundle;
  /** For readers, for instance the file's name; "Bundle" when left out. */
  readonly name?: string;
}

/**
 * @throws EhrError `bad-configuration` when this is no Bundle.
 */
export function bundleSession(options: BundleSessionOptions): Session {
  return new BundleSession(options);
}

class BundleSession extends ReadySession implements Session {
  readonly kind = 'bundle';
  readonly #options: BundleSessionOptions;

  constructor(options: BundleSessionOptions) {
    super();
    // Host pages without types hand over what they were sent.
    if ((options.bundle as Partial<Bundle> | undefined)?.resourceType !== 'Bundle') {
      throw new EhrError(
        'bad-configuration',
        'This is not a FHIR Bundle. Give a resource whose resourceType is "Bundle".',
      );
    }
    this.#options = options;
    this.begin();
  }

  protected override begin(): void {
    const { bundle, name = 'Bundle' } = this.#options;
    const patient = patientIdIn(bundle);
    this.become(stateFor(patient), patient ? [bundleSource(bundle, name, patient)] : []);
  }
}

function bundleSource(bundle: Bundle, name: string, patient: string): BundleSource {
  const can = (interaction: string): Permission =>
    interaction === 'read' || interaction === 'search' ? { allowed: true } : { allowed: false, missing: [] };
  return Object.freeze<BundleSource>({
    kind: 'bundle',
    id: 'bundle',
    name,
    patient,
    base: '',
    bundle,
    search: isLater(bundle) ? searchLater(bundle) : (search) => searchBundle(bundle, search),
    scopes: undefined,
    can,
  });
}

/** Whether there may be shapes in it that came after FHIR R4 and R4B. */
function isLater(bundle: Bundle): boolean {
  return LATER.test(JSON.stringify(bundle));
}

/** Elements and versions that R4 does not have, or seldom: what R4 has passes through fhir/r5.ts as it is. */
const LATER =
  /"(?:concept|actualPeriod|admission|adherence|asNeeded|asNeededFor|decision|doseForm|function|grantor|planned(?:StartDate|EndDate|ActivityReference)|value(?:Attachment|Reference))":|"(?:class|informationSource|subject)":\[|"(?:reference|medication)":\{|"doseNumber":"|"(?:Device|Medication)Usage"|"fhirVersion":"[5-9]|\|[5-9]\.\d/;

function searchLater(bundle: Bundle): BundleSource['search'] {
  let reading: Promise<InR4> | undefined;
  return async (search) => {
    const { bundle: read, refused } = await (reading ??= import('../fhir/r5.ts').then(({ inR4 }) => inR4(bundle)));
    const page = searchBundle(read, search);
    const count = refused.get(search.type);
    if (!count) return page;
    const text = `${count} of type ${search.type} in a form of FHIR R5 that FHIR R4 has no place for.`;
    return { ...page, remarks: [...page.remarks, { kind: 'may-be-incomplete', text }] };
  };
}

function patientIdIn(bundle: Bundle): string | undefined {
  const patient = patientOf(bundle);
  return patient && (patient.id ?? bundle.entry?.find((entry) => entry.resource === patient)?.fullUrl ?? 'patient');
}

function stateFor(patient: string | undefined): SessionState {
  if (patient) return { kind: 'ready', context: contextOf(patient), refusedScopes: [] };
  const message =
    'This Bundle does not say whose record it is: it needs a Composition with a subject, or exactly one Patient.';
  return { kind: 'no-patient', error: new EhrError('no-patient', message) };
}
