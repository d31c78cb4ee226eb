/**
 * Where the records of the two organisations meet: what both know, where they disagree, what only one knows. For tests
 * and for building the merging of sources, which must neither drop a line nor show one fact twice.
 * @module
 */
import type { OrganisationSlug } from './organisations/organisation.ts';

/**
 * `same`: one fact, in both records. `disagree`: one fact, told differently. `only`: known in one place, and not because
 * the other looked and found nothing.
 */
export type Relation = 'same' | 'disagree' | 'only';

export interface Overlap {
  /** Key of the story, as in log-ins. */
  readonly story: string;
  readonly about: string;
  readonly relation: Relation;
  /** Relative references of the resources that tell it, by organisation. */
  readonly told: Partial<Record<OrganisationSlug, readonly string[]>>;
  /** The elements that differ, where the organisations disagree. */
  readonly differs?: readonly string[];
  /** What a clinician would want to see in one glance. */
  readonly sentence: string;
}

/** People in both organisations: patient ids by story. */
export const sharedPeople: Readonly<Record<string, Readonly<Record<OrganisationSlug, string>>>> = {
  margaret: { 'university-hospital': 'p-1001', 'city-clinic': 'c-2001' },
  mateo: { 'university-hospital': 'p-1002', 'city-clinic': 'c-2002' },
  anjali: { 'university-hospital': 'p-1003', 'city-clinic': 'c-2003' },
  robert: { 'university-hospital': 'p-1005', 'city-clinic': 'c-2005' },
  keiko: { 'university-hospital': 'p-1012', 'city-clinic': 'c-2012' },
};

export const overlaps: readonly Overlap[] = [
  // Margaret Adeyemi
  both(
    'margaret',
    'losartan',
    'disagree',
    'MedicationRequest',
    1,
    1,
    'The clinic goes on with losartan; the hospital stopped it for high potassium.',
    ['status'],
  ),
  both('margaret', 'metformin', 'same', 'MedicationRequest', 2, 2, 'Both prescribe metformin twice a day.'),
  both('margaret', 'type 2 diabetes', 'same', 'Condition', 2, 1, 'Both know the diabetes.'),
  both('margaret', 'hypertension', 'same', 'Condition', 3, 2, 'Both know the high blood pressure.'),
  both(
    'margaret',
    'knee',
    'disagree',
    'Condition',
    5,
    3,
    'The clinic writes “knee pain” in words, the hospital codes osteoarthritis.',
    ['code'],
  ),
  both(
    'margaret',
    'penicillin',
    'disagree',
    'AllergyIntolerance',
    1,
    1,
    'Only the hospital knows that the reaction was anaphylaxis.',
    ['criticality', 'reaction'],
  ),
  both(
    'margaret',
    'flu vaccine of this season',
    'same',
    'Immunization',
    1,
    1,
    'One dose, recorded twice on the same day.',
  ),
  alone(
    'margaret',
    'co-trimoxazole allergy',
    'city-clinic',
    'AllergyIntolerance',
    2,
    'The hospital does not know of it.',
  ),
  alone('margaret', 'osteoporosis', 'city-clinic', 'Condition', 4, 'Treated by the clinic alone.'),
  alone('margaret', 'alendronic acid', 'city-clinic', 'MedicationRequest', 3, 'To be reviewed with failing kidneys.'),
  alone('margaret', 'kidney disease', 'university-hospital', 'Condition', 1, 'The clinic has not recorded stage 3b.'),
  // Mateo Quispe Mamani
  both('mateo', 'asthma', 'same', 'Condition', 1, 1, 'Both know the asthma.'),
  both(
    'mateo',
    'albuterol',
    'disagree',
    'MedicationRequest',
    2,
    1,
    'The clinic’s prescription is older and says less.',
    ['dosageInstruction', 'authoredOn'],
  ),
  both('mateo', 'first MMR', 'same', 'Immunization', 7, 7, 'One dose, recorded twice.'),
  alone(
    'mateo',
    'grass pollen allergy',
    'university-hospital',
    'AllergyIntolerance',
    1,
    'The clinic has no allergy entry at all.',
  ),
  alone(
    'mateo',
    'fluticasone',
    'university-hospital',
    'MedicationRequest',
    1,
    'The controller inhaler is missing at the clinic.',
  ),
  // Anjali Raghunathan
  both('anjali', 'pregnancy', 'same', 'Condition', 1, 1, 'Both know the pregnancy.'),
  both(
    'anjali',
    'iron',
    'disagree',
    'MedicationRequest',
    2,
    1,
    'Every other day at the hospital, daily at the clinic.',
    ['dosageInstruction'],
  ),
  both(
    'anjali',
    'allergies',
    'disagree',
    'AllergyIntolerance',
    1,
    1,
    'The clinic recorded “no known allergies”, the hospital a reaction to ibuprofen.',
    ['code'],
  ),
  alone(
    'anjali',
    'gestational diabetes',
    'university-hospital',
    'Condition',
    2,
    'Found after the clinic referred her.',
  ),
  alone('anjali', 'migraine', 'city-clinic', 'Condition', 2, 'Inactive; never told at the hospital.'),
  // Robert Tsosie
  both('robert', 'heart failure', 'disagree', 'Condition', 1, 1, 'The clinic writes “CHF” in words.', ['code']),
  both(
    'robert',
    'furosemide',
    'disagree',
    'MedicationRequest',
    5,
    2,
    'Two tablets since the hospital stay, one in the clinic’s list.',
    ['dosageInstruction', 'authoredOn'],
  ),
  both('robert', 'atorvastatin', 'same', 'MedicationRequest', 9, 3, 'The same tablet from both.'),
  both(
    'robert',
    'aspirin',
    'disagree',
    'MedicationRequest',
    17,
    4,
    'Cancelled at the hospital beside apixaban, active at the clinic.',
    ['status'],
  ),
  both(
    'robert',
    'amoxicillin',
    'disagree',
    'AllergyIntolerance',
    2,
    1,
    'The hospital refuted it with a supervised dose, the clinic still warns.',
    ['clinicalStatus', 'verificationStatus'],
  ),
  both(
    'robert',
    'pneumococcal vaccine',
    'same',
    'Immunization',
    1,
    1,
    'One dose, given at one place and reported to the other.',
  ),
  both('robert', 'gout', 'same', 'Condition', 6, 3, 'Both know the gout.'),
  alone(
    'robert',
    'lisinopril',
    'city-clinic',
    'MedicationRequest',
    1,
    'Must not be taken beside sacubitril: risk of angioedema.',
  ),
  alone(
    'robert',
    'sacubitril and valsartan',
    'university-hospital',
    'MedicationRequest',
    1,
    'Begun in the hospital stay.',
  ),
  alone(
    'robert',
    'shellfish allergy',
    'university-hospital',
    'AllergyIntolerance',
    1,
    'The clinic does not know of it.',
  ),
  // Keiko Sato
  both(
    'keiko',
    'allergies',
    'disagree',
    'AllergyIntolerance',
    1,
    1,
    '“No known allergies” from years ago, against anaphylaxis to peanut.',
    ['code', 'criticality'],
  ),
  both('keiko', 'migraine', 'disagree', 'Condition', 2, 1, 'Recurring at the hospital, active at the clinic.', [
    'clinicalStatus',
  ]),
  alone(
    'keiko',
    'epinephrine',
    'university-hospital',
    'MedicationRequest',
    1,
    'The clinic does not know that she carries pens.',
  ),
];

function both(
  story: string,
  about: string,
  relation: 'same' | 'disagree',
  type: string,
  hospital: number,
  clinic: number,
  sentence: string,
  differs?: readonly string[],
): Overlap {
  const told = {
    'university-hospital': [reference(story, 'university-hospital', type, hospital)],
    'city-clinic': [reference(story, 'city-clinic', type, clinic)],
  };
  return { story, about, relation, told, sentence, ...(differs && { differs }) };
}

function alone(
  story: string,
  about: string,
  where: OrganisationSlug,
  type: string,
  number: number,
  sentence: string,
): Overlap {
  return { story, about, relation: 'only', told: { [where]: [reference(story, where, type, number)] }, sentence };
}

function reference(story: string, where: OrganisationSlug, type: string, number: number): string {
  return `${type}/${sharedPeople[story]?.[where]}-${type.toLowerCase()}-${number}`;
}
