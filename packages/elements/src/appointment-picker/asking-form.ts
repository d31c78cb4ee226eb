import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { daysAfter, type BookingChoices, type PartOfDay, type VisitMode } from '@ehr-widgets/sdk/appointments';
import { icon } from '../shared/icons.ts';
import { drawSelect } from '../shared/list/fields.ts';
import { drawAdding, type AddingContext } from './adding-fields.ts';
import type { Wish } from './asking.ts';
import type { Going } from './attempt.ts';
import { weekdays } from './dates.ts';
import { drawGoing } from './going.ts';
import { drawSend } from './send.ts';
import type { Telling } from './telling.ts';
import { drawWho, type Who } from './who.ts';

/** Why a wish cannot be sent: no days, days gone by, in the wrong order, too far ahead, or none of those chosen among them. */
export type WishProblem = 'days' | 'past' | 'order' | 'far' | 'none';

export interface AskingContext {
  readonly told: Telling;
  readonly level: number;
  readonly who: Who;
  readonly wish: Wish;
  readonly choices: BookingChoices;
  readonly modes: readonly VisitMode[];
  /** At the place. */
  readonly today: string;
  readonly going: Going;
  readonly problem: WishProblem | undefined;
  readonly adding: () => AddingContext;
  readonly change: (change: Partial<Wish>) => void;
  readonly send: () => void;
  readonly sendWithoutAnswers: () => void;
  readonly back: () => void;
}

const PARTS: readonly PartOfDay[] = ['morning', 'afternoon', 'evening'];

/** What somebody would like, for the practice to answer; said to be no booking before anything is written. */
export function drawAsking(context: AskingContext): TemplateResult {
  const { told, level, who, wish, modes, going, adding, send, sendWithoutAnswers, back, change } = context;
  const { words, reader } = told;
  return html`<div class="pad check" part="ask">
    <div class="h step" id="step" role="heading" aria-level=${level + 1} tabindex="-1">${words.askTitle}</div>
    ${drawWho(who, told)}
    <p>${words.askNext}</p>
    ${drawGoing({ told, going, what: 'requested', book: send, bookWithoutAnswers: sendWithoutAnswers, back })}
    <div class="wishes">
      ${drawParties(context)}
      ${
        modes.length > 1
          ? drawSelect(
              words.mode,
              [['', words.anyMode] as const, ...modes.map((mode) => [mode, words.modes[mode]] as const)],
              wish.mode,
              (mode) => change({ mode }),
            )
          : nothing
      }
    </div>
    ${drawDays(context)}
    ${drawSeveral(
      words.wishedWeekdays,
      words.anyDay,
      weekdays(reader.locale).map(({ iso, long }) => [iso, long] as const),
      wish.weekdays,
      (days) => change({ weekdays: days }),
    )}
    ${drawSeveral(
      words.wishedParts,
      words.anyPart,
      PARTS.map((part) => [part, words.parts[part]] as const),
      wish.parts,
      (parts) => change({ parts: PARTS.filter((part) => parts.includes(part)) }),
    )}
    <label class="option">
      <input
        type="checkbox"
        .checked=${live(wish.waitlist)}
        @change=${({ currentTarget }: Event) => change({ waitlist: (currentTarget as HTMLInputElement).checked })}
      /><span>${words.waitlist}</span>
    </label>
    ${drawAdding(adding())}
    <p class="muted">${words.requestNext}</p>
    ${drawSend({ told, word: words.sendRequest, going, isBusy: going.kind === 'sending', send, back })}
  </div>`;
}

/** What for, where and with whom, as far as there is a choice. */
function drawParties({ told, wish, choices, change }: AskingContext): TemplateResult {
  const { words } = told;
  const { services, places, people } = choices;
  const named = (
    things: readonly { readonly reference?: string | undefined; readonly name?: string | undefined }[],
    unnamed: string,
  ): readonly (readonly [string, string])[] =>
    things.flatMap(({ reference, name }) => (reference ? [[reference, name ?? unnamed] as const] : []));
  return html`${
    services.length > 1
      ? drawSelect(
          words.stepNames.what,
          [['', words.notSure] as const, ...named(services, words.unnamed.service)],
          wish.service,
          (service) => change({ service }),
        )
      : nothing
  }
  ${
    places.length > 1
      ? drawSelect(
          words.place,
          [['', words.anyPlace] as const, ...named(places, words.unnamed.place)],
          wish.place,
          (place) => change({ place }),
        )
      : nothing
  }
  ${
    people.length > 1
      ? drawSelect(
          words.person,
          [['', words.anyPerson] as const, ...named(people, words.unnamed.person)],
          wish.person,
          (person) => change({ person }),
        )
      : nothing
  }`;
}

function drawDays({ told, wish, today, problem, change }: AskingContext): TemplateResult {
  const { words } = told;
  const day = (id: string, label: string, value: string, least: string, put: (day: string) => void): TemplateResult =>
    html`<div class="reason">
      <label class="t" for=${id}>${label}</label>
      <input
        id=${id}
        class="line"
        type="date"
        min=${least}
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? 'wish-problem' : nothing}
        .value=${live(value)}
        @change=${({ currentTarget }: Event) => put((currentTarget as HTMLInputElement).value)}
      />
    </div>`;
  return html`<div class="wishes">
      ${day('wish-from', words.wishFrom, wish.from, today, (from) => change({ from }))}
      ${day('wish-until', words.wishUntil, wish.until, wish.from || daysAfter(today, 1), (until) => change({ until }))}
    </div>
    ${
      problem
        ? html`<p class="problem" id="wish-problem" role="alert">
            ${icon('warning')} <span>${words.wishProblems[problem]}</span>
          </p>`
        : nothing
    }`;
}

/** Any number of a few; none of them is any. */
function drawSeveral<Name extends string | number>(
  label: string,
  any: string,
  options: readonly (readonly [Name, string])[],
  chosen: readonly Name[],
  choose: (names: readonly Name[]) => void,
): TemplateResult {
  return html`<fieldset class="several">
    <legend class="t">${label}</legend>
    <p class="muted">${any}</p>
    <div class="wishes">
      ${options.map(
        ([name, word]) =>
          html`<label class="option">
            <input
              type="checkbox"
              .checked=${live(chosen.includes(name))}
              @change=${({ currentTarget }: Event) =>
                choose(
                  (currentTarget as HTMLInputElement).checked
                    ? [...chosen, name]
                    : chosen.filter((one) => one !== name),
                )}
            /><span>${word}</span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}
