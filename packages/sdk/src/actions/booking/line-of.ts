/**
 * What a server stored, as a line, before the list is read again.
 * @module
 */
import type { Appointment } from 'fhir/r4.js';
import type { ServerSource } from '../../session/source.ts';
import { appointmentLine, type AppointmentLine } from '../../topics/appointment-line.ts';
import type { FreeTime } from '../../topics/free-time.ts';
import { readingOf } from '../../topics/line.ts';
import type { TopicInput } from '../../topics/topic.ts';

/** What the answer does not tell of place and people is known from the time that was chosen. */
export function lineOf({ id, name }: ServerSource, resource: Appointment, time: FreeTime | undefined): AppointmentLine {
  const input: TopicInput = { matches: [], resolve: () => undefined, now: new Date() };
  const sourced = { resource, origin: { source: id, sourceName: name } };
  const line = appointmentLine(readingOf<Appointment>(input, sourced, 0));
  if (!time) return line;
  const named = <Party extends { readonly reference?: string | undefined }>(
    own: readonly Party[],
    known: readonly Party[],
  ): Party[] =>
    own.length === 0 ? [...known] : own.map((one) => known.find(({ reference }) => reference === one.reference) ?? one);
  return {
    ...line,
    zone: line.zone.kind === 'told' ? line.zone : time.zone,
    mode: line.virtualServices.length > 0 ? line.mode : time.mode,
    people: named(line.people, time.people),
    places: named(line.places, time.places),
  };
}
