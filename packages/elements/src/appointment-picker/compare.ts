import { html, nothing, type TemplateResult } from 'lit';
import type { FreeTime } from '@ehr-widgets/sdk/appointments';
import { shortDay } from './dates.ts';
import { momentText, ownText, type Telling } from './telling.ts';
import { viewStrings } from './views.strings.ts';

export interface CompareRow {
  readonly name: string;
  readonly first: FreeTime | undefined;
  /** Whether every month was read in which its first time may be. */
  readonly isWhole: boolean;
  /** Undefined until it is known. */
  readonly soon: number | undefined;
  readonly choose: () => void;
}

/** Things of one kind that can be chosen among. */
export interface CompareGroup {
  readonly name: 'mode' | 'place' | 'person';
  readonly rows: readonly CompareRow[];
  /** How many are left out. */
  readonly more: number;
}

export interface CompareContext {
  readonly told: Telling;
  readonly level: number;
  /** Over how many days times are counted. */
  readonly days: number;
  readonly lastDay: string;
  readonly isReading: boolean;
  readonly groups: readonly CompareGroup[];
  /** The service of a time, where that is left open. */
  readonly serviceText: (time: FreeTime) => string;
  /** Goes on with a time. */
  readonly take: (time: FreeTime) => void;
  readonly leave: () => void;
}

/** A table for each kind of thing that can be chosen among. */
export function drawCompare(context: CompareContext): TemplateResult {
  const { told, level, groups, leave } = context;
  const words = viewStrings.for(told.reader);
  return html`<div class="h step" id="times" role="heading" aria-level=${level + 1} tabindex="-1">
      ${words.compareTitle}
    </div>
    ${words.compareNext ? html`<p class="muted">${words.compareNext}</p>` : nothing}
    ${groups.map((group) => drawGroup(group, context))}
    <div class="acts"><button class="btn" type="button" @click=${leave}>${words.backToTimes}</button></div>`;
}

function drawGroup({ name, rows, more }: CompareGroup, context: CompareContext): TemplateResult {
  const { told, days } = context;
  const { reader } = told;
  const words = viewStrings.for(reader);
  return html`<table class="compare">
      <thead>
        <tr>
          <th scope="col">${told.words[name]}</th>
          <th scope="col">${words.firstFree}</th>
          <th scope="col">${words.soon(reader.count(days))}</th>
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => drawRow(row, context))}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="muted">${words.moreToCompare(reader.count(more))}</p>` : nothing}`;
}

function drawRow({ name, first, isWhole, soon, choose }: CompareRow, context: CompareContext): TemplateResult {
  const { told, lastDay, isReading, serviceText, take } = context;
  const { reader } = told;
  const words = viewStrings.for(reader);
  const pending = isReading ? told.words.reading : words.notRead;
  const text = first
    ? [momentText(first, told), ownText(first, told), serviceText(first)].filter(Boolean).join(', ')
    : '';
  return html`<tr>
    <th scope="row"><bdi>${name}</bdi></th>
    <td>
      ${
        first
          ? html`<button class="link num" type="button" @click=${() => take(first)}>
              ${text}<span class="vh">, ${name}</span>
            </button>`
          : isWhole
            ? words.noneUntil(shortDay(lastDay, reader.locale))
            : pending
      }
    </td>
    <td class="num">
      <span class="narrow" aria-hidden="true">${words.soon(reader.count(context.days))}: </span
      >${soon === undefined ? pending : words.count(reader.count(soon))}
    </td>
    <td>
      ${
        first
          ? html`<button class="btn small" type="button" @click=${choose}>
              ${words.seeTimes}<span class="vh">, ${name}</span>
            </button>`
          : nothing
      }
    </td>
  </tr>`;
}
