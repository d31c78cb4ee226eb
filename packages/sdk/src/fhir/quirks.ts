/**
 * What is known of servers by their makers' names: one entry a vendor, with its source. Only what a server neither says
 * of itself nor when it refuses need be here; docs/servers.md tells the rest. "captured" is a CapabilityStatement as
 * found in public repositories in 2026; nothing here was tried on a live server.
 * @module
 */
import type { ResourceType } from '../topics/topic.ts';
import type { Manner } from './search.ts';

export interface Quirk {
  readonly vendor: string;
  /** The FHIR base's address. */
  readonly base?: RegExp;
  /** CapabilityStatement: name of the software or publisher, or description of the implementation. */
  readonly says: RegExp;
  /** Words of a refusal that no other server uses. */
  readonly refuses?: RegExp;
  /** Parameters that a search of a type has to have. */
  readonly needs?: Readonly<Partial<Record<ResourceType, readonly string[]>>>;
  readonly manner?: Manner;
  /** Every search names the practice whose record it is. */
  readonly practice?: true;
  readonly source: string;
}

export const quirks: readonly Quirk[] = [
  {
    vendor: 'Epic',
    base: /\/api\/FHIR\/R4$/,
    says: /\bEpic\b/,
    needs: { Observation: ['category'], CarePlan: ['category'], EpisodeOfCare: ['type'] },
    manner: { largestPage: 1000 },
    source: 'fhir.epic.com, error 4111 ("Must have either code or category"); captured, May 2026',
  },
  {
    vendor: 'Oracle Health Millennium',
    base: /\bcerner\.com\b/,
    says: /\b(?:Cerner|Millennium|Oracle Health)\b/,
    needs: { Appointment: ['date'] },
    manner: { largestPage: 200 },
    source:
      'github.com/cerner/fhir.cerner.com at 3d33831, now docs.oracle.com: Observation _count, Appointment by date',
  },
  {
    vendor: 'athenahealth athenaOne',
    base: /\bathenahealth\.com\b/,
    says: /\bathena(?:health|One|net)?\b/i,
    refuses: /\bah-practice\b/,
    needs: { MedicationRequest: ['intent'], Observation: ['category'] },
    practice: true,
    manner: { largestPage: 100 },
    source: 'docs.athenahealth.com/api/guides/base-fhir-urls; fhir.athena.io, extension ah-practice; /metadata',
  },
  {
    vendor: 'MEDITECH',
    base: /\bmeditech\.com\b/,
    says: /\bMEDITECH\b/i,
    needs: { MedicationRequest: ['intent'], Observation: ['category'], CarePlan: ['category'] },
    manner: { largestPage: 100 },
    source: 'Greenfield, US Core STU6, captured in 2026: the searches that US Core asks for',
  },
  {
    vendor: 'NextGen Enterprise',
    base: /\bfhir\.nextgen\.com\/nge\b/,
    says: /\bNextGen\b/,
    manner: { sizeBy: '_maxresults' },
    source: 'captured, v5: _maxresults among the search parameters, and no _count',
  },
  {
    vendor: 'Google Cloud Healthcare API',
    base: /^https:\/\/healthcare\.googleapis\.com\//,
    says: /\bGoogle\b/,
    manner: { estimates: true, largestPage: 1000 },
    source:
      'cloud.google.com/healthcare-api, best practices for FHIR search: Bundle.total is an estimate until the end',
  },
  {
    vendor: 'Azure Health Data Services',
    base: /\.azurehealthcareapis\.com\b/,
    says: /\b(?:Azure|Microsoft FHIR)\b/,
    manner: { largestPage: 1000 },
    source: 'github.com/microsoft/fhir-server at 14f5285: _count at most 1000',
  },
  {
    vendor: 'HAPI FHIR',
    says: /\bHAPI\b/,
    manner: { largestPage: 200 },
    source: 'github.com/hapifhir/hapi-fhir-jpaserver-starter: max_page_size 200',
  },
  {
    vendor: 'Firely Server',
    says: /\b(?:Firely|Vonk)\b/,
    manner: { largestPage: 50 },
    source: 'docs.fire.ly at a824c40: BundleOptions.MaxCount 50',
  },
  {
    vendor: 'Canvas Medical',
    base: /\.canvasmedical\.com\b/,
    says: /\bCanvas\b/,
    manner: { largestPage: 100 },
    source: 'docs.canvasmedical.com: at most 100 on a page, relative links',
  },
  {
    vendor: 'AWS HealthLake',
    base: /\bhealthlake\.[\w-]+\.amazonaws\.com\b/,
    says: /\bHealthLake\b/,
    manner: { largestPage: 100 },
    source: 'docs.aws.amazon.com/healthlake: pages of at most 100',
  },
  {
    vendor: 'Medplum',
    base: /\bmedplum\.com\b/,
    says: /\bMedplum\b/i,
    manner: { largestPage: 1000 },
    source: 'medplum.com/docs/search: _count at most 1000; rate limits by interaction, so pages should be large',
  },
];
