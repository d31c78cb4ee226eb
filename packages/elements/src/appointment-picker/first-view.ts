import { html, nothing, type TemplateResult } from 'lit';
import { dayOfTime, type FreeMonth, type FreeTime } from '@ehr-widgets/sdk/appointments';
import { fullDay } from './dates.ts';
import { among, drawTime } from './time.ts';
import { drawGo, drawModes, drawZone } from './times.ts';
import type { View, ViewParts } from './views.ts';
import { viewStrings } from './views.strings.ts';

const AT_ONCE = 10;

/** The next free times, whichever month they are in: the first few, and more as the reader asks. */
export class FirstView implements View {
  readonly #parts: ViewParts;
  #most = AT_ONCE;

  constructor(parts: ViewParts) {
    this.#parts = parts;
  }

  get months(): readonly FreeMonth[] {
    return this.#parts.finding.ahead()?.months ?? [];
  }

  begin(): void {
    const { finding, stage } = this.#parts;
    const most = this.#most;
    const ahead = finding.ahead();
    if (!ahead) return;
    // One more, to know whether there is more to show.
    const isEnough = (): boolean => this.#fitting().length > most;
    void finding
      .read((signal) => ahead.readUntil(isEnough, signal))
      .then(() => stage.say(({ reader }) => viewStrings.for(reader).firstSaid(reader.count(this.#shown().length))));
  }

  draw(): TemplateResult {
    const { stage, finding, choosing } = this.#parts;
    const { told, level } = stage;
    const { reader } = told;
    const words = viewStrings.for(reader);
    const times = this.#shown();
    const choice = choosing.choice();
    const all = among(times, choice);
    const modes = choosing.modes(this.months);
    const hasMore = this.#fitting().length > times.length || finding.ahead()?.isWhole === false;
    const days = new Map<string, FreeTime[]>();
    for (const time of times) {
      const day = dayOfTime(time, finding.ground?.zone);
      days.set(day, [...(days.get(day) ?? []), time]);
    }
    return html`<div class="h step" id="times" role="heading" aria-level=${level + 1} tabindex="-1">
        ${words.firstTitle}
      </div>
      ${drawModes({
        ...modes,
        chooseMode: (mode) => {
          modes.chooseMode(mode);
          this.begin();
        },
      })}
      ${times.length > 0 ? drawZone(times, told) : nothing}
      <div role="radiogroup" aria-labelledby="times" class="parts">
        ${[...days].map(
          ([day, inDay]) =>
            html`<div class="h part" role="heading" aria-level=${level + 2}>${fullDay(day, reader.locale)}</div>
              <div class="list" role="presentation">${inDay.map((time) => drawTime(time, all, choice))}</div>`,
        )}
      </div>
      ${drawGo(times, choice)}
      ${
        hasMore
          ? html`<div class="acts">
              <button class="btn small" type="button" @click=${() => this.#more()}>${words.showMore}</button>
            </div>`
          : html`<p class="muted">${words.noLater(fullDay(finding.ground?.lastDay ?? '', reader.locale))}</p>`
      }`;
  }

  #more(): void {
    this.#most += AT_ONCE;
    this.#parts.stage.change();
    this.begin();
  }

  #shown(): readonly FreeTime[] {
    return this.#fitting().slice(0, this.#most);
  }

  #fitting(): readonly FreeTime[] {
    const { finding, choosing } = this.#parts;
    return finding.ahead()?.times.filter((time) => choosing.fits(time)) ?? [];
  }
}
