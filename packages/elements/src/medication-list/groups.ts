import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TopicState } from '@ehr-widgets/sdk';
import type { MedicationListView, Medicine } from '@ehr-widgets/sdk/medications';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { message } from '../shared/state-view.ts';
import { firstOf, type Group } from './choice.ts';
import type { ListContext } from './layout.ts';
import { drawLine } from './line.ts';
import { noneOf } from './none.ts';
import { nameOf } from './telling.ts';

/** How many lines the next press of "show more" brings at most. */
const PAGE = 100;

/** The lines under their headings, as many as are shown, and the way to the rest. */
export function drawGroups(groups: readonly Group[], all: number, context: ListContext): TemplateResult {
  const { told, level, limit, showMore } = context;
  const { reader, words } = told;
  const left = Math.min(PAGE, all - limit);
  return html`${firstOf(groups, limit).map(({ heading, medicines }, index) => {
    const title = headingText(heading, context);
    const whole = groups[index]?.medicines.length ?? 0;
    return html`<section class="group" part="group" aria-labelledby=${title ? `group-${index}` : nothing}>
      ${
        title
          ? html`<div class="h" id="group-${index}" role="heading" aria-level=${Math.min(level + 1, 6)}>
              <bdi>${title}</bdi> <span class="num">${reader.count(whole)}</span>
            </div>`
          : nothing
      }
      <ul>
        ${repeat(
          medicines,
          ({ key }) => key,
          (medicine) => drawLine(medicine, context),
        )}
      </ul>
    </section>`;
  })}
  ${
    left > 0
      ? html`<div class="more">
          <button class="btn small" type="button" @click=${showMore}>
            ${icon('chevron')}${words.more(reader.count(left), reader.count(all))}
          </button>
        </div>`
      : nothing
  }`;
}

function headingText(heading: Group['heading'], { told, choice }: ListContext): string {
  if (!heading) return '';
  if ('ours' in heading) return told.words.headings[heading.ours];
  return heading.theirs || (choice.group === 'none' ? '' : told.words.noGroup[choice.group]);
}

/** What stands in place of lines: nothing recorded, or nothing that matches. */
export function drawNone(
  list: MedicationListView,
  inView: readonly Medicine[],
  state: TopicState<unknown>,
  { told, choice, change }: ListContext,
): TemplateResult | typeof nothing {
  if (state.kind === 'loading') return nothing;
  const { words } = told;
  if (inView.length === 0) {
    const { shape, title, text } = noneOf(list, choice.view, state, told);
    return html`<div class="told">${message(shape, title, text)}</div>`;
  }
  const showAll = (): void => change({ view: 'all', filter: 'any', search: '' });
  return html`<div class="told">
    ${message(
      'unknown',
      words.noMatch,
      words.noMatchNext,
      html`<button class="btn small" type="button" @click=${showAll}>${words.showAll}</button>`,
    )}
  </div>`;
}

/** What was entered in error: counted for everybody, and shown to clinicians, struck through, when they ask. */
export function drawErrors(
  { enteredInError }: MedicationListView,
  { told, errorsShown, showErrors }: ListContext,
): TemplateResult | typeof nothing {
  if (enteredInError.length === 0) return nothing;
  const { reader, words } = told;
  const isShown = errorsShown && reader.persona === 'clinician';
  return html`<div class="errors" part="errors">
    <p class="muted num">
      ${words.enteredInError(reader.count(enteredInError.length))}
      ${
        reader.persona === 'clinician'
          ? html`<button
              class="link"
              type="button"
              aria-expanded=${isShown ? 'true' : 'false'}
              @click=${() => showErrors(!isShown)}
            >
              ${isShown ? words.hideErrors : words.showErrors}
            </button>`
          : nothing
      }
    </p>
    ${
      isShown
        ? html`<ul>
            ${enteredInError.map(
              (document) =>
                html`<li>
                  <bdi class="struck">${nameOf(document, told)}</bdi>
                  ${drawChips([{ word: words.errorChip, shape: 'cross', tone: 'outline' }])}
                  <bdi class="muted num">${[words.kinds[document.kind], document.origin.sourceName].join(' · ')}</bdi>
                </li>`,
            )}
          </ul>`
        : nothing
    }
  </div>`;
}
