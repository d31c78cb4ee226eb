import { EhrAppointmentList } from './appointment-list.ts';

EhrAppointmentList.define();
