/**
 * The two organisations' clinicians and departments.
 * @module
 */
import { portrait } from '../builders/portrait.ts';
import {
  organisation,
  specialties,
  type Organisation,
  type OrganisationFacts,
  type OrganisationSlug,
  type Person,
} from './organisation.ts';

const clinic: OrganisationFacts = {
  id: 'city-clinic',
  name: 'City Clinic',
  npi: '1900010004',
  phone: '+1 520 555 0100',
  address: {
    use: 'work',
    line: ['12 Mesquite Street'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85701',
    country: 'US',
  },
};

const hospital: OrganisationFacts = {
  id: 'university-hospital',
  name: 'University Hospital',
  npi: '1900010376',
  phone: '+1 520 555 0110',
  address: {
    use: 'work',
    line: ['400 University Avenue'],
    city: 'Tucson',
    state: 'AZ',
    postalCode: '85719',
    country: 'US',
  },
};

const payer: OrganisationFacts = {
  id: 'sonora-health-plan',
  name: 'Sonora Health Plan',
  npi: '1900010749',
  phone: '+1 520 555 0120',
  address: { use: 'work', line: ['9 Plan Plaza'], city: 'Phoenix', state: 'AZ', postalCode: '85004', country: 'US' },
};

const clinicPeople: Readonly<Record<string, Person>> = {
  'rosa-mensah': {
    ...doctor('Rosa', 'Mensah', 'female', '1900011119', specialties.generalPractice, '0101'),
    photo: portrait([122, 82, 58], [38, 28, 26], [138, 64, 96], [236, 228, 218]),
  },
  'hugo-lindqvist': doctor('Hugo', 'Lindqvist', 'male', '1900011481', specialties.generalPractice, '0102'),
};

const hospitalPeople: Readonly<Record<string, Person>> = {
  'anil-patel': {
    ...doctor('Anil', 'Patel', 'male', '1900011853', specialties.nephrology, '0111'),
    photo: portrait([176, 124, 86], [30, 26, 28], [52, 78, 128], [218, 230, 226]),
  },
  'mei-ling-tan': doctor('Mei Ling', 'Tan', 'female', '1900012224', specialties.pediatrics, '0112'),
  'lucia-herrera': doctor('Lucía', 'Herrera', 'female', '1900012596', specialties.obstetrics, '0113'),
  'yael-goldberg': doctor('Yael', 'Goldberg', 'female', '1900012968', specialties.oncology, '0114'),
  'kwame-boateng': {
    ...doctor('Kwame', 'Boateng', 'male', '1900013339', specialties.cardiology, '0115'),
    photo: portrait([104, 70, 50], [24, 20, 20], [40, 104, 88], [232, 230, 220]),
  },
  'siobhan-oconnor': doctor('Siobhán', 'O’Connor', 'female', '1900013701', specialties.emergency, '0116'),
  'tomasz-kowalski': doctor('Tomasz', 'Kowalski', 'male', '1900014071', specialties.orthopedics, '0117'),
  'noor-haddad': doctor('Noor', 'Haddad', 'female', '1900014444', specialties.allergy, '0118'),
  'elena-petrova': doctor('Elena', 'Petrova', 'female', '1900014816', specialties.geriatrics, '0119'),
  'ravi-fernando': doctor('Ravi', 'Fernando', 'male', '1900015185', specialties.pathology, '0130'),
  'ingrid-solheim': doctor('Ingrid', 'Solheim', 'female', '1900015938', specialties.dermatology, '0132'),
  'grace-kim': { ...doctor('Grace', 'Kim', 'female', '1900015557', specialties.nursing, '0131'), prefix: 'Nurse' },
};

const universityHospital = organisation({
  slug: 'university-hospital',
  recordNumbers: 'https://university-hospital.example/record-number',
  facts: hospital,
  people: hospitalPeople,
  places: {
    outpatients: { name: 'Outpatient clinics, level 1', type: ['HOSP', 'Hospital'] },
    emergency: { name: 'Emergency department', type: ['ER', 'Emergency room'] },
    ward: { name: 'Ward 7 West', type: ['HU', 'Hospital unit'] },
    maternity: { name: 'Maternity unit', type: ['OB', 'Obstetrics clinic'] },
    children: { name: "Children's clinic", type: ['PEDC', 'Pediatrics clinic'] },
    infusion: { name: 'Cancer center, infusion suite', type: ['ONCL', 'Medical oncology clinic'] },
  },
  others: [
    { facts: clinic, people: clinicPeople },
    { facts: payer, people: {} },
  ],
});

const cityClinic = organisation({
  slug: 'city-clinic',
  recordNumbers: 'https://city-clinic.example/record-number',
  facts: clinic,
  people: clinicPeople,
  places: { surgery: { name: 'City Clinic, main building', type: ['FMC', 'Family medicine clinic'] } },
  others: [
    { facts: hospital, people: hospitalPeople },
    { facts: payer, people: {} },
  ],
});

/** The organisation of a slug, with its directory. */
export function organisationOf(slug: OrganisationSlug): Organisation {
  return slug === 'city-clinic' ? cityClinic : universityHospital;
}

function doctor(
  given: string,
  family: string,
  gender: 'female' | 'male',
  npi: string,
  specialty: Person['specialty'],
  extension: string,
): Person {
  return { given, family, prefix: 'Dr.', gender, npi, specialty, phone: `+1 520 555 ${extension}` };
}
