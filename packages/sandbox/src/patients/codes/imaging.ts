/**
 * Imaging: modalities by DICOM (PS3.16 CID 29), body parts by SNOMED CT, storage classes by DICOM UID (PS3.6).
 * @module
 */
import type { Coding } from 'fhir/r4.js';
import { SNOMED } from './systems.ts';

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';

/** What made the image, and the DICOM class of what it stored. */
export interface Modality {
  readonly coding: Coding;
  readonly storage: Coding;
}

function modality(code: string, display: string, storage: string, storageName: string): Modality {
  return {
    coding: { system: DCM, code, display },
    storage: { system: 'urn:ietf:rfc:3986', code: `urn:oid:${storage}`, display: storageName },
  };
}

export const modalities = {
  CT: modality('CT', 'Computed Tomography', '1.2.840.10008.5.1.4.1.1.2', 'CT Image Storage'),
  DX: modality(
    'DX',
    'Digital Radiography',
    '1.2.840.10008.5.1.4.1.1.1.1',
    'Digital X-Ray Image Storage - For Presentation',
  ),
  MG: modality(
    'MG',
    'Mammography',
    '1.2.840.10008.5.1.4.1.1.1.2',
    'Digital Mammography X-Ray Image Storage - For Presentation',
  ),
  US: modality('US', 'Ultrasound', '1.2.840.10008.5.1.4.1.1.3.1', 'Ultrasound Multi-frame Image Storage'),
} as const;

function part(code: string, display: string): Coding {
  return { system: SNOMED, code, display };
}

export const bodyParts = {
  head: part('69536005', 'Head structure (body structure)'),
  chest: part('51185008', 'Thoracic structure (body structure)'),
  leftBreast: part('80248007', 'Left breast structure (body structure)'),
  rightBreast: part('73056007', 'Right breast structure (body structure)'),
  leg: part('30021000', 'Lower leg structure (body structure)'),
  heart: part('80891009', 'Heart structure (body structure)'),
  uterus: part('35039007', 'Uterine structure (body structure)'),
} as const;
