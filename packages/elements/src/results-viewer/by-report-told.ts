import { html, nothing, type TemplateResult } from 'lit';
import type { TopicState } from '@ehr-widgets/sdk';
import type { EntriesOf, ReportEntry, ReportsView } from '@ehr-widgets/sdk/results';
import type { Chip } from '../shared/chip.ts';
import { drawNotice, message, noticesOf, stateMessage } from '../shared/state-view.ts';
import { stateStrings, type TopicNoun } from '../shared/state.strings.ts';
import type { ReportTelling } from './report-telling.ts';
import { marksAcross } from './telling.ts';

interface StateContext {
  readonly state: TopicState<ReportsView>;
  readonly told: ReportTelling;
  readonly showAll: () => void;
  readonly retry: () => void;
}

/** How many there are of each sort. */
export function countsText(entries: readonly ReportEntry[], { reader, report }: ReportTelling): string {
  const kinds: readonly ReportEntry['kind'][] = ['report', 'study', 'document', 'unreported'];
  const counted = kinds.map((kind) => {
    const count = entries.filter((entry) => entry.kind === kind).length;
    return count > 0 ? report.counted[kind](reader.count(count)) : '';
  });
  return reader.list(counted);
}

/** How other sources tell of a report, a study or a document. */
export function marksOf(entry: ReportEntry, views: EntriesOf, told: ReportTelling): readonly Chip[] {
  const { reports, imaging, documents } = views;
  const view = { report: reports, study: imaging, document: documents, unreported: undefined }[entry.kind];
  const others = view?.elsewhere.get(entry.key);
  return others ? marksAcross(others, told) : [];
}

/** What is missing and how old it is, above what is shown. */
export function drawNotices({ state, retry, told: { reader, report } }: StateContext): TemplateResult | typeof nothing {
  const notices = noticesOf(state, { reader, noun: report.nouns.reports });
  if (notices.length === 0) return nothing;
  return html`<div class="above">
    ${notices.map((notice) => drawNotice(notice, retry, stateStrings.for(reader).tryAgain))}
  </div>`;
}

/** What stands in place of reports: reading, not permitted, not supported, failed. */
export function drawState({ state, retry, told: { reader, report } }: StateContext): TemplateResult | typeof nothing {
  const told = stateMessage(state, { reader, noun: report.nouns.reports }, retry);
  return told === nothing ? nothing : html`<div class="told reading">${told}</div>`;
}

/** What stands in place of entries: nothing recorded, something missing, or nothing that matches. */
export function drawNone(isNarrowed: boolean, { state, told, showAll }: StateContext): TemplateResult | typeof nothing {
  if (state.kind !== 'ready' && state.kind !== 'stale') return nothing;
  const { words } = told;
  if (isNarrowed) {
    const button = html`<button class="btn small" type="button" @click=${showAll}>${words.showAll}</button>`;
    return html`<div class="told">${message('unknown', words.noMatch, words.noMatchNext, button)}</div>`;
  }
  return html`<div class="told">
    ${
      state.complete
        ? message('unknown', words.nothing, words.nothingNext)
        : message('unknown', words.nothingArrived, words.nothingArrivedNext)
    }
  </div>`;
}

/** What is missing of what stands beside reports, in the same list: said, and in the way of nothing. */
export function drawBeside(
  state: TopicState<unknown>,
  noun: TopicNoun,
  { retry, told: { reader } }: StateContext,
): TemplateResult | typeof nothing {
  const asked = { reader, noun };
  if (state.kind === 'loading' || state.kind === 'waiting') return nothing;
  const message = stateMessage(state, asked, retry);
  if (message !== nothing) return html`<div class="told">${message}</div>`;
  const notices = noticesOf(state, asked);
  if (notices.length === 0) return nothing;
  return html`<div class="above">
    ${notices.map((notice) => drawNotice(notice, retry, stateStrings.for(reader).tryAgain))}
  </div>`;
}
