/**
 * What people react to, how, and the coded statements that there is nothing: medicines by RxNorm, all else by SNOMED CT.
 * @module
 */
import { concept, RXNORM, snomed } from './systems.ts';

export const penicillin = concept(RXNORM, '7980', 'penicillin G', 'Penicillin');
export const amoxicillin = concept(RXNORM, '723', 'amoxicillin', 'Amoxicillin');
export const cotrimoxazole = concept(
  RXNORM,
  '10831',
  'sulfamethoxazole / trimethoprim',
  'Co-trimoxazole (sulfamethoxazole and trimethoprim)',
);
export const ramipril = concept(RXNORM, '35296', 'ramipril', 'Ramipril');
export const codeine = concept(RXNORM, '2670', 'codeine', 'Codeine');
export const ibuprofen = concept(RXNORM, '5640', 'ibuprofen', 'Ibuprofen');
export const latex = snomed('111088007', 'Latex (substance)', 'Natural rubber latex');
export const peanut = snomed('762952008', 'Peanut (substance)', 'Peanut');
export const cashew = snomed('227493005', 'Cashew nut (substance)', 'Cashew nut');
export const shellfish = snomed('735029006', 'Shellfish (substance)', 'Shellfish');
export const egg = snomed('102263004', 'Eggs (edible) (substance)', 'Egg');
export const cowsMilk = snomed('3718001', "Cow's milk (substance)", "Cow's milk");
export const grassPollen = snomed('256277009', 'Grass pollen (substance)', 'Grass pollen');
export const beeVenom = snomed('288328004', 'Bee venom (substance)', 'Bee venom');
export const contrastMedia = snomed('385420005', 'Contrast media (substance)', 'X-ray contrast medium');

export const noKnownAllergies = snomed('716186003', 'No known allergy (situation)', 'No known allergies');

export const reactions = {
  anaphylaxis: snomed('39579001', 'Anaphylaxis (disorder)', 'Anaphylaxis'),
  urticaria: snomed('126485001', 'Urticaria (disorder)', 'Hives'),
  angioedema: snomed('41291007', 'Angioedema (disorder)', 'Swelling of face and lips'),
  wheezing: snomed('56018004', 'Wheezing (finding)', 'Wheezing'),
  rash: snomed('271807003', 'Eruption of skin (disorder)', 'Rash'),
  cough: snomed('49727002', 'Cough (finding)', 'Dry cough'),
  nausea: snomed('422587007', 'Nausea (finding)', 'Nausea'),
  vomiting: snomed('422400008', 'Vomiting (disorder)', 'Vomiting'),
  diarrhea: snomed('62315008', 'Diarrhea (finding)', 'Diarrhea'),
  sneezing: snomed('76067001', 'Sneezing (finding)', 'Sneezing'),
  itching: snomed('418290006', 'Itching (finding)', 'Itching'),
} as const;
