import { endOf, type AppointmentLine } from '@ehr-widgets/sdk/appointments';

const MINUTE = 60_000;
/** So long before it begins, unless the page says otherwise. */
export const JOIN_MINUTES = 15;
/** Practices run late: so long after its end a visit may still be joined. */
const LATE = 30 * MINUTE;

/** From when to when a visit can be joined, in milliseconds since 1970. Nothing else is standard about it. */
export interface JoinWindow {
  readonly opens: number;
  readonly closes: number;
}

/** When a visit can be joined; undefined for what cannot be, and for what has no time. */
export function joinWindow(line: AppointmentLine, minutesBefore: number): JoinWindow | undefined {
  const { start, status, virtualServices } = line;
  const isOn = status === 'booked' || status === 'arrived' || status === 'checked-in';
  if (!isOn || start === undefined || !virtualServices.some(({ link }) => link !== undefined)) return undefined;
  const at = Date.parse(start);
  return Number.isNaN(at) ? undefined : { opens: at - minutesBefore * MINUTE, closes: endOf(line) + LATE };
}
