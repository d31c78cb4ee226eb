/**
 * What an organisation's charts refer to beside people and places: forms, measures, and where its images are.
 * @module
 */
import type { Endpoint, FhirResource } from 'fhir/r4.js';
import { imagesEndpoint } from '../builders/imaging.ts';
import { measures } from '../builders/quality.ts';
import { hl7Coding, hl7Concept } from '../codes/systems.ts';
import { allergyIntake } from '../forms/allergy-intake.ts';
import { phq9 } from '../forms/phq-9.ts';
import type { Organisation } from './organisation.ts';

/** `home` is the origin that serves the organisation, for instance `http://localhost:4460`. */
export function shared(organisation: Organisation, home: string): FhirResource[] {
  return [images(organisation, home), phq9, allergyIntake, ...measures];
}

/** The DICOMweb service (PS3.18) of the organisation, as ImagingStudy.endpoint names it. */
function images(organisation: Organisation, home: string): Endpoint {
  return {
    resourceType: 'Endpoint',
    id: imagesEndpoint,
    status: 'active',
    connectionType: hl7Coding('endpoint-connection-type', 'dicom-wado-rs', 'DICOM WADO-RS'),
    name: `Images of ${organisation.name}`,
    managingOrganization: organisation.self,
    payloadType: [hl7Concept('endpoint-payload-type', 'any', 'Any')],
    payloadMimeType: ['image/png'],
    address: `${home}/${organisation.slug}/dicomweb`,
  };
}
