import { html, type TemplateResult } from 'lit';
import { dayAt, type AgendaLine } from '@ehr-widgets/sdk/appointments';
import { fullDay } from '../../appointment-picker/dates.ts';
import { drawChips } from '../../shared/chip.ts';
import { placeText } from '../telling.ts';
import { chipOf, dayCount, spanText, whatText, whoText, type AgendaTelling } from './agenda-telling.ts';

/** Days as they are printed: a line for each visit, without the stretches in which there is none. */
export function drawSheet(
  days: readonly string[],
  lines: readonly AgendaLine[],
  level: number,
  telling: AgendaTelling,
): TemplateResult {
  const { reader, zone } = telling;
  return html`${days.map((day) => {
    const own = lines.filter(({ start = '' }) => dayAt(Date.parse(start), zone) === day);
    return html`<section class="sheet">
      <div class="h" role="heading" aria-level=${Math.min(level + 1, 6)}>
        ${fullDay(day, reader.locale)}
        <span class="num">${dayCount(own.length, telling)}</span>
      </div>
      ${own.length === 0 ? '' : drawLines(own, day, telling)}
    </section>`;
  })}`;
}

function drawLines(lines: readonly AgendaLine[], day: string, telling: AgendaTelling): TemplateResult {
  const { words, told } = telling;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${words.time}</th>
        <th scope="col">${words.who}</th>
        <th scope="col">${words.what}</th>
        <th scope="col">${told.words.where}</th>
        <th scope="col">${words.status}</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        (line) =>
          html`<tr>
            <td class="num"><bdi>${spanText(line, day, telling)}</bdi></td>
            <td>
              <b><bdi>${whoText(line, telling)}</bdi></b>
            </td>
            <td><bdi>${whatText(line, telling)}</bdi></td>
            <td><bdi>${told.reader.list(line.places.map((place) => placeText(place, told)))}</bdi></td>
            <td>${drawChips([chipOf(line, telling)])}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
