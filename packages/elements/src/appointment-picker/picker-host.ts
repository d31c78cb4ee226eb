import type { ReactiveControllerHost } from 'lit';
import type { ViewName } from './views.ts';

/** Who books: the library where it may, the host by the event, or nobody. */
export type BookingMode = 'auto' | 'host' | 'off';

/** The element as finding and booking need it: its attributes, as the page gave them. */
export interface PickerHost extends ReactiveControllerHost, HTMLElement {
  readonly source: string | undefined | null;
  readonly service: string | undefined | null;
  readonly place: string | undefined | null;
  readonly practitioner: string | undefined | null;
  readonly modality: string | undefined | null;
  readonly minutes: number | undefined | null;
  readonly daysAhead: number | undefined | null;
  readonly view: ViewName | undefined | null;
  readonly replaces: string | undefined | null;
  readonly booking: BookingMode | undefined | null;
  readonly ways: string | undefined | null;
  readonly ask: string | undefined | null;
  readonly reasonLength: number | undefined | null;
  readonly questionnaire: string | undefined | null;
  readonly mapUrl: string | undefined | null;
  readonly emergencyText: string | undefined | null;
  readonly emergencyPhone: string | undefined | null;
  readonly headingLevel: number;
  readonly timeZone: string | undefined | null;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
}
