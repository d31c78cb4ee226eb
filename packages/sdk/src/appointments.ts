/**
 * `@ehr-widgets/sdk/appointments`: a patient's appointments, the times that are free, and booking, moving and cancelling.
 * @module
 */
export {
  appointments,
  appointmentsAt,
  endOf,
  overlapping,
  type AppointmentFacet,
  type AppointmentsView,
} from './topics/appointments.ts';
export type { AppointmentLine, AppointmentParticipant, AppointmentStatus } from './topics/appointment-line.ts';
export type { VirtualService, VisitMode } from './topics/visit-mode.ts';
export type { VisitPerson, VisitPlace } from './topics/visit-place.ts';
export { readPhoto } from './record/later/read-photo.ts';
export { zoneName, type VisitZone } from './topics/visit-zone.ts';
export { clockChange, dayAt, daysAfter, monthsAfter, offsetAt, startOfDay, wallTime } from './format/zone.ts';
export {
  bookTime,
  requestVisit,
  type Booking,
  type BookingOptions,
  type BookingOutcome,
  type HoldOutcome,
} from './actions/booking/booking.ts';
export {
  canChangeAppointment,
  cancelAppointment,
  type CancelOptions,
  type Cancelling,
  type ChangePermission,
} from './actions/booking/cancel.ts';
export {
  findTimes,
  type FindOptions,
  type FirstFree,
  type FreeMonth,
  type TimeFinder,
} from './actions/booking/finder.ts';
export type { BookingDetails, VisitWish } from './actions/booking/prepare.ts';
export { readCoverages } from './actions/booking/coverages.ts';
export type { CoverageLine } from './topics/coverage.ts';
export { wishedPeriods, type PartOfDay, type WishedDays } from './topics/wished-periods.ts';
export {
  bestWay,
  bookingWays,
  type BookingWay,
  type BookingWays,
  type ChangeWay,
  type WayVerdict,
  type WaysOptions,
} from './actions/booking/ways.ts';
export {
  choicesWithin,
  type BookableCalendar,
  type BookableService,
  type BookingChoices,
  type TimesWanted,
} from './topics/booking-choices.ts';
export { dayOfTime, nearestTimes, type FreeDay, type FreeTime } from './topics/free-time.ts';
export { appointmentsFile, type CalendarOptions, type CalendarWords } from './topics/appointment-calendar.ts';
export { bookingLink, bookingPhones, telephoneLink, type Referral } from './topics/booking-links.ts';
export { maySeeAgenda, readAgenda, type Agenda, type AgendaAsked, type AgendaLine } from './actions/booking/agenda.ts';
export {
  readCalendars,
  readHours,
  type AgendaHours,
  type AgendaTime,
  type HoursAsked,
} from './actions/booking/hours.ts';
export { addSupporting } from './actions/booking/supporting.ts';
export { markAppointment, marksFor, type AppointmentMark } from './actions/booking/mark.ts';
