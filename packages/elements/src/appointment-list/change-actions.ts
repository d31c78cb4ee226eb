/** What changes appointments, as a part that loads when there is one that may be changed. */
export { addSupporting, canChangeAppointment, cancelAppointment } from '@ehr-widgets/sdk/appointments';
