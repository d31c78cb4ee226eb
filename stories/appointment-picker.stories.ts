import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import type { FhirResource } from 'fhir/r4.js';
import type { Session } from '@ehr-widgets/sdk';
import type { EhrAppointmentPicker, ViewName } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-picker/define';
import '@ehr-widgets/elements/languages/es/define';
import { clinic, clinicWithTimes, intake, slot } from './support/appointments.ts';
import { timeAhead, ZONE } from './support/clock.ts';
import { readySession, type Server } from './support/sessions.ts';

interface Args {
  readonly persona: 'patient' | 'clinician';
  readonly booking: 'auto' | 'host' | 'off';
  readonly view?: ViewName;
  /** Null where the reader chooses. */
  readonly service: string | null;
  readonly daysAhead?: number;
  readonly questionnaire?: string;
  readonly timeZone: string;
  readonly theme?: 'light' | 'dark';
  readonly lang?: string;
  readonly width?: string;
  /** Made anew for each story, so that stories do not share data. */
  readonly session: () => Session | undefined;
  /** What is pressed once there are times, by its words. */
  readonly press: readonly string[];
}

const practice = (changes: Partial<Server> = {}): Server => ({
  name: 'University Hospital',
  resources: clinicWithTimes(ZONE),
  ...changes,
});

const meta = {
  title: 'Elements/Appointment picker',
  component: 'ehr-appointment-picker',
  args: {
    persona: 'patient',
    booking: 'auto',
    service: 'HealthcareService/kidney',
    timeZone: ZONE,
    session: () => readySession(practice()),
    press: [],
  },
  argTypes: {
    persona: { control: 'inline-radio', options: ['patient', 'clinician'] },
    booking: { control: 'inline-radio', options: ['auto', 'host', 'off'] },
    view: { control: 'inline-radio', options: ['month', 'weeks', 'first'] },
    session: { table: { disable: true } },
    press: { table: { disable: true } },
  },
  render: picker,
  play: async ({ canvasElement, args }) => {
    const element = canvasElement.querySelector<EhrAppointmentPicker>('ehr-appointment-picker');
    const find = (words: string): HTMLElement | undefined =>
      [...(element?.shadowRoot?.querySelectorAll<HTMLElement>('button, [role=radio], label') ?? [])].find((one) =>
        one.textContent.includes(words),
      );
    for (const words of args.press) {
      while (element?.isConnected && !find(words)) await new Promise((resolve) => requestAnimationFrame(resolve));
      find(words)?.click();
      await element?.updateComplete;
    }
  },
} satisfies Meta<Args>;

export default meta;
type Story = StoryObj<Args>;

function picker(args: Args): TemplateResult {
  const { persona, booking, view, service, daysAhead, questionnaire, timeZone, theme, lang, width, session } = args;
  return html`<style>
      .picker-width {
        max-inline-size: ${width ?? 'none'};
      }
    </style>
    <div class="picker-width">
      <ehr-appointment-picker
        persona=${persona}
        booking=${booking}
        view=${view ?? nothing}
        service=${service ?? nothing}
        days-ahead=${daysAhead ?? nothing}
        questionnaire=${questionnaire ?? nothing}
        time-zone=${timeZone}
        emergency-text="Chest pain or trouble breathing: do not book, call."
        emergency-phone="999"
        theme=${theme ?? nothing}
        lang=${lang ?? nothing}
        dir=${lang === 'ar' ? 'rtl' : nothing}
        .session=${session()}
      ></ehr-appointment-picker>
    </div>`;
}

/** Thirty times on each of ten days, at two places and by video. */
function manyTimes(): FhirResource[] {
  const slots = Array.from({ length: 10 }, (_, day) =>
    Array.from({ length: 30 }, (_unused, index) => {
      const start = new Date(Date.parse(timeAhead(day + 1, '08:00')) + index * 20 * 60_000).toISOString();
      return slot(`m-${day}-${index}`, start, index % 5 === 3 ? 'video' : 'kidney', 20);
    }),
  );
  return [...clinic(ZONE), ...slots.flat()];
}

const BOOKING = ['09:30', 'Continue with', 'Book this appointment'];

/** A practice at which booking comes to this. */
const bookedAs = (fault: number | 'lost'): Session => readySession(practice({ writes: { Appointment: fault } }));

/** The month, with the times of the first day that has any. */
export const Month: Story = {};

/** What for, where the page does not say. */
export const WhatFor: Story = { args: { service: null } };

/** The days of a week beside each other. */
export const Weeks: Story = { args: { view: 'weeks' } };

/** Many times a day: the first few of each, and the others one press away. */
export const WeeksWithManyTimes: Story = {
  args: { view: 'weeks', session: () => readySession(practice({ resources: manyTimes() })) },
};

/** A week where there is room for one column. */
export const WeeksNarrow: Story = { args: { view: 'weeks', width: '20rem' } };

/** The next times, whichever day they are on. */
export const FirstFree: Story = { args: { view: 'first' } };

/** Kinds of visit and people side by side: which is free first. */
export const Comparing: Story = { args: { press: ['Compare'] } };

/** For those who treat. */
export const ForClinicians: Story = { args: { persona: 'clinician' } };

/** A reader in another zone sees their own clock beside that of the place. */
export const FarAway: Story = { args: { timeZone: 'Pacific/Auckland' } };

/** A place that does not tell its zone. */
export const ZoneNotTold: Story = {
  args: { session: () => readySession(practice({ resources: clinicWithTimes() })) },
};

/** A look at it all before it is booked. */
export const Check: Story = { args: { press: ['09:30', 'Continue with'] } };

/** Staff who book see for whom. */
export const StaffBooking: Story = { args: { persona: 'clinician', press: ['09:30', 'Continue with'] } };

/** What the practice wants to know before the visit. */
export const QuestionsBefore: Story = {
  args: {
    questionnaire: 'Questionnaire/intake',
    session: () => readySession(practice({ resources: [...clinicWithTimes(ZONE), intake] })),
    press: ['09:30', 'Continue with'],
  },
};

/** None suits: what to do then. */
export const NoneSuits: Story = { args: { press: ['None of these work'] } };

/** A wish without a time, for the practice to answer. */
export const AskingWithoutTime: Story = { args: { press: ['None of these work', 'Ask for an appointment'] } };

/** Asked for, and on the waiting list: nothing is booked. */
export const OnWaitingList: Story = {
  args: {
    press: ['None of these work', 'Ask for an appointment', 'Put me on the waiting list', 'Send the request'],
  },
};

/** Nothing is free in the days that the page shows. */
export const NoneFree: Story = {
  args: { daysAhead: 14, session: () => readySession(practice({ resources: clinic(ZONE) })) },
};

/** Times are only shown. */
export const ReadOnly: Story = { args: { booking: 'off', press: ['09:30', 'Continue with'] } };

/** The sign-in lets the reader look, and book nothing. */
export const BookingDenied: Story = {
  args: {
    session: () => readySession(practice({ denied: ['Appointment'] })),
    press: ['09:30', 'Continue with'],
  },
};

/** The server takes no bookings. */
export const BookingUnsupported: Story = {
  args: {
    session: () => readySession(practice({ readsOnly: ['Appointment'] })),
    press: ['09:30', 'Continue with'],
  },
};

/** The server did not keep the time meanwhile. */
export const NotKept: Story = {
  args: {
    session: () => readySession(practice({ operations: ['hold', 'book'], writes: { Parameters: 403 } })),
    press: ['09:30', 'Continue with'],
  },
};

/** The server did not take the booking. */
export const NotBooked: Story = { args: { session: () => bookedAs(422), press: BOOKING } };

/** Somebody else was quicker. */
export const Taken: Story = { args: { session: () => bookedAs(409), press: BOOKING } };

/** The answer to the booking was lost: it is found out before anything is sent again. */
export const NotSure: Story = { args: { session: () => bookedAs('lost'), press: BOOKING } };

/** Free times are being looked for. */
export const Loading: Story = { args: { session: () => readySession(practice({ faults: { Slot: 'never' } })) } };

/** Nothing could be read. */
export const Failed: Story = { args: { session: () => readySession(practice({ faults: { Slot: 400 } })) } };

/** The sign-in did not grant looking for times. */
export const Denied: Story = { args: { session: () => readySession(practice({ denied: ['Slot'] })) } };

/** The server offers no times. */
export const Unsupported: Story = { args: { session: () => readySession(practice({ lacks: ['Slot'] })) } };

/** Not all times could be read. */
export const CutOff: Story = {
  args: { session: () => readySession(practice({ cutOff: { Slot: { shown: 12, total: 90 } } })) },
};

/** Nobody is signed in. */
export const Waiting: Story = { args: { session: () => undefined } };

export const Dark: Story = { args: { theme: 'dark' } };

export const Spanish: Story = { args: { lang: 'es' } };

/** Right to left: what is read first stands at the right. */
export const RightToLeft: Story = { args: { lang: 'ar' } };

export const RightToLeftWeeks: Story = { args: { lang: 'ar', view: 'weeks' } };

/** In 320 pixels. */
export const Narrow: Story = { args: { width: '20rem' } };
