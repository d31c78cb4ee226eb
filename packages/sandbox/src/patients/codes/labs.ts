/**
 * Laboratory tests: LOINC code, unit, and the adult reference range and critical limits of the hospital's laboratory.
 * Where a laboratory changed from mass to molar units the test has one LOINC code for each property.
 * @module
 */
import type { CodeableConcept } from 'fhir/r4.js';
import { loinc } from './systems.ts';
import * as units from './units.ts';
import type { Unit } from './units.ts';

/** Either end may be missing; `text` alone is a range in words. */
export interface LabRange {
  readonly low?: string;
  readonly high?: string;
  readonly text?: string;
}

export interface LabTest {
  readonly code: CodeableConcept;
  readonly unit?: Unit;
  readonly range?: LabRange;
  readonly critical?: LabRange;
}

function test(
  code: string,
  display: string,
  name: string,
  unit?: Unit,
  range?: LabRange,
  critical?: LabRange,
): LabTest {
  return {
    code: loinc(code, display, name),
    ...(unit && { unit }),
    ...(range && { range }),
    ...(critical && { critical }),
  };
}

const moles = '[Moles/volume] in Serum or Plasma';
const mass = '[Mass/volume] in Serum or Plasma';
const count = '[#/volume] in Blood by Automated count';

// Kidney and salts
export const potassium = test(
  '2823-3',
  `Potassium ${moles}`,
  'Potassium',
  units.mmolPerL,
  { low: '3.5', high: '5.1' },
  { low: '2.8', high: '6.0' },
);
export const sodium = test(
  '2951-2',
  `Sodium ${moles}`,
  'Sodium',
  units.mmolPerL,
  { low: '136', high: '145' },
  { low: '120', high: '160' },
);
export const bicarbonate = test(
  '1963-8',
  'Bicarbonate [Moles/volume] in Serum or Plasma',
  'Bicarbonate',
  units.mmolPerL,
  { low: '22', high: '29' },
  { low: '10', high: '40' },
);
export const urea = test('14937-7', `Urea nitrogen ${moles}`, 'Urea nitrogen', units.mmolPerL, {
  low: '2.5',
  high: '7.1',
});
export const ureaMass = test('3094-0', `Urea nitrogen ${mass}`, 'Urea nitrogen', units.mgPerDl, {
  low: '7',
  high: '20',
});
export const creatinine = test('14682-9', `Creatinine ${moles}`, 'Creatinine', units.umolPerL, {
  low: '45',
  high: '84',
});
export const creatinineMass = test('2160-0', `Creatinine ${mass}`, 'Creatinine', units.mgPerDl, {
  low: '0.51',
  high: '0.95',
});
export const filtrationRate = test(
  '98979-8',
  'Glomerular filtration rate/1.73 sq M.predicted [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI 2021)',
  'eGFR (CKD-EPI 2021)',
  units.filtrationRate,
  { low: '60' },
);
export const albuminCreatinine = test(
  '9318-7',
  'Albumin/Creatinine [Mass Ratio] in Urine',
  'Urine albumin/creatinine',
  units.mgPerG,
  { high: '30' },
);
export const calcium = test('2000-8', `Calcium ${moles}`, 'Calcium', units.mmolPerL, { low: '2.15', high: '2.55' });
export const urate = test('14933-6', `Urate ${moles}`, 'Urate', units.umolPerL, { low: '140', high: '360' });

// Sugar and fats
export const hba1c = test(
  '59261-8',
  'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol',
  'HbA1c',
  units.mmolPerMol,
  { low: '20', high: '41' },
);
export const hba1cPercent = test('4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood', 'HbA1c', units.percent, {
  low: '4.0',
  high: '5.6',
});
export const glucose = test(
  '14749-6',
  `Glucose ${moles}`,
  'Glucose',
  units.mmolPerL,
  { low: '3.9', high: '7.8' },
  { low: '2.5', high: '25.0' },
);
export const fastingGlucose = test(
  '1558-6',
  'Fasting glucose [Mass/volume] in Serum or Plasma',
  'Fasting glucose',
  units.mgPerDl,
  { low: '70', high: '99' },
);
export const fingerGlucose = test(
  '41653-7',
  'Glucose [Mass/volume] in Capillary blood by Glucometer',
  'Glucose, measured at home',
  units.mgPerDl,
  { low: '70', high: '180' },
  { low: '54', high: '400' },
);
export const glucoseTwoHours = test(
  '1518-0',
  'Glucose [Mass/volume] in Serum or Plasma --2 hours post 75 g glucose PO',
  'Glucose, 2 hours after 75 g',
  units.mgPerDl,
  { high: '153' },
);
export const glucoseOneHour = test(
  '1507-3',
  'Glucose [Mass/volume] in Serum or Plasma --1 hour post 75 g glucose PO',
  'Glucose, 1 hour after 75 g',
  units.mgPerDl,
  { high: '180' },
);
export const cholesterol = test('2093-3', `Cholesterol ${mass}`, 'Cholesterol', units.mgPerDl, { high: '200' });
export const hdl = test('2085-9', `Cholesterol in HDL ${mass}`, 'HDL cholesterol', units.mgPerDl, { low: '50' });
export const ldl = test('13457-7', `Cholesterol in LDL ${mass} by calculation`, 'LDL cholesterol', units.mgPerDl, {
  high: '100',
});
export const triglycerides = test('2571-8', `Triglyceride ${mass}`, 'Triglycerides', units.mgPerDl, { high: '150' });

// Blood count; hemoglobin has one LOINC code whether it is printed in g/dL or g/L
export const hemoglobin = test(
  '718-7',
  'Hemoglobin [Mass/volume] in Blood',
  'Hemoglobin',
  units.gPerL,
  { low: '120', high: '160' },
  { low: '70', high: '200' },
);
export const hemoglobinPerDl = test(
  '718-7',
  'Hemoglobin [Mass/volume] in Blood',
  'Hemoglobin',
  units.gPerDl,
  { low: '12.0', high: '16.0' },
  { low: '7.0', high: '20.0' },
);
export const whiteCells = test(
  '6690-2',
  `Leukocytes ${count}`,
  'White cells',
  units.billionsPerL,
  { low: '4.0', high: '11.0' },
  { low: '1.0', high: '50.0' },
);
export const neutrophils = test(
  '751-8',
  `Neutrophils ${count}`,
  'Neutrophils',
  units.billionsPerL,
  { low: '1.8', high: '7.5' },
  { low: '0.5' },
);
export const lymphocytes = test('731-0', `Lymphocytes ${count}`, 'Lymphocytes', units.billionsPerL, {
  low: '1.0',
  high: '4.0',
});
export const platelets = test(
  '777-3',
  `Platelets ${count}`,
  'Platelets',
  units.billionsPerL,
  { low: '150', high: '400' },
  { low: '20', high: '1000' },
);
export const cellVolume = test(
  '787-2',
  'MCV [Entitic mean volume] in Red Blood Cells by Automated count',
  'MCV',
  units.femtolitre,
  { low: '80', high: '100' },
);
export const ferritin = test('2276-4', 'Ferritin [Mass/volume] in Serum or Plasma', 'Ferritin', units.ngPerMl, {
  low: '15',
  high: '150',
});

// Liver, heart, inflammation, hormones
export const alt = test(
  '1742-6',
  'Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma',
  'ALT',
  units.unitsPerL,
  { high: '35' },
);
export const bilirubin = test('1975-2', `Bilirubin.total ${mass}`, 'Bilirubin', units.mgPerDl, {
  low: '0.2',
  high: '1.2',
});
export const albumin = test('1751-7', `Albumin ${mass}`, 'Albumin', units.gPerDl, { low: '3.5', high: '5.0' });
export const natriureticPeptide = test(
  '33762-6',
  'Natriuretic peptide.B prohormone N-Terminal [Mass/volume] in Serum or Plasma',
  'NT-proBNP',
  units.pgPerMl,
  { high: '450' },
);
export const troponin = test(
  '67151-1',
  'Troponin T.cardiac [Mass/volume] in Serum or Plasma by High sensitivity method',
  'Troponin T, high sensitivity',
  units.ngPerL,
  { high: '14' },
);
export const crp = test(
  '1988-5',
  'C reactive protein [Mass/volume] in Serum or Plasma',
  'C-reactive protein',
  units.mgPerL,
  { high: '5.0' },
);
export const tsh = test('3016-3', 'Thyrotropin [Units/volume] in Serum or Plasma', 'TSH', units.milliUnitsPerL, {
  low: '0.4',
  high: '4.0',
});
export const inr = test(
  '6301-6',
  'INR in Platelet poor plasma by Coagulation assay',
  'INR',
  { unit: '{INR}', code: '{INR}' },
  { low: '0.9', high: '1.2' },
  { high: '5.0' },
);
export const creatineKinase = test(
  '2157-6',
  'Creatine kinase [Enzymatic activity/volume] in Serum or Plasma',
  'Creatine kinase',
  units.unitsPerL,
  { low: '30', high: '200' },
);
export const lactate = test(
  '2524-7',
  'Lactate [Moles/volume] in Serum or Plasma',
  'Lactate',
  units.mmolPerL,
  { low: '0.5', high: '2.2' },
  { high: '4.0' },
);
export const digoxinLevel = test(
  '10535-3',
  'Digoxin [Mass/volume] in Serum or Plasma',
  'Digoxin level',
  units.ngPerMl,
  { low: '0.5', high: '0.9' },
  { high: '2.0' },
);
export const cancerAntigen153 = test(
  '6875-9',
  'Cancer Ag 15-3 [Units/volume] in Serum or Plasma',
  'CA 15-3',
  units.unitsPerMl,
  { high: '30' },
);
export const vitaminD = test(
  '1989-3',
  '25-hydroxyvitamin D3 [Mass/volume] in Serum or Plasma',
  'Vitamin D (25-OH)',
  units.ngPerMl,
  { low: '30', high: '100' },
);
export const lead = test('10368-9', 'Lead [Mass/volume] in Capillary blood', 'Lead, capillary', units.ugPerDl, {
  high: '3.5',
});
export const tryptase = test('21582-2', 'Tryptase [Mass/volume] in Serum or Plasma', 'Tryptase', units.ugPerL, {
  high: '11.4',
});
export const totalIgE = test('19113-0', 'IgE [Units/volume] in Serum or Plasma', 'IgE, total', units.kiloUnitsPerL, {
  high: '100',
});
export const peanutIgE = test('6206-7', 'Peanut IgE Ab [Units/volume] in Serum', 'Peanut IgE', units.kiloUnitsPerL, {
  high: '0.35',
});

// Results in words, codes and titres
export const antinuclearTitre = test(
  '5048-4',
  'Nuclear Ab [Titer] in Serum by Immunofluorescence',
  'Antinuclear antibody titre',
  undefined,
  { text: 'Less than 1:80' },
);
export const syphilisTitre = test('31147-2', 'Reagin Ab [Titer] in Serum by RPR', 'RPR titre', undefined, {
  text: 'Nonreactive',
});
export const hepatitisBSurfaceAntigen = test(
  '5195-3',
  'Hepatitis B virus surface Ag [Presence] in Serum',
  'Hepatitis B surface antigen',
  undefined,
  { text: 'Negative' },
);
export const hiv = test(
  '56888-1',
  'HIV 1+2 Ab+HIV1 p24 Ag [Presence] in Serum or Plasma by Immunoassay',
  'HIV antigen/antibody',
  undefined,
  { text: 'Nonreactive' },
);
export const rubellaImmunity = test('8014-3', 'Rubella virus IgG Ab [Presence] in Serum', 'Rubella IgG');
export const bloodGroup = test('882-1', 'ABO and Rh group [Type] in Blood', 'Blood group');
export const antibodyScreen = test(
  '890-4',
  'Blood group antibody screen [Presence] in Serum or Plasma',
  'Red cell antibody screen',
  undefined,
  { text: 'Negative' },
);
export const urineCulture = test('630-4', 'Bacteria identified in Urine by Culture', 'Urine culture', undefined, {
  text: 'No growth',
});
export const bloodCulture = test('600-7', 'Bacteria identified in Blood by Culture', 'Blood culture', undefined, {
  text: 'No growth',
});
export const urineProtein = test('20454-5', 'Protein [Presence] in Urine by Test strip', 'Urine protein', undefined, {
  text: 'Negative',
});
export const urineGlucose = test('25428-4', 'Glucose [Presence] in Urine by Test strip', 'Urine glucose', undefined, {
  text: 'Negative',
});
export const whiteCellsPerField = test(
  '5821-4',
  'Leukocytes [#/area] in Urine sediment by Microscopy high power field',
  'Urine white cells',
  { unit: '/[HPF]', code: '/[HPF]' },
  { text: '0 to 5 per field' },
);
export const coronavirus = test(
  '94500-6',
  'SARS-CoV-2 (COVID-19) RNA [Presence] in Respiratory system specimen by NAA with probe detection',
  'SARS-CoV-2 PCR',
  undefined,
  { text: 'Not detected' },
);
export const occultBlood = test(
  '29771-3',
  'Hemoglobin.gastrointestinal.lower [Presence] in Stool by Immunoassay',
  'Fecal immunochemical test',
  undefined,
  { text: 'Negative' },
);
export const estrogenReceptor = test('16112-5', 'Estrogen receptor [Interpretation] in Tissue', 'Estrogen receptor');
export const her2 = test('48676-1', 'HER2 [Interpretation] in Tissue', 'HER2');

// Circumstances of a sample, told beside the results
export const fasting = test('49541-6', 'Fasting status - Reported', 'Fasting');
export const lastMeal: LabTest = { code: { text: 'Time of last meal' } };
export const collectionPeriod: LabTest = { code: { text: 'Urine collected' } };
export const lastMenstrualPeriod = test('8665-2', 'Last menstrual period start date', 'Last menstrual period');
export const pregnancies = test('11996-6', '[#] Pregnancies', 'Pregnancies so far');
export const ethanol = test('5643-2', 'Ethanol [Mass/volume] in Serum or Plasma', 'Alcohol in blood');

// Panels
export const panels = {
  renal: loinc('24362-6', 'Renal function 2000 panel - Serum or Plasma', 'Renal function panel'),
  lipids: loinc('24331-1', 'Lipid 1996 panel - Serum or Plasma', 'Lipid panel'),
  bloodCount: loinc('58410-2', 'CBC panel - Blood by Automated count', 'Blood count'),
  bloodCountWithDifferential: loinc(
    '57021-8',
    'CBC W Auto Differential panel - Blood',
    'Blood count with differential',
  ),
  liver: loinc('24325-3', 'Hepatic function 2000 panel - Serum or Plasma', 'Liver panel'),
  metabolic: loinc('24321-2', 'Basic metabolic 2000 panel - Serum or Plasma', 'Basic metabolic panel'),
  urinalysis: loinc('24357-6', 'Urinalysis macro (dipstick) panel - Urine', 'Urine dipstick'),
} as const;
