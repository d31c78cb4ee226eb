/**
 * What is written into a parameter that a server insists on: every value there is, so that nothing is left out.
 * @module
 */
import type { ResourceType } from '../topics/topic.ts';

/** The values for a parameter. */
export interface Values {
  readonly values: readonly string[];
  /** Whether every resource has one of these: the value set is closed and the element is never absent. */
  readonly whole: boolean;
}

const REQUEST_STATUS = 'active on-hold revoked completed entered-in-error draft unknown';
const INTENT = 'proposal plan order original-order reflex-order filler-order instance-order option';
const EVENT_STATUS = 'preparation in-progress not-done on-hold stopped completed entered-in-error unknown';
const OBSERVATION_STATUS = 'registered preliminary final amended corrected cancelled entered-in-error unknown';
const ENCOUNTER_STATUS = 'planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown';

/** By parameter; the value sets of FHIR R4, of US Core and of the vendors named. The first that fits is used. */
const VALUES: Readonly<Record<string, Readonly<Partial<Record<ResourceType, Values>>>>> = {
  intent: {
    MedicationRequest: all(INTENT),
    ServiceRequest: all('proposal plan directive order original-order reflex-order filler-order instance-order option'),
    CarePlan: all('proposal plan order option'),
  },
  status: {
    MedicationRequest: all('active on-hold cancelled completed entered-in-error stopped draft unknown'),
    MedicationStatement: all('active completed entered-in-error intended stopped on-hold unknown not-taken'),
    MedicationDispense: all(`${EVENT_STATUS} cancelled declined`),
    Immunization: all('completed entered-in-error not-done'),
    Procedure: all(EVENT_STATUS),
    Observation: all(OBSERVATION_STATUS),
    DiagnosticReport: all(`${OBSERVATION_STATUS} partial appended`),
    DocumentReference: all('current superseded entered-in-error'),
    Encounter: all(ENCOUNTER_STATUS),
    EpisodeOfCare: all('planned waitlist active onhold finished cancelled entered-in-error'),
    Appointment: all('proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist'),
    ServiceRequest: all(REQUEST_STATUS),
    CarePlan: all(REQUEST_STATUS),
    CareTeam: some('proposed active suspended inactive entered-in-error'),
    Coverage: all('active cancelled draft entered-in-error'),
  },
  category: {
    Observation: some(
      'vital-signs laboratory social-history imaging procedure survey exam therapy activity sdoh functional-status ' +
        'disability-status cognitive-status core-characteristics smartdata',
    ),
    Condition: some('problem-list-item encounter-diagnosis health-concern'),
    DiagnosticReport: some('LAB RAD CUS HM LP29684-5 LP29708-2 LP7839-6'),
    DocumentReference: some('clinical-note'),
    // As Epic lists them where one is missing; assess-plan is US Core's.
    CarePlan: some('assess-plan 38717003 734163000 736271009 736353004 738906000 736378000'),
    ServiceRequest: some('386053000 410606002 387713003 108252007 363679005 409063005 409073007'),
  },
  type: {
    EpisodeOfCare: some('hacc pac diab da cacp'),
  },
  date: {
    Appointment: some('ge1900-01-01'),
    Encounter: some('ge1900-01-01'),
    Procedure: some('ge1900-01-01'),
    Observation: some('ge1900-01-01'),
    DiagnosticReport: some('ge1900-01-01'),
    DocumentReference: some('ge1900-01-01'),
  },
};

/** What can be filled in for a type, what leaves nothing out first. */
export function fillable(type: ResourceType): [name: string, values: Values][] {
  return Object.entries(VALUES)
    .flatMap(([name, byType]): [string, Values][] => (byType[type] ? [[name, byType[type]]] : []))
    .sort(([, one], [, other]) => Number(other.whole) - Number(one.whole));
}

function all(values: string): Values {
  return { values: values.split(' '), whole: true };
}

function some(values: string): Values {
  return { values: values.split(' '), whole: false };
}
