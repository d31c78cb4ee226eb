import { html, nothing, type TemplateResult } from 'lit';
import type { ObservationLine } from '@ehr-widgets/sdk';
import { changesSince, findingsOf, type Report, type ResultChange } from '@ehr-widgets/sdk/results';
import { nameOf, noteText } from '../patient-summary/sections/line-words.ts';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { drawStory } from '../shared/story.ts';
import { statusChip, type ReportTelling } from './report-telling.ts';
import { amountText, chipsOf } from './telling.ts';

interface EarlierContext {
  readonly told: ReportTelling;
  readonly earlierShown: boolean;
  readonly showEarlier: (shown: boolean) => void;
}

/** What a report said before, version by version, and what each of them was changed in. */
export function drawEarlier(report: Report, context: EarlierContext): TemplateResult | typeof nothing {
  const { told, earlierShown, showEarlier } = context;
  const { earlier } = report;
  if (earlier.length === 0) return nothing;
  const versions = [report, ...earlier];
  return html`<div class="earlier">
    <button
      class="link"
      type="button"
      aria-expanded=${earlierShown ? 'true' : 'false'}
      @click=${() => showEarlier(!earlierShown)}
    >
      ${icon('chevron')}${told.report.earlier(told.reader.count(earlier.length))}
    </button>
    ${
      earlierShown
        ? html`<ol>
            ${earlier.map((version, at) => drawVersion(version, versions[at] as Report, told))}
          </ol>`
        : nothing
    }
  </div>`;
}

function drawVersion(before: Report, after: Report, told: ReportTelling): TemplateResult {
  const { reader, report } = told;
  const changes = changesSince(before, after);
  const same = changes.results.length === 0 && !changes.conclusion && !changes.files;
  const concluded = [before.conclusion ?? '', reader.concepts(before.conclusions)].filter(Boolean).join('\n');
  return html`<li>
    <div class="entry-head">
      ${drawChips([statusChip(before, told)])}
      <bdi class="muted num">${reader.date(before.issued ?? before.date) || told.words.noDate}</bdi>
    </div>
    ${drawStory([
      ...changes.results.map((change) => changeText(change, told)),
      [report.conclusionWas, changes.conclusion ? concluded : ''],
    ])}
    ${changes.files ? html`<p class="muted">${report.filesDiffer}</p>` : nothing}
    ${same ? html`<p class="muted">${report.sameContent}</p>` : nothing}
  </li>`;
}

function changeText({ before, now }: ResultChange, told: ReportTelling): readonly [name: string, said: string] {
  const { change, wasThen } = told.report;
  const name = nameOf((now ?? before) as ObservationLine, told.values);
  if (before && now) return [`${name}: ${change.changed}`, wasThen(resultText(before, told), resultText(now, told))];
  return now
    ? [`${name}: ${change.came}`, resultText(now, told)]
    : [`${name}: ${change.gone}`, before ? resultText(before, told) : ''];
}

/** A result in words, with its parts, flags and comments: whatever of it may have changed. */
function resultText(line: ObservationLine, told: ReportTelling): string {
  const { reader } = told;
  const values = findingsOf(line).map((finding) => {
    const chips = chipsOf(finding, told).map(({ word, qualifier }) => (qualifier ? `${word} ${qualifier}` : word));
    const said = [amountText(finding, told), ...chips].join(', ');
    return finding.part ? `${reader.concept(finding.part.name)} ${said}` : said;
  });
  return [...values, ...line.notes.map((note) => noteText(note, told.values))].join('; ');
}
