/**
 * Vaccines by CVX.
 * @module
 */
import type { CodeableConcept } from 'fhir/r4.js';
import { concept, CVX } from './systems.ts';

function cvx(code: string, display: string, text?: string): CodeableConcept {
  return concept(CVX, code, display, text);
}

export const hepatitisBChild = cvx('08', 'Hep B, adolescent or pediatric', 'Hepatitis B');
export const hepatitisBAdult = cvx('43', 'Hep B, adult', 'Hepatitis B');
export const rotavirus = cvx('116', 'rotavirus, pentavalent', 'Rotavirus');
export const dtap = cvx('20', 'DTaP', 'Diphtheria, tetanus, pertussis');
export const hib = cvx('48', 'Hib (PRP-T)', 'Haemophilus influenzae b');
export const pneumococcal13 = cvx('133', 'Pneumococcal conjugate PCV 13', 'Pneumococcal conjugate (PCV13)');
export const pneumococcal20 = cvx(
  '216',
  'Pneumococcal conjugate PCV20, polysaccharide CRM197 conjugate, adjuvant, PF',
  'Pneumococcal conjugate (PCV20)',
);
export const pneumococcal23 = cvx('33', 'pneumococcal polysaccharide PPV23', 'Pneumococcal polysaccharide (PPV23)');
export const polio = cvx('10', 'IPV', 'Polio, inactivated');
export const mmr = cvx('03', 'MMR', 'Measles, mumps, rubella');
export const varicella = cvx('21', 'varicella', 'Chickenpox');
export const tdap = cvx('115', 'Tdap', 'Tetanus, diphtheria, pertussis');
export const td = cvx('113', 'Td (adult), 5 Lf tetanus toxoid, preservative free, adsorbed', 'Tetanus and diphtheria');
export const influenza = cvx('150', 'Influenza, injectable, quadrivalent, preservative free', 'Influenza');
export const influenzaTrivalent = cvx('140', 'Influenza, split virus, trivalent, PF', 'Influenza');
export const influenzaUnspecified = cvx('88', 'influenza, unspecified formulation', 'Influenza');
export const coronavirus = cvx('208', 'COVID-19, mRNA, LNP-S, PF, 30 mcg/0.3 mL dose', 'COVID-19 (mRNA)');
export const zoster = cvx('187', 'zoster recombinant', 'Shingles (recombinant)');
export const hpv = cvx('165', 'HPV9', 'Human papillomavirus (9-valent)');
export const respiratorySyncytial = cvx(
  '305',
  'RSV, bivalent, protein subunit RSVpreF, diluent reconstituted, 0.5 mL, PF',
  'Respiratory syncytial virus',
);
export const bcg = cvx('19', 'BCG', 'Tuberculosis (BCG)');
export const polioOral = cvx('02', 'OPV, trivalent', 'Polio, oral');
