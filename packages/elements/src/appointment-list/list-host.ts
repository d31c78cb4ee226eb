import type { RecordHost } from '../shared/list/record-view.ts';

/** Who carries out a change: the library where it may, the host by the event, or nobody. */
export type ChangeMode = 'auto' | 'host' | 'off';

/** The element as its list needs it: its attributes, as the page gave them. */
export interface ListHost extends RecordHost {
  readonly moving: ChangeMode | undefined | null;
  readonly cancelling: ChangeMode | undefined | null;
  readonly cancelPolicy: string | undefined | null;
  readonly checkIn: boolean;
  readonly mapUrl: string | undefined | null;
  readonly joinMinutes: number | undefined | null;
  readonly reminders: string | undefined | null;
  readonly calendarDetails: boolean;
}
