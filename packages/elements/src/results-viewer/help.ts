import { html, nothing, type TemplateResult } from 'lit';
import type { Comparator, Elsewhere, ObservationLine, Quantity } from '@ehr-widgets/sdk';
import { isNormalRange, type Finding } from '@ehr-widgets/sdk/results';
import { message } from '../shared/state-view.ts';
import { aboutTest, type AboutTestFor } from './about-test.ts';
import { helpStrings } from './help.strings.ts';
import { chipsOf, rangesText, valueOf, type Telling } from './telling.ts';

/** What the help on an opened result needs to know of the widget. */
export interface HelpContext {
  readonly told: Telling;
  readonly finding: Finding;
  readonly elsewhere: Elsewhere<ObservationLine> | undefined;
  /** What the host says about a test. */
  readonly aboutTest: AboutTestFor | undefined | null;
  /** Raises the question; undefined where the host does not listen for it. */
  readonly ask: (() => void) | undefined;
  /** Nobody took the question that was raised. */
  readonly notTaken: boolean;
}

/**
 * What stands beside an opened result to understand it: for patients what its range, mark and status mean in plain words,
 * what the host says about the test, and a way to ask. It says what words mean, and nothing of what the result means.
 */
export function drawHelp(context: HelpContext): TemplateResult | typeof nothing {
  const { told, finding, ask, notTaken } = context;
  const words = helpStrings.for(told.reader);
  const about = aboutTest(context.aboutTest, (finding.part ?? finding.line).name);
  const isPatient = told.reader.persona === 'patient';
  if (!isPatient && !about && !ask) return nothing;
  return html`<div class="help" part="help">
    ${
      isPatient
        ? html`<details>
            <summary>${words.title}</summary>
            ${meaningOf(context).map((text) => html`<p>${text}</p>`)}
          </details>`
        : nothing
    }
    ${about?.text ? html`<p><b>${words.aboutTest}</b> <bdi>${about.text}</bdi></p>` : nothing}
    ${
      about?.url
        ? html`<p>
            <a class="link" href=${about.url} target="_blank" rel="noopener noreferrer"
              >${words.readMore} <span class="vh">${words.newTab}</span></a
            >
          </p>`
        : nothing
    }
    ${ask ? html`<button class="btn small" part="question" type="button" @click=${ask}>${words.ask}</button>` : nothing}
    <div role="status">${ask && notTaken ? message('unknown', words.notTaken, words.notTakenNext) : nothing}</div>
  </div>`;
}

/** What each word that stands with the result means, in the order in which they stand there. */
function meaningOf({ told, finding, elsewhere }: HelpContext): string[] {
  const { reader, values } = told;
  const words = helpStrings.for(reader);
  const { flag, line, part, value, ranges } = finding;
  if (!part && value.kind === 'none' && line.members.length > 0) return [words.panel, words.together];
  const quantity: Quantity = value.kind === 'quantity' ? value.quantity : {};
  const { comparator, value: number = '' } = quantity;
  const flagWord = flag.level === 'none' ? '' : (chipsOf(finding, told)[0]?.word ?? '');
  const isCritical = flag.level.startsWith('critical');
  const hasUsual = ranges.some((range) => (range.low ?? range.high) && isNormalRange(range));
  const range = rangesText(finding, told);
  const said = [
    isBound(comparator) && words.bounds[comparator](valueOf(finding, told).value, reader.decimal(number)),
    words.flags[flag.level](flagWord),
    flag.by === 'range' && words.byRange,
    isCritical && values.words.criticalNext,
    words.statuses[line.status](values.words.observationStatus[line.status]),
    range ? (hasUsual ? words.range(range) : words.otherRange(range)) : words.noRange,
    hasUsual && words.outside,
    elsewhere && elsewhere.differs.length > 0 && words.differs,
    elsewhere && elsewhere.doubtful.length > 0 && words.doubtful,
    words.together,
  ];
  return said.filter((text): text is string => !!text);
}

function isBound(comparator: Quantity['comparator']): comparator is Comparator {
  return comparator !== undefined && ['<', '<=', '>=', '>'].includes(comparator);
}
