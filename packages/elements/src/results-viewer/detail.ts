import { html, nothing, type TemplateResult } from 'lit';
import type { Elsewhere, ObservationLine } from '@ehr-widgets/sdk';
import type { Finding, ResultTest } from '@ehr-widgets/sdk/results';
import { noteFact, placeOf } from '../patient-summary/sections/line-words.ts';
import { drawChips } from '../shared/chip.ts';
import { drawStory } from '../shared/story.ts';
import type { CellContext } from './cell.ts';
import { drawPager } from './pager.ts';
import { drawResult } from './result-row.ts';
import { amountText, chipsOf, nameOf, otherNames, rangesText, valueOf } from './telling.ts';

/** What the drawing of an opened result needs to know of the widget. */
export interface DetailContext extends CellContext {
  readonly test: ResultTest;
  readonly finding: Finding;
  readonly level: number;
  readonly elsewhere: Elsewhere<ObservationLine> | undefined;
  /** The lines of the view by reference and source, for the members of a panel. */
  readonly nameOfMember: (reference: string, line: ObservationLine) => string;
  /** What it said before, where it was changed. */
  readonly versions: TemplateResult | typeof nothing;
  /** What it means in plain words, and a way to ask. */
  readonly help: TemplateResult | typeof nothing;
  /** The trend of the test. */
  readonly charts: TemplateResult | typeof nothing;
  /** Leads to the test among all others; absent where it stands there already. */
  readonly showOverTime?: (() => void) | undefined;
  readonly save: () => void;
  /** The first of the test's results that is shown. */
  readonly from: number;
  readonly turn: (from: number) => void;
  readonly close: () => void;
}

/** How many of a test's results are shown at once. */
const PAGE = 10;

/** The result that was opened, with all that was sent of it, and all results of its test. */
export function drawDetail(context: DetailContext): TemplateResult {
  const { test, finding, told, level, from, marksOf } = context;
  const { reader, words } = told;
  const { value, unit } = valueOf(finding, told);
  const all = test.findings;
  return html`<section class="detail" part="detail" aria-labelledby="detail">
    <div class="dh">
      <div class="h" id="detail" role="heading" aria-level=${Math.min(level + 1, 6)} tabindex="-1">
        <bdi>${nameOf(test, told)}</bdi>
      </div>
      <div class="acts">
        ${
          context.showOverTime
            ? html`<button class="btn small" type="button" @click=${context.showOverTime}>
                ${words.showOverTime}
              </button>`
            : nothing
        }
        <button class="btn small" type="button" @click=${context.save}>${words.saveCsv}</button>
        <button class="btn small" type="button" @click=${context.close}>${words.close}</button>
      </div>
    </div>
    <p class="big num"><bdi>${value}${unit ? html` <span class="u">${unit}</span>` : nothing}</bdi></p>
    <div class="chips">${drawChips([...chipsOf(finding, told), ...marksOf(finding)])}</div>
    ${drawStory(factsOf(context))} ${context.versions} ${context.help} ${context.charts}
    <div class="h sub" role="heading" aria-level=${Math.min(level + 2, 6)}>
      ${words.allOfTest(reader.count(all.length))}
    </div>
    <ul>
      ${all.slice(from, from + PAGE).map((one) => drawResult(one, test, context))}
    </ul>
    ${drawPager({ from, page: PAGE, all: all.length, told, turn: context.turn })}
  </section>`;
}

/** All that was sent of it, and what other sources tell, under labels; what was not sent is left out. */
function factsOf(context: DetailContext): (readonly [string, string])[] {
  const { finding, told, elsewhere, nameOfMember } = context;
  const { reader, words, values } = told;
  const { facts } = words;
  const { line, part, flag } = finding;
  const codes = ((part ?? line).name?.codings ?? []).map(({ system, code }) => code && `${code} (${system ?? ''})`);
  const isClinician = reader.persona === 'clinician';
  return [
    [facts.collected, reader.date(line.date)],
    [facts.until, reader.date(line.endDate)],
    [facts.available, reader.date(line.issued)],
    [facts.flag, flag.by ? words.flaggedBy[flag.by](chipsOf(finding, told)[0]?.word ?? '') : words.notFlagged],
    [facts.range, rangesText(finding, told) || words.noRange],
    [words.alsoAs, joinedText(context)],
    [facts.status, values.words.observationStatus[line.status]],
    [words.tests, reader.list(line.members.map((reference) => nameOfMember(reference, line)))],
    [facts.specimen, reader.party(line.specimen)],
    [facts.method, reader.concept(line.method)],
    [facts.bodySite, reader.concept(line.bodySite)],
    [facts.device, reader.party(line.device)],
    [facts.by, reader.parties(line.performers)],
    [facts.category, reader.concepts(line.categories)],
    ...line.notes.map((note) => noteFact(note, told.values, facts.note)),
    [facts.source, placeOf(line.origin, values.words)],
    ...(elsewhere?.also ?? []).map((one) => [facts.source, tellingOf(one, finding, context)] as const),
    ...(elsewhere?.doubtful ?? []).map((one) => [words.maybeTwice, tellingOf(one, finding, context)] as const),
    [facts.code, isClinician ? codes.filter(Boolean).join(', ') : ''],
    [facts.reference, isClinician ? line.reference : ''],
  ];
}

/** Under which codes else, and by whose table they are one test. */
function joinedText({ test, told }: DetailContext): string {
  if (!test.group) return '';
  return `${told.reader.list(otherNames(test, told))}. ${told.words.joinedBy(test.group.name)}`;
}

/** What another source tells: its value, flag and status. */
function tellingOf(line: ObservationLine, { part }: Finding, { told, finding }: DetailContext): string {
  const other = { ...finding, line, ...(!part && { value: line.value, flag: line.flag, ranges: line.ranges }) };
  const { observationStatus } = told.values.words;
  const said = [
    amountText(other, told),
    ...chipsOf(other, told).map(({ word }) => word),
    observationStatus[line.status],
  ];
  return `${line.origin.sourceName}: ${told.reader.list(said)}`;
}
