/**
 * Medicines by RxNorm: clinical drugs (strength and form) where prescribed as a product, ingredients where the product
 * varies, and words alone where that is all a source would know.
 * @module
 */
import type { CodeableConcept } from 'fhir/r4.js';
import { concept, RXNORM } from './systems.ts';

function rx(code: string, display: string, text?: string): CodeableConcept {
  return concept(RXNORM, code, display, text);
}

// Diabetes, kidney, bones, joints
export const metforminXr500 = rx(
  '860975',
  '24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet',
  'metformin ER 500 mg tablet',
);
export const dapagliflozin10 = rx('1488569', 'dapagliflozin 10 MG Oral Tablet', 'dapagliflozin 10 mg tablet');
export const insulinGlargine = rx(
  '311041',
  'insulin glargine 100 UNT/ML Injectable Solution',
  'insulin glargine 100 units/mL',
);
export const allopurinol100 = rx('197319', 'allopurinol 100 MG Oral Tablet', 'allopurinol 100 mg tablet');
export const prednisone5 = rx('312617', 'prednisone 5 MG Oral Tablet', 'prednisone 5 mg tablet');
export const prednisone20 = rx('312615', 'prednisone 20 MG Oral Tablet', 'prednisone 20 mg tablet');
export const alendronate = rx('46041', 'alendronic acid', 'alendronic acid 70 mg tablet');

// Heart and circulation
export const losartan50 = rx('979492', 'losartan potassium 50 MG Oral Tablet', 'losartan 50 mg tablet');
export const lisinopril10 = rx('314076', 'lisinopril 10 MG Oral Tablet', 'lisinopril 10 mg tablet');
export const amlodipine5 = rx('197361', 'amlodipine 5 MG Oral Tablet', 'amlodipine 5 mg tablet');
export const atorvastatin20 = rx('617310', 'atorvastatin 20 MG Oral Tablet', 'atorvastatin 20 mg tablet');
export const atorvastatin40 = rx('617311', 'atorvastatin 40 MG Oral Tablet', 'atorvastatin 40 mg tablet');
/** A combination that the pharmacy sent in words. */
export const sacubitrilValsartan: CodeableConcept = { text: 'sacubitril 49 mg / valsartan 51 mg tablet' };
export const metoprolol100 = rx(
  '866412',
  '24 HR metoprolol succinate 100 MG Extended Release Oral Tablet',
  'metoprolol succinate ER 100 mg tablet',
);
export const carvedilol12 = rx('200032', 'carvedilol 12.5 MG Oral Tablet', 'carvedilol 12.5 mg tablet');
export const spironolactone25 = rx('313096', 'spironolactone 25 MG Oral Tablet', 'spironolactone 25 mg tablet');
export const furosemide40 = rx('313988', 'furosemide 40 MG Oral Tablet', 'furosemide 40 mg tablet');
export const metolazone2 = rx('197979', 'metolazone 2.5 MG Oral Tablet', 'metolazone 2.5 mg tablet');
export const hydralazine25 = rx('905225', 'hydralazine hydrochloride 25 MG Oral Tablet', 'hydralazine 25 mg tablet');
export const digoxin125 = rx('197604', 'digoxin 0.125 MG Oral Tablet', 'digoxin 0.125 mg tablet');
export const apixaban5 = rx('1364445', 'apixaban 5 MG Oral Tablet', 'apixaban 5 mg tablet');
export const warfarin = rx('11289', 'warfarin', 'warfarin');
export const aspirin81 = rx('243670', 'aspirin 81 MG Oral Tablet', 'aspirin 81 mg tablet');
export const labetalol100 = rx('896758', 'labetalol hydrochloride 100 MG Oral Tablet', 'labetalol 100 mg tablet');

// Pain, stomach, nerves, sleep
export const acetaminophen500 = rx('198440', 'acetaminophen 500 MG Oral Tablet', 'acetaminophen 500 mg tablet');
export const acetaminophenLiquid = rx('161', 'acetaminophen', 'acetaminophen 160 mg/5 mL oral suspension');
export const ibuprofen400 = rx('197805', 'ibuprofen 400 MG Oral Tablet', 'ibuprofen 400 mg tablet');
export const oxycodone5 = rx('1049621', 'oxycodone hydrochloride 5 MG Oral Tablet', 'oxycodone 5 mg tablet');
export const gabapentin300 = rx('310431', 'gabapentin 300 MG Oral Capsule', 'gabapentin 300 mg capsule');
export const pantoprazole40 = rx(
  '314200',
  'pantoprazole 40 MG Delayed Release Oral Tablet',
  'pantoprazole 40 mg tablet',
);
export const omeprazole20 = rx('198051', 'omeprazole 20 MG Delayed Release Oral Capsule', 'omeprazole 20 mg capsule');
export const ondansetron8 = rx('312086', 'ondansetron 8 MG Oral Tablet', 'ondansetron 8 mg tablet');
export const dexamethasone4 = rx('197582', 'dexamethasone 4 MG Oral Tablet', 'dexamethasone 4 mg tablet');
export const melatonin = rx('6711', 'melatonin', 'melatonin 3 mg');

// Breathing and allergy
export const albuterolInhaler = rx(
  '745679',
  '200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler',
  'albuterol inhaler 90 mcg',
);
export const fluticasoneInhaler = rx(
  '895994',
  '120 ACTUAT fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler',
  'fluticasone inhaler 44 mcg',
);
export const montelukast = rx('88249', 'montelukast', 'montelukast 5 mg chewable tablet');
export const prednisoloneLiquid = rx('8638', 'prednisolone', 'prednisolone 15 mg/5 mL oral solution');
export const cetirizine10 = rx('1014678', 'cetirizine hydrochloride 10 MG Oral Tablet', 'cetirizine 10 mg tablet');
export const epinephrineAutoInjector = rx('3992', 'epinephrine', 'epinephrine 0.3 mg auto-injector');

// Infection
export const amoxicillinLiquid = rx(
  '308189',
  'amoxicillin 80 MG/ML Oral Suspension',
  'amoxicillin 400 mg/5 mL oral suspension',
);
export const cefazolin = rx('2180', 'cefazolin', 'cefazolin 2 g injection');
export const nitrofurantoin = rx('7454', 'nitrofurantoin', 'nitrofurantoin 100 mg capsule');

// Cancer
export const doxorubicin = rx('3639', 'doxorubicin', 'doxorubicin injection');
export const cyclophosphamide = rx('3002', 'cyclophosphamide', 'cyclophosphamide injection');
export const paclitaxel = rx('56946', 'paclitaxel', 'paclitaxel injection');
export const pegfilgrastim = rx('338036', 'pegfilgrastim', 'pegfilgrastim 6 mg prefilled syringe');

// Blood, vitamins
export const ferrousSulfate325 = rx('310325', 'ferrous sulfate 325 MG Oral Tablet', 'ferrous sulfate 325 mg tablet');
export const enoxaparin40 = rx(
  '854235',
  '0.4 ML enoxaparin sodium 100 MG/ML Prefilled Syringe',
  'enoxaparin 40 mg prefilled syringe',
);
export const vitaminDDrops = rx('2418', 'cholecalciferol', 'vitamin D 400 IU drops');
export const levothyroxine = rx('10582', 'levothyroxine', 'levothyroxine 50 mcg tablet');
export const prenatalVitamins: CodeableConcept = { text: 'Prenatal vitamins with folic acid, over the counter' };
export const herbalTea: CodeableConcept = { text: 'Black seed (nigella) tea, home made' };
