/**
 * What is asked for and known beside problems and medicines: referrals, risks, things people carry, by SNOMED CT.
 * @module
 */
import { loinc, snomed } from './systems.ts';

export const referrals = {
  dietitian: snomed('103699006', 'Patient referral to dietitian (procedure)', 'Dietitian'),
  physiotherapist: snomed('308447003', 'Referral to physiotherapist (procedure)', 'Physiotherapy'),
  specialist: snomed('103696004', 'Patient referral to specialist (procedure)', 'Specialist'),
  /** In words, as many referrals come. */
  genetics: { text: 'Genetic counselling' },
  kidney: { text: 'Kidney clinic' },
} as const;

export const devices = {
  glucoseMeter: snomed('337414009', 'Blood glucose meter (physical object)', 'Blood glucose meter'),
  defibrillator: snomed('72506001', 'Implantable defibrillator, device (physical object)', 'Implanted defibrillator'),
  walkingFrame: snomed('266731002', 'Walking frame, device (physical object)', 'Walking frame'),
  port: { text: 'Implanted port for infusions' },
  nail: { text: 'Intramedullary nail, left tibia' },
} as const;

export const warnings = {
  falls: snomed('129839007', 'At increased risk for falls (finding)', 'Falls easily'),
  interpreter: { text: 'Needs an interpreter: Arabic' },
  penicillin: { text: 'Anaphylaxis to penicillin' },
  noAntiInflammatories: { text: 'Kidneys: no ibuprofen or other anti-inflammatories' },
  neutropenia: { text: 'Neutropenia: fever is an emergency' },
  nuts: { text: 'Anaphylaxis to peanut and cashew' },
  leftArm: { text: 'No blood pressure or needles in the left arm' },
  noResuscitation: { text: 'Do not resuscitate' },
} as const;

export const imagingProcedures = {
  chest: loinc('36643-5', 'XR Chest 2 Views', 'Chest X-ray'),
  leg: { text: 'X-ray of the left lower leg, 2 views' },
} as const;
