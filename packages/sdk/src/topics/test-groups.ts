/**
 * Tests that are one analyte under several codes, by the Groups that LOINC itself publishes (LOINC, AccessoryFiles/GroupFile;
 * the table in words: docs/results.md). A group holds one component, one property and one kind of specimen, so that its
 * values may be read beside each other; what differs in the way that it is measured only is in one.
 * @module
 */
import type { Concept } from '../format/concept.ts';
import { oncePerObject } from '../format/once.ts';
import { codesOf } from '../format/concept.ts';

/** A Group of LOINC: `Creatinine|MCnc|Pt|ANYBldSerPl` is creatinine, by mass, at a moment, in blood, serum or plasma. */
export interface TestGroup {
  /** LOINC's own name of it. */
  readonly name: string;
  readonly codes: readonly string[];
}

/** The group of a test; undefined where its LOINC codes are in none, or in two. */
export function groupOfTest(name: Concept | undefined): TestGroup | undefined {
  return name && groupOfConcept(name);
}

const LOINC = 'http://loinc.org';

const groupOfConcept = oncePerObject((name: Concept): TestGroup | undefined => {
  const stated = name.codings.filter(({ system }) => system === LOINC);
  const found = new Set(codesOf({ text: name.text, codings: stated }).map((code) => BY_CODE.get(code)));
  return found.size === 1 ? [...found][0] : undefined;
});

/**
 * Left apart on purpose: glucose, where serum, whole blood, capillary blood and sensors are not read alike; estimated GFR,
 * by its formulas; HbA1c by IFCC, which counts in other units; troponins and high-sensitivity CRP, which are other tests;
 * INR from a finger; what is counted by mass beside what is counted by mole (only LOINC's parent groups join these).
 */
export const TEST_GROUPS: readonly TestGroup[] = rows([
  ['Creatinine|MCnc|Pt|ANYBldSerPl', '2160-0 38483-4'],
  ['Creatinine|SCnc|Pt|ANYBldSerPl', '14682-9 59826-8'],
  ['Urea nitrogen|MCnc|Pt|ANYBldSerPl', '3094-0 6299-2'],
  ['Sodium|SCnc|Pt|ANYBldSerPl', '2951-2 2947-0'],
  ['Potassium|SCnc|Pt|ANYBldSerPl', '2823-3 6298-4'],
  ['Chloride|SCnc|Pt|ANYBldSerPl', '2075-0 2069-3'],
  ['Carbon dioxide|SCnc|Pt|ANYBldSerPl', '2028-9 20565-8'],
  ['Calcium|MCnc|Pt|ANYBldSerPl', '17861-6 49765-1'],
  ['Alanine aminotransferase|CCnc|Pt|ANYBldSerPl', '1742-6 1743-4 1744-2'],
  ['Aspartate aminotransferase|CCnc|Pt|ANYBldSerPl', '1920-8 30239-8 88112-8'],
  ['Albumin|MCnc|Pt|ANYBldSerPl', '1751-7 61151-7 61152-5'],
  ['Cholesterol.in LDL|MCnc|Pt|ANYBldSerPl', '2089-1 13457-7 18262-6'],
  ['Thyrotropin|ACnc|Pt|ANYBldSerPl', '3016-3 11579-0 11580-8'],
  ['Hemoglobin A1c/Hemoglobin.total|MFr|Pt|ANYBldSerPl', '4548-4 4549-2 17855-8 17856-6'],
  ['Hemoglobin|MCnc|Pt|ANYBld', '718-7 20509-6'],
  ['Hematocrit|VFr|Pt|ANYBld', '4544-3 4545-0 20570-8'],
  ['Leukocytes|NCnc|Pt|ANYBld', '6690-2 804-5 26464-8'],
  ['Erythrocytes|NCnc|Pt|ANYBld', '789-8 790-6 26453-1'],
  ['Platelets|NCnc|Pt|ANYBld', '777-3 778-1 26515-7'],
  ['Erythrocyte mean corpuscular volume|EntVol|Pt|RBC', '787-2 30428-7'],
  ['Erythrocyte mean corpuscular hemoglobin|EntMass|Pt|RBC', '785-6 28539-5'],
  ['Erythrocyte mean corpuscular hemoglobin concentration|MCnc|Pt|RBC', '786-4 28540-3'],
  ['Erythrocyte distribution width|Ratio|Pt|RBC', '788-0 30385-9'],
  ['Erythrocyte distribution width|EntVol|Pt|RBC', '21000-5 30384-2'],
  ['Platelet mean volume|EntVol|Pt|ANYBld', '32623-1 28542-9'],
  ['Neutrophils|NCnc|Pt|ANYBld', '751-8 753-4 26499-4'],
  ['Lymphocytes|NCnc|Pt|ANYBld', '731-0 732-8 26474-7'],
  ['Monocytes|NCnc|Pt|ANYBld', '742-7 743-5 26484-6'],
  ['Eosinophils|NCnc|Pt|ANYBld', '711-2 712-0 26449-9'],
  ['Basophils|NCnc|Pt|ANYBld', '704-7 705-4 26444-0'],
  ['Neutrophils/100 leukocytes|NFr|Pt|ANYBld', '770-8 23761-0 26511-6'],
  ['Lymphocytes/100 leukocytes|NFr|Pt|ANYBld', '736-9 737-7 26478-8'],
  ['Monocytes/100 leukocytes|NFr|Pt|ANYBld', '5905-5 744-3 26485-3'],
  ['Eosinophils/100 leukocytes|NFr|Pt|ANYBld', '713-8 714-6 26450-7'],
  ['Basophils/100 leukocytes|NFr|Pt|ANYBld', '706-2 707-0 30180-4'],
]);

function rows(table: readonly (readonly [name: string, codes: string])[]): readonly TestGroup[] {
  return table.map(([name, codes]) => ({ name, codes: codes.split(' ') }));
}

const BY_CODE: ReadonlyMap<string, TestGroup> = new Map(
  TEST_GROUPS.flatMap((group) => group.codes.map((code) => [code, group] as const)),
);
