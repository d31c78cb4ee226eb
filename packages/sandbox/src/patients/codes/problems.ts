/**
 * Problems and diagnoses by SNOMED CT.
 * @module
 */
import { snomed } from './systems.ts';

// Diabetes, kidney, joints
export const type2Diabetes = snomed('44054006', 'Diabetes mellitus type 2 (disorder)', 'Type 2 diabetes mellitus');
export const type1Diabetes = snomed('46635009', 'Diabetes mellitus type 1 (disorder)', 'Type 1 diabetes mellitus');
export const endStageKidneyDisease = snomed(
  '46177005',
  'End-stage renal disease (disorder)',
  'Kidney failure on dialysis',
);
export const ketoacidosis = snomed(
  '420422005',
  'Ketoacidosis due to diabetes mellitus (disorder)',
  'Diabetic ketoacidosis',
);
export const kidneyDiseaseStage3b = snomed(
  '700379002',
  'Chronic kidney disease stage 3B (disorder)',
  'Chronic kidney disease, stage 3b A2',
);
export const kidneyDiseaseStage3a = snomed(
  '700378005',
  'Chronic kidney disease stage 3A (disorder)',
  'Chronic kidney disease, stage 3a',
);
export const hyperkalemia = snomed('14140009', 'Hyperkalemia (disorder)', 'High potassium');
export const gout = snomed('90560007', 'Gout (disorder)', 'Gout');
export const polymyalgia = snomed('65323003', 'Polymyalgia rheumatica (disorder)', 'Polymyalgia rheumatica');
export const kneeOsteoarthritis = snomed(
  '239873007',
  'Osteoarthritis of knee (disorder)',
  'Osteoarthritis, right knee',
);
export const urinaryInfection = snomed(
  '68566005',
  'Urinary tract infectious disease (disorder)',
  'Urinary tract infection',
);
export const osteoporosis = snomed('64859006', 'Osteoporosis (disorder)', 'Osteoporosis');

// Heart and circulation
export const hypertension = snomed('59621000', 'Essential hypertension (disorder)', 'Essential hypertension');
export const hyperlipidemia = snomed('55822004', 'Hyperlipidemia (disorder)', 'High cholesterol');
export const heartFailure = snomed(
  '703272007',
  'Heart failure with reduced ejection fraction (disorder)',
  'Heart failure with reduced ejection fraction',
);
export const atrialFibrillation = snomed('49436004', 'Atrial fibrillation (disorder)', 'Atrial fibrillation');
export const myocardialInfarction = snomed('22298006', 'Myocardial infarction (disorder)', 'Myocardial infarction');
export const coronaryDisease = snomed('53741008', 'Coronary arteriosclerosis (disorder)', 'Coronary artery disease');
export const stroke = snomed('230690007', 'Cerebrovascular accident (disorder)', 'Stroke');

// Lungs, skin, throat
export const asthma = snomed('426979002', 'Mild persistent asthma (disorder)', 'Mild persistent asthma');
export const asthmaExacerbation = snomed('708038006', 'Acute exacerbation of asthma (disorder)', 'Asthma attack');
export const eczema = snomed('24079001', 'Atopic dermatitis (disorder)', 'Eczema');
export const allergicRhinitis = snomed('61582004', 'Allergic rhinitis (disorder)', 'Hay fever');
export const pneumonia = snomed('233604007', 'Pneumonia (disorder)', 'Pneumonia');
export const otitisMedia = snomed('3110003', 'Acute otitis media (disorder)', 'Ear infection');
export const pharyngitis = snomed('195662009', 'Acute viral pharyngitis (disorder)', 'Sore throat, viral');
export const smokingRelatedLungDisease = snomed('13645005', 'Chronic obstructive lung disease (disorder)', 'COPD');

// Pregnancy and birth
export const pregnancy = snomed('77386006', 'Pregnant (finding)', 'Pregnancy');
export const gestationalDiabetes = snomed(
  '11687002',
  'Gestational diabetes mellitus (disorder)',
  'Gestational diabetes',
);
export const ironDeficiencyAnemia = snomed('87522002', 'Iron deficiency anemia (disorder)', 'Iron deficiency anemia');
export const neonatalJaundice = snomed('387712008', 'Neonatal jaundice (disorder)', 'Newborn jaundice');

// Cancer
export const breastCancer = snomed(
  '254837009',
  'Malignant neoplasm of breast (disorder)',
  'Breast cancer, left, stage IIA',
);
export const neutropenia = snomed('165517008', 'Neutropenia (finding)', 'Low neutrophils');
export const chemotherapyNausea = snomed('422587007', 'Nausea (finding)', 'Nausea after chemotherapy');

// Injury
export const tibiaFracture = snomed('31978002', 'Fracture of tibia (disorder)', 'Fracture of the left tibia');
export const concussion = snomed(
  '62106007',
  'Concussion with no loss of consciousness (disorder)',
  'Concussion without loss of consciousness',
);
export const ribFracture = snomed('33737001', 'Fracture of rib (disorder)', 'Fractured ribs, left 6 and 7');

// Immune, eyes, other
export const foodAllergy = snomed('414285001', 'Allergy to food (finding)', 'Food allergy');
export const migraine = snomed('37796009', 'Migraine (disorder)', 'Migraine');
export const cataract = snomed('193570009', 'Cataract (disorder)', 'Cataract, both eyes');
export const hypothyroidism = snomed('40930008', 'Hypothyroidism (disorder)', 'Underactive thyroid');
export const depression = snomed('35489007', 'Depressive disorder (disorder)', 'Depression');
