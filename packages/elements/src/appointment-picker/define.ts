import { EhrAppointmentPicker } from './appointment-picker.ts';

EhrAppointmentPicker.define();
