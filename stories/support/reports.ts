/** Reports of the results of results.ts, as a viewer meets them: panels, versions, what is missing, and words alone. */
import type {
  Attachment,
  DiagnosticReport,
  DocumentReference,
  Endpoint,
  FhirResource,
  ImagingStudy,
  ServiceRequest,
  Specimen,
} from 'fhir/r4.js';
import { datesBefore, PATIENT } from './record.ts';
import { hospitalResults, lab, measured } from './results.ts';

const V2 = 'http://terminology.hl7.org/CodeSystem/v2-0074';

/** What the hospital has: its results, and reports of some of them. */
export function hospitalReports(now: Date = new Date()): FhirResource[] {
  const { moment } = datesBefore(now);
  const on = (days: number, time = '08:00'): string => moment(days, time);
  return [
    ...hospitalResults(now),
    report('renal', 'Renal profile', 'LAB', on(0), {
      status: 'partial',
      issued: on(0, '08:29'),
      contained: [
        {
          resourceType: 'ServiceRequest',
          id: 'order',
          status: 'active',
          intent: 'order',
          subject: { reference: `Patient/${PATIENT}` },
          code: { text: 'Renal profile' },
          requester: { display: 'Dr A. Patel' },
          authoredOn: on(0, '07:30'),
        } satisfies ServiceRequest as FhirResource,
        {
          resourceType: 'Specimen',
          id: 'blood',
          type: { text: 'Venous blood' },
          collection: { collectedDateTime: on(0, '07:55') },
          accessionIdentifier: { value: 'A-4711' },
        } satisfies Specimen as FhirResource,
      ],
      basedOn: [{ reference: '#order' }],
      specimen: [{ reference: '#blood' }],
      performer: [{ display: 'University Hospital Pathology' }],
      result: [
        ...['renal-profile', 'sodium-0', 'bicarbonate', 'crp', 'ionised-calcium'].map(named),
        { reference: 'Observation/phosphate', display: 'Phosphate' },
      ],
      presentedForm: [{ title: 'Whole report', contentType: 'text/plain', data: base64('Renal profile') }],
      imagingStudy: [{ reference: 'ImagingStudy/kidneys' }],
      conclusion: 'Repeat potassium within 2 hours advised.\neGFR falls with acute illness.',
    }),
    report('troponin', 'Cardiac markers', 'LAB', on(3), {
      status: 'corrected',
      issued: on(3, '12:10'),
      identifier: [{ system: 'urn:lab', value: 'T-1' }],
      result: [named('troponin')],
      conclusion: 'No evidence of myocardial injury.',
    }),
    report('troponin-first', 'Cardiac markers', 'LAB', on(3), {
      issued: on(3, '09:30'),
      identifier: [{ system: 'urn:lab', value: 'T-1' }],
      result: [named('troponin-first')],
      conclusion: 'Myocardial injury is likely.',
    }),
    lab('troponin-first', 'Troponin I', '10839-9', on(3), measured(['41', 'ng/L'])),
    report('chest', 'Chest X-ray', 'RAD', on(20), {
      resultsInterpreter: [{ display: 'Dr M. Osei' }],
      conclusion: 'No consolidation. Heart size within normal limits.',
      conclusionCode: [{ text: 'Normal chest X-ray' }],
    }),
    report('culture-report', 'Urine culture', 'MB', on(90), { result: [named('culture'), named('wrong')] }),
    report('hepatitis', 'Hepatitis B screen', 'LAB', on(120), { status: 'registered' }),
    study('kidneys', on(0)),
    report('mistake', 'Lipid profile', 'LAB', on(40), { status: 'entered-in-error' }),
  ];
}

/** A picture of one pixel, as base64. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** UTF-8 text, as base64. */
export const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** A letter, with files of every sort: shown, saved, kept elsewhere, and one that is not what it is called. */
export function letter(date: string, more: readonly Attachment[] = []): DocumentReference {
  const files: Attachment[] = [
    {
      title: 'Letter',
      contentType: 'text/plain; charset=utf-8',
      data: base64('Señora Müller geht es gut.\nDr. Ōsawa'),
    },
    { title: 'Scan', contentType: 'image/png', data: PIXEL },
    { title: 'Printed letter', contentType: 'application/pdf', data: base64('%PDF-1.4 …') },
    {
      title: 'Page',
      contentType: 'text/plain',
      data: base64('<!doctype html><script>document.title = "ran"</script>'),
    },
    {
      title: 'Kept elsewhere',
      contentType: 'image/jpeg',
      url: 'https://archive.example/patients/maria/1.jpg',
      size: 52_000,
    },
  ];
  return {
    resourceType: 'DocumentReference',
    id: 'letter',
    status: 'current',
    docStatus: 'preliminary',
    subject: { reference: `Patient/${PATIENT}` },
    date,
    type: { text: 'Discharge letter' },
    author: [{ display: 'Dr A. Patel' }],
    content: [...files, ...more].map((attachment) => ({ attachment })),
  };
}

/** A study of three images, whose service is named. */
export function study(id: string, started: string): ImagingStudy {
  return {
    resourceType: 'ImagingStudy',
    id,
    status: 'available',
    subject: { reference: `Patient/${PATIENT}` },
    started,
    description: 'Renal ultrasound',
    identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' }],
    contained: [
      {
        resourceType: 'Endpoint',
        id: 'images',
        status: 'active',
        connectionType: { code: 'dicom-wado-rs' },
        payloadType: [{ text: 'DICOM' }],
        address: 'https://images.example/dicomweb',
      } satisfies Endpoint as FhirResource,
    ],
    endpoint: [{ reference: '#images' }],
    series: [
      {
        uid: '1.2.3.4',
        number: 1,
        description: 'Left kidney',
        modality: { code: 'US', display: 'Ultrasound' },
        instance: [1, 2, 3].map((number) => ({ uid: `1.2.3.4.${number}`, number, sopClass: { code: 'urn:oid:1.2' } })),
      },
    ],
  };
}

/** So many reports, each of so many results of its own. */
export function manyReports(reports: number, results: number, now: Date = new Date()): FhirResource[] {
  const { moment } = datesBefore(now);
  return Array.from({ length: reports }, (_, at) => {
    const date = moment(at * 2, '07:30');
    const own = Array.from({ length: results }, (__, test) =>
      lab(`r${at}-t${test}`, `Test ${test + 1}`, `${10_000 + test}-0`, date, measured([String(test + 1), 'mmol/L'])),
    );
    return [
      ...own,
      report(`r${at}`, `Report ${at + 1}`, 'LAB', date, { result: own.map(({ id }) => named(id ?? '')) }),
    ];
  }).flat();
}

/** One report; `kind` is a section of HL7 v2 table 0074. */
export function report(
  id: string,
  name: string,
  kind: string,
  date: string,
  changes: Partial<DiagnosticReport>,
): DiagnosticReport {
  return {
    resourceType: 'DiagnosticReport',
    id,
    subject: { reference: `Patient/${PATIENT}` },
    status: 'final',
    category: [{ coding: [{ system: V2, code: kind }] }],
    code: { text: name },
    effectiveDateTime: date,
    ...changes,
  };
}

function named(id: string): { reference: string } {
  return { reference: `Observation/${id}` };
}
