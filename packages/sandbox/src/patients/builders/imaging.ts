/**
 * Imaging studies, told as DICOM tells them: study, series, instances (FHIR R4 §10.5 ImagingStudy).
 * @module
 */
import { createHash } from 'node:crypto';
import type { CodeableConcept, DiagnosticReport, ImagingStudy, ImagingStudySeries, Reference } from 'fhir/r4.js';
import { bodyParts, modalities } from '../codes/imaging.ts';
import { hl7Concept } from '../codes/systems.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';
import { order } from './order.ts';

export interface SeriesDetails {
  readonly modality: keyof typeof modalities;
  readonly bodyPart: keyof typeof bodyParts;
  readonly description: string;
  /** A title for each instance, in order: a view, or a slice position. */
  readonly instances: readonly string[];
}

export interface StudyDetails {
  readonly started: string;
  /** Key of who asked for it. */
  readonly by: string;
  /** Key of who read it. */
  readonly interpreter?: string;
  readonly status?: ImagingStudy['status'];
  readonly description: string;
  readonly series: readonly SeriesDetails[];
  readonly reason?: CodeableConcept;
  readonly encounter?: Reference;
  readonly note?: string;
}

/** Id of the Endpoint that serves an organisation's images. */
export const imagesEndpoint = 'images';

/** Files an order and the study that answered it; the report, if there is one, then names both. */
export function imagingStudy(
  chart: Chart,
  procedure: CodeableConcept,
  details: StudyDetails,
  report?: Filed<DiagnosticReport>,
): Filed<ImagingStudy> {
  const { started, by, encounter } = details;
  const within = encounter ? { encounter } : {};
  const asked = order(chart, procedure, {
    category: 'imaging',
    status: details.status === 'registered' ? 'active' : 'completed',
    authored: started,
    by,
    ...(details.reason && { reason: details.reason }),
    ...within,
  });
  const basedOn = [referenceTo(asked, procedure.text)];
  const uid = uidFor(`${chart.patientId}/${chart.all('ImagingStudy').length + 1}`);
  const series = details.series.map((one, at) => seriesOf(one, at + 1, uid, started));
  const study = chart.add<ImagingStudy>({
    resourceType: 'ImagingStudy',
    identifier: [
      { use: 'official', system: 'urn:dicom:uid', value: `urn:oid:${uid}` },
      {
        type: hl7Concept('v2-0203', 'ACSN', 'Accession ID'),
        system: `${chart.organisation.recordNumbers}/accession`,
        value: `A${chart.random.digits(8)}`,
      },
    ],
    status: details.status ?? 'available',
    modality: [...new Set(details.series.map((one) => one.modality))].map((code) => modalities[code].coding),
    subject: chart.patient,
    ...within,
    started,
    basedOn,
    referrer: chart.organisation.practitioner(by),
    ...(details.interpreter !== undefined && {
      interpreter: [chart.organisation.practitioner(details.interpreter)],
    }),
    endpoint: [{ reference: `Endpoint/${imagesEndpoint}` }],
    numberOfSeries: series.length,
    numberOfInstances: series.reduce((total, one) => total + (one.instance?.length ?? 0), 0),
    procedureCode: [procedure],
    ...(details.reason && { reasonCode: [details.reason] }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
    description: details.description,
    series,
  });
  if (report) {
    report.basedOn = basedOn;
    report.imagingStudy = [referenceTo(study, details.description)];
  }
  return study;
}

function seriesOf(details: SeriesDetails, number: number, study: string, started: string): ImagingStudySeries {
  const uid = `${study}.${number}`;
  const { coding, storage } = modalities[details.modality];
  return {
    uid,
    number,
    modality: coding,
    description: details.description,
    numberOfInstances: details.instances.length,
    endpoint: [{ reference: `Endpoint/${imagesEndpoint}` }],
    bodySite: bodyParts[details.bodyPart],
    started,
    instance: details.instances.map((title, at) => ({
      uid: `${uid}.${at + 1}`,
      sopClass: storage,
      number: at + 1,
      title,
    })),
  };
}

/** A DICOM UID from a UUID made of a name (PS3.5 §B.2): the same name gives the same UID. */
function uidFor(name: string): string {
  const bytes = createHash('sha256').update(`ehr-widgets-sandbox/${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}
