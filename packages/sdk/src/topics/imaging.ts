/**
 * Imaging studies: what was imaged and how, and where its frames may be fetched as pictures (FHIR R4 §10.5 ImagingStudy;
 * DICOMweb, DICOM PS3.18 §10.4 Retrieve Rendered).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { decimalText } from '../format/decimal.ts';
import { date, list, text } from '../format/read.ts';
import { daysApart, toldDifferently, type Identity } from './elsewhere.ts';
import { formOf, type ImageForm } from './image-form.ts';
import { lookUp, namedLine, partiesOf, partyOf, statusOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { alike, contentOfList, listView, type ListedLine, type ListView } from './list-view.ts';
import { topic } from './topic.ts';

/** `name` is the procedure's, else the study's description. */
export interface ImagingStudyLine extends ListedLine {
  readonly status: 'registered' | 'available' | 'cancelled' | 'entered-in-error' | 'unknown';
  readonly description?: string | undefined;
  readonly procedures: readonly Concept[];
  /** CT, MR, US, … (DICOM CID 29); of the study, else of its series. */
  readonly modalities: readonly Concept[];
  readonly bodyParts: readonly Concept[];
  readonly reasons: readonly Concept[];
  readonly referrer?: Party | undefined;
  readonly interpreters: readonly Party[];
  readonly accession?: string | undefined;
  /** The DICOM UID of the study, without `urn:oid:`. */
  readonly uid?: string | undefined;
  /** As the sender counts them, else as many as were sent. */
  readonly seriesCount: number;
  readonly instanceCount: number;
  /** May be fewer than `seriesCount`. */
  readonly series: readonly ImagingSeries[];
  /** Where its images may be looked at in a viewer of the source's (IHE Invoke Image Display), over https. */
  readonly viewer?: string | undefined;
}

export interface ImagingSeries {
  /** Unique within its study. */
  readonly key: string;
  readonly uid?: string | undefined;
  readonly number?: string | undefined;
  readonly description?: string | undefined;
  readonly modality?: Concept | undefined;
  readonly bodyPart?: Concept | undefined;
  readonly laterality?: Concept | undefined;
  readonly started?: string | undefined;
  readonly instanceCount: number;
  /** In the order of their numbers. May be fewer than `instanceCount`: some servers send none. */
  readonly instances: readonly ImagingInstance[];
  /** Address of the DICOMweb service that has it, without a slash at the end; absent where none is told. */
  readonly images?: string | undefined;
}

export interface ImagingInstance {
  readonly uid: string;
  readonly number?: string | undefined;
  readonly title?: string | undefined;
  /** The DICOM UID of what kind of object it is, without `urn:oid:`. */
  readonly sopClass?: string | undefined;
  /** What can be drawn of it, as far as its SOP class tells. */
  readonly form?: ImageForm | undefined;
}

export type ImagingView = ListView<ImagingStudyLine>;

/** `past` are the cancelled ones. */
export const imaging = topic<ImagingView>({
  name: 'imaging',
  searches: [
    { type: 'ImagingStudy', by: 'patient', params: { _sort: '-started' }, include: ['ImagingStudy:endpoint'] },
  ],
  view: (input) =>
    listView(linesOf(input, 'ImagingStudy', studyLine), ({ status }) => status === 'cancelled', sameStudy),
  content: contentOfList,
});

/**
 * The address of one frame as a picture, `size` pixels wide and high at most; undefined where the study does not say
 * where its images are. Ask for the middle one of a series as its thumbnail.
 * @param frame From 1.
 */
export function frameUrl(
  { uid: study }: ImagingStudyLine,
  { uid: series, images }: ImagingSeries,
  { uid: instance }: ImagingInstance,
  { frame = 1, size }: { readonly frame?: number; readonly size?: number } = {},
): string | undefined {
  if (!images || !study || !series) return undefined;
  const path = `studies/${study}/series/${series}/instances/${instance}/frames/${frame}/rendered`;
  return `${images}/${path}${size === undefined ? '' : `?viewport=${size},${size}`}`;
}

const STATUSES = ['registered', 'available', 'cancelled', 'entered-in-error'] as const;

/** A study has one UID wherever it is kept; without it, one of the same day may be the same, unless the names differ. */
const sameStudy: Identity<ImagingStudyLine> = {
  keys: ({ uid, date: day }) => [...(uid ? [uid] : []), ...(day ? [day.slice(0, 'yyyy-mm-dd'.length)] : [])],
  compare: (one, other) => {
    if (one.uid && other.uid) return one.uid === other.uid ? 'same' : 'different';
    if (daysApart(one.date, other.date) !== 0) return 'different';
    return one.name && other.name ? alike(one, other) : 'doubtful';
  },
  facets: {
    status: toldDifferently(({ status }) => (status === 'unknown' ? undefined : status)),
    images: toldDifferently(({ instanceCount }) => (instanceCount > 0 ? String(instanceCount) : undefined)),
  },
  rank: ({ status }) => (status === 'available' ? 0 : 1),
};

function studyLine(reading: Reading<fhir.ImagingStudy>): ImagingStudyLine {
  const { resource } = reading;
  const { status, code } = statusOf(STATUSES, resource.status);
  const description = text(resource.description);
  const procedures = conceptsOf(resource.procedureCode);
  const own = serviceAt(resource.endpoint, 'dicom-wado-rs', reading);
  const series = list(resource.series).map((one, at) => seriesOf(one, at, own, reading));
  const counted = series.reduce((sum, { instanceCount }) => sum + instanceCount, 0);
  const identifiers = list(resource.identifier);
  const uid = uidOf(identifiers.find(({ system }) => system === 'urn:dicom:uid')?.value);
  return {
    ...namedLine(reading, undefined, resource.note),
    name: procedures[0] ?? conceptOf(description),
    status,
    statusCode: code,
    date: date(resource.started),
    description,
    procedures,
    modalities: each([...conceptsOf(resource.modality), ...series.flatMap(({ modality }) => modality ?? [])]),
    bodyParts: each(series.flatMap(({ bodyPart }) => bodyPart ?? [])),
    reasons: conceptsOf(resource.reasonCode),
    referrer: partyOf(resource.referrer, reading),
    interpreters: partiesOf(resource.interpreter, reading),
    accession: text(identifiers.find(({ type }) => hasCode(conceptOf(type), ['ACSN']))?.value),
    uid,
    seriesCount: count(resource, 'numberOfSeries') ?? series.length,
    instanceCount: count(resource, 'numberOfInstances') ?? counted,
    series,
    viewer: viewerOf(serviceAt(resource.endpoint, 'ihe-iid', reading), uid),
  };
}

/** The address of a study in a viewer (IHE RAD TF-2, RAD-106 Invoke Image Display). */
function viewerOf(service: string | undefined, uid: string | undefined): string | undefined {
  if (!service?.startsWith('https:') || !uid) return undefined;
  return `${service}?requestType=STUDY&studyUID=${uid}`;
}

function seriesOf(
  sent: fhir.ImagingStudySeries,
  at: number,
  own: string | undefined,
  reading: Reading<fhir.ImagingStudy>,
): ImagingSeries {
  const instances = list(sent.instance).flatMap((one) => {
    const [uid, sopClass] = [uidOf(one.uid), uidOf(one.sopClass?.code)];
    if (!uid) return [];
    return { uid, number: decimalText(one, 'number'), title: text(one.title), sopClass, form: formOf(sopClass) };
  });
  instances.sort((one, other) => Number(one.number ?? Infinity) - Number(other.number ?? Infinity) || 0);
  return {
    key: String(at),
    uid: uidOf(sent.uid),
    number: decimalText(sent, 'number'),
    description: text(sent.description),
    modality: conceptOf(sent.modality),
    bodyPart: conceptOf(sent.bodySite),
    laterality: conceptOf(sent.laterality),
    started: date(sent.started),
    instanceCount: count(sent, 'numberOfInstances') ?? instances.length,
    instances,
    images: serviceAt(sent.endpoint, 'dicom-wado-rs', reading) ?? own,
  };
}

/** The first service in use of a type that has an address on the web, without a slash at the end. */
function serviceAt(
  references: readonly fhir.Reference[] | undefined,
  type: 'dicom-wado-rs' | 'ihe-iid',
  reading: Reading<fhir.ImagingStudy>,
): string | undefined {
  for (const reference of list(references)) {
    const endpoint = lookUp(reference, reading);
    if (endpoint?.resourceType !== 'Endpoint' || ['off', 'error', 'entered-in-error'].includes(endpoint.status))
      continue;
    const address = text(endpoint.address)?.replace(/\/+$/, '');
    const isOnWeb = address !== undefined && /^https?:\/\/[^?#]+$/.test(address) && URL.canParse(address);
    if (isOnWeb && hasCode(conceptOf(endpoint.connectionType), [type])) return address;
  }
  return undefined;
}

/** A UID goes into an address: nothing but what a UID is made of (DICOM PS3.5 §9). */
function uidOf(sent: unknown): string | undefined {
  const uid = text(sent)?.replace(/^urn:oid:/, '');
  return uid !== undefined && /^[\d.]{1,64}$/.test(uid) ? uid : undefined;
}

function count(holder: object, name: string): number | undefined {
  const sent = decimalText(holder, name);
  return sent === undefined ? undefined : Number(sent);
}

/** Each concept once, by its words. */
function each(concepts: readonly Concept[]): Concept[] {
  return [...new Map(concepts.map((concept) => [concept.codings[0]?.code ?? concept.text, concept])).values()];
}
