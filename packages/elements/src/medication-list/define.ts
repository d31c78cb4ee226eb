import { EhrMedicationList } from './medication-list.ts';

EhrMedicationList.define();
