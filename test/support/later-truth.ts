/**
 * What a summary must say in its later sections, by what the server holds. The rules are of this test's own: which
 * entries are a section's, what each is called, and what its line must say once it is opened.
 */
import assert from 'node:assert/strict';
import type {
  CarePlan,
  CareTeam,
  CodeableConcept,
  Consent,
  Device,
  DeviceUseStatement,
  DocumentReference,
  FhirResource,
  Flag,
  Goal,
  Observation,
  Procedure,
} from 'fhir/r4.js';
import { compareLines, type ExpectedLine } from './expected-lines.ts';
import { held, heldOne, label, number, plain } from './held.ts';
import type { ShownSummary } from './shown-summary.ts';

/** Status, due date, age, and counts of pregnancies (LOINC), as far as any record here has them. */
const PREGNANCY = '82810-3,11778-8,11779-6,11780-4,18185-9,11996-6,11977-6,11636-8,11640-0,11637-6,11612-9,8665-2';

const TITLES: Readonly<Record<string, string>> = {
  alerts: 'Alerts',
  pregnancy: 'Pregnancy',
  'advance-directives': 'Advance directives',
  procedures: 'Procedures',
  devices: 'Medical devices',
  'care-team': 'Care team',
  'care-plans': 'Plan of care',
  goals: 'Goals',
  'social-history': 'Social history',
  'functional-status': 'Functional status',
  'patient-story': 'Patient story',
};

/**
 * The sections of which something is held.
 * @throws AssertionError where a section says less, more or other than the server's JSON.
 */
export async function compareLater(base: string, patient: string, shown: ShownSummary): Promise<string[]> {
  const about = <R extends FhirResource>(search: string): Promise<readonly R[]> =>
    held<R>(base, search.replace('?', `?patient=${patient}&`));
  const [flags, procedures, uses, devices, teams, plans, goals, consents, documents, social, functional, expecting] =
    await Promise.all([
      about<Flag>('Flag?'),
      about<Procedure>('Procedure?'),
      about<DeviceUseStatement>('DeviceUseStatement?'),
      about<Device>('Device?'),
      about<CareTeam>('CareTeam?'),
      about<CarePlan>('CarePlan?'),
      about<Goal>('Goal?'),
      about<Consent>('Consent?'),
      about<DocumentReference>('DocumentReference?'),
      about<Observation>('Observation?category=social-history'),
      about<Observation>('Observation?category=functional-status,cognitive-status,disability-status'),
      about<Observation>(`Observation?code=${PREGNANCY}`),
    ]);
  const used = await Promise.all(uses.map((use) => useLine(base, use)));
  const usedDevices = uses.map(({ device }) => device.reference);
  const expected: Readonly<Record<string, readonly ExpectedLine[]>> = {
    alerts: flags.map(({ code, period }) => ({ names: [label(code)], says: [year(period?.start)] })),
    procedures: procedures.map(procedureLine),
    devices: [
      ...used,
      ...devices.filter(({ id }) => !usedDevices.includes(`Device/${id}`)).map((device) => deviceLine(device)),
    ],
    'care-team': teams.map(teamLine),
    'care-plans': plans.map(planLine),
    goals: goals.map(goalLine),
    'advance-directives': [
      ...consents.filter(({ scope }) => codesOf(scope).includes('adr')).map(consentLine),
      ...documents.filter(({ category }) => (category ?? []).some(isDirective)).map(documentLine),
    ],
    'patient-story': documents.filter(({ type }) => codesOf(type).includes('81338-6')).map(documentLine),
    'social-history': social.map(findingLine),
    'functional-status': functional.map(findingLine),
    pregnancy: expecting.map(findingLine),
  };
  for (const [section, lines] of Object.entries(expected)) {
    compareLines(section, lines, shown.sections[section] ?? []);
    const title = TITLES[section] ?? section;
    const isNamed = shown.nothingIn.some((each) => plain(each) === plain(title));
    assert.equal(isNamed, lines.length === 0, `${title} is ${isNamed ? '' : 'not '}named among what has nothing`);
  }
  compareAlarms(flags, shown.alarms);
  return Object.keys(expected).filter((section) => expected[section]?.length);
}

/** What is a matter of safety and in force stands above everything, and nothing that is over does. */
function compareAlarms(flags: readonly Flag[], alarms: readonly string[]): void {
  for (const { category = [], code, status } of flags) {
    const isAbove = alarms.some((alarm) => plain(alarm).includes(plain(label(code))));
    const isSafety = category.some((one) => codesOf(one).includes('safety'));
    if (isSafety && status === 'active') assert.ok(isAbove, `${label(code)} is not above everything`);
    if (status !== 'active') assert.ok(!isAbove, `${label(code)} is over, and above everything`);
  }
}

function procedureLine({ code, status, statusReason, performer = [], ...rest }: Procedure): ExpectedLine {
  return {
    names: [label(code)],
    says: [
      year(rest.performedDateTime ?? rest.performedPeriod?.start),
      status === 'completed' ? undefined : status.replace(/-/g, ' '),
      label(statusReason),
      ...(rest.bodySite ?? []).map(label),
      ...performer.map(({ actor }) => actor.display),
      ...(rest.note ?? []).map(({ text }) => text),
    ],
  };
}

async function useLine(base: string, use: DeviceUseStatement): Promise<ExpectedLine> {
  const device = await heldOne<Device>(base, use.device.reference ?? '');
  const line = device ? deviceLine(device) : { names: [use.device.display], says: [] };
  const { timingPeriod, timingDateTime, bodySite, reasonCode = [] } = use;
  return {
    ...line,
    says: [...line.says, year(timingPeriod?.start ?? timingDateTime), label(bodySite), ...reasonCode.map(label)],
  };
}

function deviceLine(device: Device): { names: (string | undefined)[]; says: (string | undefined)[] } {
  const { type, deviceName = [], manufacturer, modelNumber, serialNumber, lotNumber } = device;
  return {
    names: [label(type), ...deviceName.map(({ name }) => name)],
    says: [manufacturer, modelNumber, serialNumber, lotNumber],
  };
}

function teamLine({ name, category = [], participant = [] }: CareTeam): ExpectedLine {
  return {
    names: [name, ...category.map(label), 'No name given'],
    says: participant.flatMap(({ member, role = [] }) => [member?.display, ...role.map(label)]),
  };
}

function planLine({ title, category = [], activity = [], period, ...rest }: CarePlan): ExpectedLine {
  const details = activity.flatMap(({ detail }) => detail ?? []);
  return {
    names: [title, ...category.map(label)],
    says: [
      year(period?.start),
      rest.description,
      ...details.flatMap(({ code, description }) => [label(code), description]),
    ],
  };
}

function goalLine({ description, startDate, lifecycleStatus, target = [] }: Goal): ExpectedLine {
  return {
    names: [label(description)],
    says: [
      year(startDate),
      lifecycleStatus === 'active' ? undefined : lifecycleStatus.replace(/-/g, ' '),
      ...target.flatMap(({ detailQuantity, dueDate }) => [number(detailQuantity), year(dueDate)]),
    ],
  };
}

/** What is refused is never told as wanted. */
function consentLine({ category, dateTime, provision }: Consent): ExpectedLine {
  const rules = [provision, ...(provision?.provision ?? [])];
  return {
    names: category.map(label),
    says: [
      year(dateTime),
      ...rules.flatMap((rule) =>
        (rule?.code ?? []).flatMap((what) => [rule?.type === 'deny' ? 'not' : undefined, label(what)]),
      ),
    ],
  };
}

function documentLine({ type, category = [], date, description, content }: DocumentReference): ExpectedLine {
  return {
    names: [label(type), ...category.map(label)],
    says: [year(date), description, ...content.map(({ attachment }) => attachment.title)],
  };
}

function findingLine(one: Observation): ExpectedLine {
  const { code, status, component = [], effectiveDateTime } = one;
  const isMistake = status === 'entered-in-error';
  return {
    names: [label(code)],
    says: isMistake ? ['entered in error'] : [year(effectiveDateTime), ...[one, ...component].flatMap(valuesOf)],
  };
}

function valuesOf(one: Pick<Observation, 'valueQuantity' | 'valueCodeableConcept' | 'valueString'>): string[] {
  const { valueDateTime } = one as Observation;
  return [number(one.valueQuantity), label(one.valueCodeableConcept), one.valueString ?? '', year(valueDateTime) ?? ''];
}

function isDirective(category: CodeableConcept): boolean {
  return codesOf(category).includes('42348-3');
}

function codesOf(concept: CodeableConcept | undefined): (string | undefined)[] {
  return (concept?.coding ?? []).map(({ code }) => code);
}

const year = (date: string | undefined): string | undefined => date?.slice(0, 4);
