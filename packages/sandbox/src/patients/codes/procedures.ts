/**
 * Procedures by SNOMED CT.
 * @module
 */
import { snomed } from './systems.ts';

export const retinalScreening = snomed('134395001', 'Diabetic retinal screening (procedure)', 'Diabetic eye screening');
export const footExamination = snomed('401191002', 'Diabetic foot examination (regime/therapy)', 'Diabetic foot check');
export const hemodialysis = snomed('302497006', 'Hemodialysis (procedure)', 'Hemodialysis');
export const spirometry = snomed('127783003', 'Spirometry (procedure)', 'Breathing test (spirometry)');
export const breastBiopsy = snomed('122548005', 'Biopsy of breast (procedure)', 'Core biopsy, left breast');
export const lumpectomy = snomed('392021009', 'Lumpectomy of breast (procedure)', 'Lumpectomy, left breast');
export const sentinelNodeBiopsy = snomed(
  '396487001',
  'Sentinel lymph node biopsy (procedure)',
  'Sentinel lymph node biopsy',
);
export const chemotherapy = snomed('367336001', 'Chemotherapy (procedure)', 'Chemotherapy');
export const coronaryIntervention = snomed(
  '415070008',
  'Percutaneous coronary intervention (procedure)',
  'Coronary stent',
);
export const electrocardiography = snomed(
  '29303009',
  'Electrocardiographic procedure (procedure)',
  'Electrocardiogram',
);
export const appendectomy = snomed('80146002', 'Excision of appendix (procedure)', 'Appendectomy');
export const colonoscopy = snomed('73761001', 'Colonoscopy (procedure)', 'Colonoscopy');
export const headTomography = snomed('303653007', 'Computed tomography of head (procedure)', 'CT of the head');
/** Named in words only, as an operating list would send it. */
export const tibiaFixation = { text: 'Intramedullary nailing, left tibia' };
export const cataractSurgery = { text: 'Cataract surgery with lens implant, right eye' };
