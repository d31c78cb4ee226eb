import type { AppointmentLine, AppointmentStatus } from '@ehr-widgets/sdk/appointments';
import type { Chip } from '../shared/chip.ts';
import { clockText, type Telling } from './telling.ts';

/**
 * How an appointment stands, as a reader is told. `held`: its time is kept for a while only. `went-by`: its time is over,
 * and nothing is recorded of whether anybody came. `unanswered`: the time that was asked for went by.
 */
export type Standing = AppointmentStatus | 'held' | 'went-by' | 'unanswered';

/** Under which heading an appointment stands. */
export type GroupName = 'upcoming' | 'requested' | 'past' | 'cancelled';

function standingOf({ status, heldUntil }: AppointmentLine, group: GroupName): Standing {
  if (group === 'past' && status === 'booked') return 'went-by';
  if (group === 'past' && (status === 'proposed' || status === 'pending' || status === 'waitlist')) return 'unanswered';
  return status === 'pending' && heldUntil !== undefined ? 'held' : status;
}

/** The status in a word and a shape. A code that is not known is told as it was sent. */
export function statusChip(line: AppointmentLine, group: GroupName, { words }: Telling): Chip {
  const standing = standingOf(line, group);
  return {
    word: words.status[standing],
    qualifier: standing === 'unknown' ? line.statusCode : undefined,
    ...LOOKS[standing],
  };
}

/** What the status means, and what to do. */
export function statusSentence(line: AppointmentLine, group: GroupName, told: Telling): string {
  const standing = standingOf(line, group);
  const { words } = told;
  if (standing === 'held') return words.heldUntil(clockText(Date.parse(line.heldUntil ?? ''), line, told));
  return words.means[standing];
}

const LOOKS: Readonly<Record<Standing, Pick<Chip, 'shape' | 'tone'>>> = {
  proposed: { shape: 'clock', tone: 'info' },
  pending: { shape: 'clock', tone: 'info' },
  waitlist: { shape: 'clock', tone: 'info' },
  held: { shape: 'pause', tone: 'caution' },
  booked: { shape: 'ring-check', tone: 'ok' },
  arrived: { shape: 'disc', tone: 'ok' },
  'checked-in': { shape: 'half', tone: 'ok' },
  fulfilled: { shape: 'check', tone: 'neutral' },
  noshow: { shape: 'ban', tone: 'caution' },
  cancelled: { shape: 'cross', tone: 'neutral' },
  'entered-in-error': { shape: 'cross', tone: 'outline' },
  'went-by': { shape: 'history', tone: 'outline' },
  unanswered: { shape: 'unknown', tone: 'outline' },
  unknown: { shape: 'unknown', tone: 'outline' },
};

/** Why it is cancelled. HL7's word for who did it, "Patient", is no reason by itself. */
export function cancelledText({ cancelationReason: reason }: AppointmentLine, { reader, words }: Telling): string {
  if (!reason) return '';
  const said = reader.concept(reason);
  const by = BY.find(([code, display]) => said === display && reason.codings.some((one) => one.code === code));
  return by ? words.cancelledBy[by[0]] : words.cancelledBecause(said);
}

const BY = [
  ['pat', 'Patient'],
  ['prov', 'Provider'],
] as const;

/** Whether what somebody answered to the practice's questions goes with it. */
export function hasAnswers({ supporting }: AppointmentLine): boolean {
  return supporting.some((reference) => /(^|\/)QuestionnaireResponse\//.test(reference));
}
