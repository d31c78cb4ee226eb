/**
 * What kind of report it is, from whichever table its sender took the category: HL7 v2 table 0074 (diagnostic service
 * sections), LOINC's parts and document sections, SNOMED CT, and HL7's observation categories.
 * @module
 */
import { codesOf, type Concept } from '../format/concept.ts';
import { oncePerObject } from '../format/once.ts';

/** The more particular first: a culture is a laboratory's too, and an echocardiogram is an image too. */
export const REPORT_KINDS = [
  'microbiology',
  'pathology',
  'cardiology',
  'imaging',
  'procedure',
  'laboratory',
  'other',
] as const;

export type ReportKind = (typeof REPORT_KINDS)[number];

/** What a category says; most particular first, and empty where its codes and words are in no table here. */
export function kindsOf(categories: readonly Concept[]): readonly ReportKind[] {
  const found = new Set(categories.flatMap((category) => kindsOfConcept(category)));
  return REPORT_KINDS.filter((kind) => found.has(kind));
}

const kindsOfConcept = oncePerObject((category: Concept): readonly ReportKind[] => {
  const coded = codesOf(category).flatMap((code) => KINDS.get(code) ?? []);
  if (coded.length > 0) return coded;
  const words = [category.text, ...category.codings.map(({ display }) => display ?? '')];
  return words.flatMap((word) => WORDS.flatMap(([pattern, kind]) => (pattern.test(word) ? kind : [])));
});

/** By code, whatever the system: none of these codes means two things in the systems that are used for categories. */
const KINDS: ReadonlyMap<string, readonly ReportKind[]> = byCode([
  // HL7 v2 table 0074 (http://terminology.hl7.org/CodeSystem/v2-0074), whole but for NRS, OTH and PHR, which say nothing.
  [['laboratory'], 'LAB CH HM BG BLB CG GE IMM SR TX OSL'],
  [['microbiology'], 'MB MCB MYC PAR VR'],
  [['pathology'], 'PAT SP CP'],
  [['imaging'], 'RAD CT NMR NMS RUS RX XRC OUS VUS IMG'],
  [['cardiology', 'imaging'], 'CUS'],
  [['cardiology'], 'EC CTH'],
  [['procedure'], 'AU EN ICU OT PF PHY PT RC RT'],
  // LOINC parts: US Core DiagnosticReport Category, and JP Core's, which adds laboratory, microbiology and endoscopy.
  [['laboratory'], 'LP29693-6'],
  [['microbiology'], 'LP7819-8'],
  [['pathology'], 'LP7839-6'],
  [['imaging'], 'LP29684-5'],
  [['cardiology'], 'LP29708-2'],
  [['procedure'], 'LP7796-8'],
  // LOINC's sets of studies: C-CDA's result sections and the sections of a laboratory report (IHE XD-LAB).
  [
    ['laboratory'],
    '11502-2 26436-6 26437-4 18716-1 18717-9 18718-7 18719-5 18720-3 18721-1 18722-9 18723-7 18724-5 18727-8 18728-6 ' +
      '18729-4 18767-4 18768-2',
  ],
  [['microbiology'], '18725-2'],
  [['pathology'], '26438-2 26439-0'],
  [['imaging'], '18726-0 18748-4'],
  [['cardiology'], '26441-6'],
  // SNOMED CT: the procedures and specialties that servers send as categories.
  [['laboratory'], '15220000 108252007'],
  [['microbiology'], '19851009 408454008'],
  [['pathology'], '394597005 394915009'],
  [['imaging'], '363679005 394914008'],
  [['cardiology'], '394579002'],
  // HL7 observation-category.
  [['laboratory'], 'laboratory'],
  [['imaging'], 'imaging'],
  [['procedure'], 'procedure'],
]);

function byCode(rows: readonly (readonly [readonly ReportKind[], string])[]): Map<string, readonly ReportKind[]> {
  return new Map(rows.flatMap(([kinds, codes]) => codes.split(' ').map((code) => [code, kinds] as const)));
}

/** For categories that only say it in words. */
const WORDS: readonly (readonly [pattern: RegExp, kind: ReportKind])[] = [
  [/microbio/i, 'microbiology'],
  [/\bpatholog|\bcytolog|\bhistolog/i, 'pathology'],
  [/cardio/i, 'cardiology'],
  [/radiolog|\bimaging\b/i, 'imaging'],
  [/\bprocedure|\bendoscop/i, 'procedure'],
  [/\blab(?:s|orator(?:y|ies))?\b/i, 'laboratory'],
];
