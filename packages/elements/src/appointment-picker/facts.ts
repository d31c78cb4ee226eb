import { html, nothing, type TemplateResult } from 'lit';
import { zoneText } from '../shared/zone-dates.ts';
import { clockText, dayText, ownText, zoneOf, type Telling, type Timed } from './telling.ts';

/** When it is: day and time in the zone of the place, which is named, and the reader's own clock beside it. */
export function drawWhen(timed: Timed, told: Telling, struck = false): TemplateResult {
  const { start, end, zone } = timed;
  const { reader, words } = told;
  const [from, to] = [clockText(start, timed, told), clockText(end, timed, told)];
  const own = ownText(timed, told);
  const name = start ? zoneText(zoneOf(timed, told), Date.parse(start), reader.locale) : '';
  return html`<div class="when">
    <p class="day num ${struck ? 'struck' : ''}">${dayText(timed, told)}, ${to ? words.from(from, to) : from}</p>
    ${name ? html`<p>${zone.kind === 'told' ? words.zone(name) : words.zoneUntoldShort(name)}</p>` : nothing}
    ${own ? html`<p class="muted num">${own}</p>` : nothing}
  </div>`;
}

/** One fact; nothing where it is not told. */
export function drawFact(label: string, text: string | TemplateResult): TemplateResult | typeof nothing {
  if (!text) return nothing;
  return html`<div class="fact">
    <dt>${label}</dt>
    <dd class="num"><bdi>${text}</bdi></dd>
  </div>`;
}
