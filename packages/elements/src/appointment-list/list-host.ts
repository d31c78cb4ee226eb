import type { ReactiveControllerHost } from 'lit';

/** Who carries out a change: the library where it may, the host by the event, or nobody. */
export type ChangeMode = 'auto' | 'host' | 'off';

/** The element as its list needs it: its attributes, as the page gave them. */
export interface ListHost extends ReactiveControllerHost, HTMLElement {
  readonly moving: ChangeMode | undefined | null;
  readonly cancelling: ChangeMode | undefined | null;
  readonly cancelPolicy: string | undefined | null;
  readonly checkIn: boolean;
  readonly mapUrl: string | undefined | null;
  readonly joinMinutes: number | undefined | null;
  readonly reminders: string | undefined | null;
  readonly calendarDetails: boolean;
  readonly headingLevel: number;
  readonly timeZone: string | undefined | null;
  readonly updateComplete: Promise<boolean>;
}
