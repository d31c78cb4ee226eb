import type { RecordHost } from '../shared/list/record-view.ts';

/** Who carries out a change: the library where it may, the host by the event, or nobody. */
export type ChangeMode = 'auto' | 'host' | 'off';

/** How much of an agenda is shown at first. */
export type AgendaSpan = 'day' | 'week';

/** The element as its list needs it: its attributes, as the page gave them. */
export interface ListHost extends RecordHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly moving: ChangeMode | undefined | null;
  readonly cancelling: ChangeMode | undefined | null;
  readonly cancelPolicy: string | undefined | null;
  readonly checkIn: boolean;
  readonly questionnaire: string | undefined | null;
  readonly mapUrl: string | undefined | null;
  readonly joinMinutes: number | undefined | null;
  readonly reminders: string | undefined | null;
  readonly calendarDetails: boolean;
  readonly agendaOf: string | undefined | null;
  readonly agendaSpan: AgendaSpan | undefined | null;
  readonly agendaMinutes: number | undefined | null;
}
