/**
 * Medical devices: implants, and things used at home (FHIR R4 §8.9 Device, §11.9 DeviceUseStatement; US Core Implantable
 * Device; IPS 2.0 Medical Devices).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, type Concept } from '../format/concept.ts';
import { date, list, text } from '../format/read.ts';
import { beginning, whenOf, type When } from '../format/when.ts';
import { conceptKeys, toldDifferently, type Identity } from './elsewhere.ts';
import { lookUp, namedLine, partyOf, statusOf, subjectMatterOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { alike, contentOfList, listView, type ListedLine, type ListView } from './list-view.ts';
import { topic, type TopicInput } from './topic.ts';

export interface DeviceLine extends ListedLine {
  readonly status:
    'active' | 'intended' | 'on-hold' | 'completed' | 'stopped' | 'inactive' | 'entered-in-error' | 'unknown';
  readonly statusReasons: readonly Concept[];
  /** When it is or was used or implanted, where somebody said so. */
  readonly used?: When | undefined;
  readonly recordedDate?: string | undefined;
  /** Who says that it is used. */
  readonly toldBy?: Party | undefined;
  readonly bodySite?: Concept | undefined;
  readonly reasons: readonly Concept[];
  readonly manufacturer?: string | undefined;
  readonly model?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly lotNumber?: string | undefined;
  readonly expirationDate?: string | undefined;
  /** The whole of its Unique Device Identifier as people read it, else the part that names the product. */
  readonly udi?: string | undefined;
  /** The Device that a statement of use is about, where it is one of the record. */
  readonly device?: string | undefined;
}

export type DevicesView = ListView<DeviceLine, 'status'>;

export const devices = topic<DevicesView>({
  name: 'devices',
  searches: [
    { type: 'DeviceUseStatement', by: 'patient', include: ['DeviceUseStatement:device'] },
    { type: 'Device', by: 'patient' },
  ],
  view: (input) => listView(deviceLines(input), isOver, sameDevice),
  content: contentOfList,
});

/** Of a device and the statements of its use, the statements: they say when, where and what for. */
function deviceLines(input: TopicInput): DeviceLine[] {
  const uses = linesOf(input, 'DeviceUseStatement', useLine);
  const told = new Set(
    uses.flatMap(({ device, origin, status }) =>
      device && status !== 'entered-in-error' ? `${origin.source}/${device}` : [],
    ),
  );
  // A document also holds the software that wrote it, which is nobody's device.
  const own = input.matches.filter(({ resource }) => resource?.resourceType === 'Device' && resource.patient);
  const held = linesOf({ ...input, matches: own }, 'Device', deviceLine);
  return [...uses, ...held.filter(({ origin, reference }) => !told.has(`${origin.source}/${reference}`))];
}

function isOver({ status }: DeviceLine): boolean {
  return status === 'completed' || status === 'stopped' || status === 'inactive';
}

/** One thing has one identifier; two of a kind have one code. */
const sameDevice: Identity<DeviceLine, 'status'> = {
  keys: (line) => [...conceptKeys(line.name), ...identifiersOf(line)],
  compare: (one, other) => {
    const [mine, others] = [identifiersOf(one), identifiersOf(other)];
    if (mine.some((identifier) => others.includes(identifier))) return 'same';
    return mine.length > 0 && others.length > 0 && one.serialNumber && other.serialNumber
      ? 'different'
      : alike(one, other);
  },
  facets: { status: toldDifferently(({ status }) => (status === 'unknown' ? undefined : status)) },
  rank: (line) => (isOver(line) ? 1 : 0),
};

/** What no other thing has: a product's identifier with the serial number of the one. */
function identifiersOf({ udi, serialNumber }: DeviceLine): string[] {
  return udi && serialNumber ? [`${udi} ${serialNumber}`] : [];
}

function useLine(reading: Reading<fhir.DeviceUseStatement>): DeviceLine {
  const { resource } = reading;
  const { status, code } = statusOf(
    ['active', 'completed', 'entered-in-error', 'intended', 'stopped', 'on-hold'],
    resource.status,
  );
  const found = lookUp(resource.device, reading);
  const device = found?.resourceType === 'Device' ? found : undefined;
  const display = text(resource.device?.display);
  const used = whenOf(resource, 'timing') ?? timed(resource);
  const recordedDate = date(resource.recordedOn);
  const named = { coding: list(device?.type?.coding), text: device && nameOf(device) };
  return {
    ...namedLine(reading, (conceptOf(named as fhir.CodeableConcept) ? named : { text: display }) as never, [
      ...list(device?.note),
      ...list(resource.note),
    ]),
    ...(device ? factsOf(device) : NO_FACTS),
    status,
    statusCode: code,
    statusReasons: [],
    date: beginning(used) ?? recordedDate,
    used,
    recordedDate,
    toldBy: partyOf(resource.source, reading),
    bodySite: conceptOf(resource.bodySite),
    reasons: [
      ...conceptsOf(resource.reasonCode),
      ...list(resource.reasonReference).flatMap((reference) => subjectMatterOf(reference, reading) ?? []),
    ],
    device: device?.id === undefined ? text(resource.device?.reference) : `Device/${device.id}`,
  };
}

function deviceLine(reading: Reading<fhir.Device>): DeviceLine {
  const { resource } = reading;
  const { status, code } = statusOf(['active', 'inactive', 'entered-in-error'], resource.status);
  const named = { coding: list(resource.type?.coding), text: nameOf(resource) };
  return {
    ...namedLine(reading, named as fhir.CodeableConcept, resource.note),
    ...factsOf(resource),
    status,
    statusCode: code,
    statusReasons: conceptsOf(resource.statusReason),
    date: undefined,
    bodySite: undefined,
    reasons: [],
  };
}

/** By what people call it, else by its kind. */
function nameOf({ type, deviceName, distinctIdentifier }: fhir.Device): string | undefined {
  const names = list(deviceName);
  const friendly = names.find((one) => one.type === 'user-friendly-name' || one.type === 'patient-reported-name');
  const kind = conceptOf(type)?.text;
  return kind ?? text(friendly?.name) ?? text(names[0]?.name) ?? text(distinctIdentifier);
}

type Facts = Pick<DeviceLine, 'manufacturer' | 'model' | 'serialNumber' | 'lotNumber' | 'expirationDate' | 'udi'>;

const NO_FACTS: Facts = {};

function factsOf(device: fhir.Device): Facts {
  const [carrier] = list(device.udiCarrier);
  const names = list(device.deviceName).find(({ type }) => type === 'model-name');
  return {
    manufacturer: text(device.manufacturer),
    model: text(device.modelNumber) ?? text(names?.name),
    serialNumber: text(device.serialNumber),
    lotNumber: text(device.lotNumber),
    expirationDate: date(device.expirationDate),
    udi: text(carrier?.carrierHRF) ?? text(carrier?.deviceIdentifier),
  };
}

/** The days that a Timing names (FHIR R4 §2.24.0.18). */
function timed({ timingTiming }: fhir.DeviceUseStatement): When | undefined {
  const event = list(timingTiming?.event).flatMap((moment) => date(moment) ?? [])[0];
  if (event) return { kind: 'date', date: event };
  const bounds = timingTiming?.repeat?.boundsPeriod;
  const [start, end] = [date(bounds?.start), date(bounds?.end)];
  return start || end ? { kind: 'period', start, end } : undefined;
}
