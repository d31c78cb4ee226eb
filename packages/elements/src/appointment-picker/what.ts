import { html, nothing, type TemplateResult } from 'lit';
import type { BookableService, BookingChoices, FreeTime } from '@ehr-widgets/sdk/appointments';
import { icon, type IconName } from '../shared/icons.ts';
import { drawSelect } from '../shared/list/fields.ts';
import type { Telling } from './telling.ts';

/** What is chosen so far, by reference; empty for any. */
export interface What {
  readonly service: string;
  readonly place: string;
  readonly person: string;
}

export interface WhatContext {
  readonly told: Telling;
  readonly level: number;
  /** Within what the page fixed. */
  readonly choices: BookingChoices;
  /** Within what the reader chose besides. */
  readonly services: readonly BookableService[];
  /** Whether the page says what for. What cannot be read has no name then. */
  readonly isFixed: boolean;
  readonly what: What;
  /** Something of what is in view, which tells how long it takes. */
  readonly example: FreeTime | undefined;
  readonly sources: readonly (readonly [id: string, name: string])[];
  readonly source: string;
  readonly choose: (what: Partial<What>) => void;
  readonly chooseSource: (id: string) => void;
  /** Leads to the first step; undefined where there is nothing to choose there. */
  readonly changeService: (() => void) | undefined;
}

/** The first step: a list of what one can come for. */
export function drawServices(context: WhatContext): TemplateResult {
  const { told, level, choices, choose } = context;
  const { words, reader } = told;
  return html`<div class="pad services" part="what">
    <div class="h step" id="step" role="heading" aria-level=${level + 1} tabindex="-1">${words.what}</div>
    ${words.whatNext ? html`<p class="muted">${words.whatNext}</p>` : nothing} ${drawSources(context)}
    <ul>
      ${choices.services.map(
        (service) =>
          html`<li>
            <button class="btn service" type="button" @click=${() => choose({ service: service.reference })}>
              <span class="n">${service.name ?? words.unnamed.service}</span>
              ${service.comment ? html`<span class="muted">${service.comment}</span>` : nothing}
              ${
                service.specialties.length > 0
                  ? html`<span class="muted">${reader.concepts(service.specialties)}</span>`
                  : nothing
              }
            </button>
          </li>`,
      )}
      ${
        choices.services.length > 1
          ? html`<li>
              <button class="btn service" type="button" @click=${() => choose({ service: '' })}>
                <span class="n">${words.anyService}</span><span class="muted">${words.anyServiceNext}</span>
              </button>
            </li>`
          : nothing
      }
    </ul>
    ${choices.complete ? nothing : html`<p class="muted">${words.notAllChoices}</p>`}
  </div>`;
}

/** What was chosen, beside the days, with what can be chosen besides. */
export function drawWhat(context: WhatContext): TemplateResult {
  const { told, level, choices, services, what, isFixed, example, choose, changeService } = context;
  const { reader, words } = told;
  const service = services.find(({ reference }) => reference === what.service) ?? one(services);
  const [place, person] = [one(choices.places), one(choices.people)];
  const isOneUnknown = isFixed && services.length === 0;
  const title = service || isOneUnknown ? (service?.name ?? words.unnamed.service) : words.anyService;
  const length = example ? words.length(reader.count(example.minutes)) : '';
  return html`<div class="what" part="what">
    <div class="h" role="heading" aria-level=${level + 1} tabindex="-1">${title}</div>
    ${drawSources(context)}
    ${
      choices.places.length > 1
        ? drawSelect(
            words.place,
            [
              ['', words.anyPlace] as const,
              ...choices.places.map(({ reference = '', name }) => [reference, name ?? words.unnamed.place] as const),
            ],
            what.place,
            (chosen) => choose({ place: chosen }),
          )
        : nothing
    }
    ${
      choices.people.length > 1
        ? drawSelect(
            words.person,
            [
              ['', words.anyPerson] as const,
              ...choices.people.map(({ reference = '', name }) => [reference, name ?? words.unnamed.person] as const),
            ],
            what.person,
            (chosen) => choose({ person: chosen }),
          )
        : nothing
    }
    <ul class="about">
      ${person ? about('person', person.name ?? words.unnamed.person, reader.concepts(person.specialties)) : nothing}
      ${
        place
          ? about(
              'building',
              place.name ?? words.unnamed.place,
              [place.description, ...(place.address?.lines ?? [])].filter(Boolean).join(', '),
            )
          : nothing
      }
      ${length ? about('clock', length) : nothing} ${example?.comment ? about('info', example.comment) : nothing}
      ${service?.comment ? about('info', service.comment) : nothing}
    </ul>
    ${
      changeService
        ? html`<button class="btn small" type="button" @click=${changeService}>${words.change}</button>`
        : nothing
    }
  </div>`;
}

function drawSources({ told, sources, source, chooseSource }: WhatContext): TemplateResult | typeof nothing {
  return sources.length > 1 ? drawSelect(told.words.whichSource, sources, source, chooseSource) : nothing;
}

function about(shape: IconName, text: string, more = ''): TemplateResult {
  return html`<li>
    ${icon(shape)}
    <span><bdi>${text}</bdi>${more ? html`<span class="muted more"><bdi>${more}</bdi></span>` : nothing}</span>
  </li>`;
}

function one<Thing>(things: readonly Thing[]): Thing | undefined {
  return things.length === 1 ? things[0] : undefined;
}
