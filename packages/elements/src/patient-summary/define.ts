import { EhrPatientSummary } from './patient-summary.ts';

EhrPatientSummary.define();
