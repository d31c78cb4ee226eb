/**
 * The practice's side: whose visits a day has, for staff whose sign-in lets them see more than one patient (SMART App Launch
 * 2.2, `user/` scopes).
 * @module
 */
import type { Appointment, FhirResource } from 'fhir/r4.js';
import { permission, type Permission } from '../../auth/scopes.ts';
import { EhrError } from '../../errors.ts';
import { ResourcePool } from '../../fhir/references.ts';
import { readShared, type Shared, type SharedParams } from '../../fhir/shared.ts';
import { daysAfter, startOfDay } from '../../format/zone.ts';
import type { Session } from '../../session/session.ts';
import type { PracticeSource } from '../../session/source.ts';
import { appointmentLine, type AppointmentLine } from '../../topics/appointment-line.ts';
import { readingOf, type Party } from '../../topics/line.ts';
import type { TopicInput } from '../../topics/topic.ts';
import { practicePlaceOf, type PlaceOptions } from '../place.ts';

/** A visit of anybody's. */
export interface AgendaLine extends AppointmentLine {
  /** Who comes, by name where it is told. More than one in a group. */
  readonly patients: readonly Party[];
}

export interface Agenda {
  /** Earliest first; what was cancelled and entered in error among them. */
  readonly lines: readonly AgendaLine[];
  /** False where more exists that could not be read. */
  readonly complete: boolean;
  readonly asOf: Date;
}

export interface AgendaAsked extends PlaceOptions {
  /** A reference of a Practitioner, a PractitionerRole or a Location. */
  readonly of: string;
  /** Calendar days, `yyyy-mm-dd`, both of them among those read. */
  readonly from: string;
  readonly until: string;
  /** The IANA zone that the days are those of; the reader's own when left out. */
  readonly zone?: string;
  readonly signal?: AbortSignal;
}

/** Whether this sign-in may see, or change, the visits of more patients than the one in context. Without scopes to go by the server decides. */
export function maySeeAgenda({ scopes }: PracticeSource, interaction: 'search' | 'update' = 'search'): Permission {
  if (!scopes) return { allowed: true };
  const wide = scopes.filter((scope) => /(^|\/)(user|system)\//.test(scope));
  const verdict = permission(wide, interaction, 'Appointment');
  return verdict.allowed || wide.length > 0 ? verdict : { allowed: false, missing: [MISSING[interaction]] };
}

const MISSING = { search: 'user/Appointment.s', update: 'user/Appointment.u' };

/**
 * The visits with somebody, or somewhere, in some days.
 * @throws EhrError `forbidden` without a scope for more than one patient, `bad-configuration` for what is no reference or no
 *   day, otherwise as a request fails.
 */
export async function readAgenda(session: Session, asked: AgendaAsked): Promise<Agenda> {
  const { source } = practicePlaceOf(session, asked.source);
  const { of, from, until, zone, signal } = asked;
  const verdict = maySeeAgenda(source);
  if (!verdict.allowed) {
    const message = `The sign-in does not permit seeing the visits of several patients. Ask for ${verdict.missing.join(' ')}.`;
    throw new EhrError('forbidden', message, { server: source.base, resourceType: 'Appointment' });
  }
  const [, type] = /^(Practitioner|PractitionerRole|Location)\/[A-Za-z0-9\-.]{1,64}$/.exec(of) ?? [];
  if (!type || ![from, until].every((day) => /^\d{4}-\d\d-\d\d$/.test(day))) {
    throw new EhrError(
      'bad-configuration',
      'An agenda needs a reference such as Practitioner/1, and days as yyyy-mm-dd.',
    );
  }
  const moment = (day: string): string => new Date(startOfDay(day, zone)).toISOString();
  const params: SharedParams = [
    [type === 'PractitionerRole' ? 'actor' : type.toLowerCase(), of],
    ['date', `ge${moment(from)}`],
    ['date', `lt${moment(daysAfter(until, 1))}`],
  ];
  const found = await read(source, params, signal && { signal });
  return { lines: linesOf(found, source), complete: !found.cutOff, asOf: new Date() };
}

/** Includes may be refused; names are then as the appointments display them. */
async function read(source: PracticeSource, params: SharedParams, options?: { signal: AbortSignal }): Promise<Shared> {
  const include: SharedParams = [
    ['_include', 'Appointment:actor'],
    ['_include', 'Appointment:slot'],
    ['_include:iterate', 'Slot:schedule'],
  ];
  try {
    return await readShared(source, 'Appointment', [...params, ...include], options);
  } catch (thrown) {
    if (!(thrown instanceof EhrError) || thrown.code !== 'rejected') throw thrown;
    return readShared(source, 'Appointment', params, options);
  }
}

function linesOf({ matches, included }: Shared, source: PracticeSource): AgendaLine[] {
  const pool = new ResourcePool(source.base);
  for (const resource of [...matches, ...included]) pool.add({ resource });
  const input: TopicInput = {
    matches: [],
    resolve: (reference, { resource }) => pool.resolve(reference, resource),
    now: new Date(),
  };
  const lines = matches.map((resource) => agendaLine(resource, input, source));
  return lines.sort((one, other) => timeOf(one) - timeOf(other) || (one.key < other.key ? -1 : 1));
}

function agendaLine(resource: FhirResource, input: TopicInput, { id, name }: PracticeSource): AgendaLine {
  const sourced = { resource, origin: { source: id, sourceName: name } };
  const line = appointmentLine(readingOf<Appointment>(input, sourced, 0));
  return { ...line, patients: line.participants.filter(({ kind }) => kind === 'patient') };
}

function timeOf({ start }: AppointmentLine): number {
  return start === undefined ? Infinity : Date.parse(start);
}
