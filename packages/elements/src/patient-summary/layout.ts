import { html, nothing, type TemplateResult } from 'lit';
import type { TopicState } from '@ehr-widgets/sdk';
import { icon } from '../shared/icons.ts';
import type { Reader } from '../shared/reader.ts';
import { drawNotice, message, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { drawRows, foldable, tightlyFoldable, type LineContext } from './lines.ts';
import { summaryStrings } from './patient-summary.strings.ts';
import { noticesAbove, type Part } from './part.ts';
import { placeOf } from './sections/line-words.ts';
import type { SectionBody } from './section.ts';

/** How many more lines each press of "show all" brings at most: a long record must not freeze the page. */
const PAGE = 100;

/** What the drawing of sections needs to know of the widget. */
export interface LayoutContext extends LineContext {
  readonly reader: Reader;
  readonly level: number;
  /** Lines of the rest that are shown; zero while the section is closed. */
  readonly shown: (section: string) => number;
  readonly show: (section: string, lines: number) => void;
  readonly isUnfolded: (section: string) => boolean;
  readonly toggleFolded: (section: string) => void;
  readonly retry: (topics: readonly string[]) => void;
}

/** What can harm, above everything; nothing folds it away. */
export function drawAlarms(parts: readonly Part[], context: LayoutContext): TemplateResult[] {
  return parts
    .flatMap(({ section, body }) => (body?.alarms ?? []).map((alarm) => ({ ...alarm, section: section.name })))
    .map(
      ({ section, shape, title, text, side, row, sources: from = row ? [placeOf(row.origin, context.words)] : [] }) =>
        html`<div class="alarm" part="alarm">
          ${icon(shape)}
          <p>
            <b>${title}</b> ${[text, ...(context.manySources ? from : [])]
              .filter(Boolean)
              .map((word, index) => html`${index > 0 ? ' · ' : nothing}<bdi>${word}</bdi>`)}
          </p>
          ${
            row
              ? html`<button class="link" type="button" @click=${() => context.open(section, row)}>
                  ${context.words.open(row.main)}
                </button>`
              : side
                ? html`<span class="end num">${side}</span>`
                : nothing
          }
        </div>`,
    );
}

/** What concerns the patient's details or several sections at once, said once, above them. */
export function drawNoticesAbove(
  who: Part,
  parts: readonly Part[],
  context: LayoutContext,
): TemplateResult | typeof nothing {
  const above = noticesAbove(who, parts);
  if (above.length === 0) return nothing;
  const { reader, words } = context;
  const { tryAgain } = stateStrings.for(reader);
  return html`<div class="above">
    ${above.map(({ notice, parts: concerned }) => {
      const titles = words.concerns(reader.list(concerned.map(({ section }) => section.title(reader))));
      const topics = concerned.map(({ section }) => section.topic.name);
      const said =
        concerned.length > 1 ? { ...notice, text: [notice.sharedText, titles].filter(Boolean).join(' ') } : notice;
      return drawNotice(said, () => context.retry(topics), tryAgain);
    })}
  </div>`;
}

/** The sections in up to three columns; those that may not or cannot be shown stand together at the end. */
export function drawColumns(
  parts: readonly Part[],
  shared: ReadonlySet<string>,
  context: LayoutContext,
): TemplateResult {
  const withheld = parts.filter(({ state }) => state.kind === 'denied' || state.kind === 'unsupported');
  const shown = parts.filter((part) => !withheld.includes(part));
  return drawSections(shown, shared, context, withheld.length > 0 ? drawWithheld(withheld, context) : undefined);
}

/** Sections in up to three columns, and after them what stands for all others. */
export function drawSections(
  parts: readonly Part[],
  shared: ReadonlySet<string>,
  context: LayoutContext,
  last: TemplateResult | undefined,
): TemplateResult {
  const columns = [1, 2, 3]
    .map((column) =>
      parts.filter(({ section }) => (section.column ?? 1) === column).map((part) => drawSection(part, shared, context)),
    )
    .filter((column) => column.length > 0);
  if (last) {
    if (columns.length === 0) columns.push([]);
    columns.at(-1)?.push(last);
  }
  const size = ['none', 'one', 'two', 'three'][columns.length] ?? 'three';
  return html`<div class="columns ${size}">${columns.map((column) => html`<div class="column">${column}</div>`)}</div>`;
}

function drawSection(part: Part, shared: ReadonlySet<string>, context: LayoutContext): TemplateResult {
  const { section, state, body } = part;
  const { reader, words } = context;
  const id = `section-${section.name}`;
  const retry = (): void => context.retry([section.topic.name]);
  const { tryAgain } = stateStrings.for(reader);
  return html`<section
    class=${context.isUnfolded(section.name) || context.shown(section.name) > 0 ? 'unfolded' : ''}
    part="section"
    aria-labelledby=${id}
    aria-busy=${state.kind === 'loading' ? 'true' : 'false'}
  >
    <div class="head">
      <div class="h" id=${id} role="heading" aria-level=${context.level + 1}>${section.title(reader)}</div>
      ${body?.count ? html`<span class="n num">${body.count}</span>` : nothing}
      ${body ? [tightToggle(part, context), toggle(part, context)] : nothing}
    </div>
    ${part.notices.filter(({ key }) => !shared.has(key)).map((notice) => drawNotice(notice, retry, tryAgain))}
    ${body?.notes?.map((note) => drawNotice({ key: '', shape: 'split', retry: false, sharedText: '', ...note }, retry, tryAgain))}
    ${part.broken ? message('warning', stateStrings.for(reader).couldNotDraw, stateStrings.for(reader).couldNotDrawNext) : nothing}
    ${part.view !== undefined && section.render ? section.render(part.view, reader) : drawBody(part, context)}
    ${stateMessage(state, { reader, noun: section.noun(reader) }, retry)}
  </section>`;

  function drawBody({ body: content }: Part, { shown }: LayoutContext): TemplateResult | typeof nothing {
    if (!content) return nothing;
    const rest = content.rest?.rows.slice(0, shown(section.name)) ?? [];
    const rows = [...content.rows, ...rest];
    const none = content.rows.length === 0 && state.kind !== 'loading' ? noneWords(part, context) : undefined;
    const remaining = (content.rest?.rows.length ?? 0) - rest.length;
    const folded = section.layout === undefined || section.layout === 'rows' ? foldable(rows).length : 0;
    return html`${none ? message(none.known ? 'ring-check' : 'unknown', none.title, none.text) : nothing}
    ${rows.length > 0 ? drawRows(rows, section, rest.length > 0, context) : nothing}
    ${rows.some(({ converted }) => converted) ? html`<p class="converted">≈ ${words.convertedHere}</p>` : nothing}
    ${
      folded > 0 && rest.length === 0 && !context.isUnfolded(section.name)
        ? html`<button
            class="btn small unfold"
            type="button"
            aria-expanded="false"
            @click=${() => context.toggleFolded(section.name)}
          >
            ${icon('chevron')}${words.more(reader.count(folded), section.noun(reader))}
          </button>`
        : nothing
    }
    ${reader.kept && remaining > 0 ? html`<p class="muted">${words.notPrinted(reader.count(remaining))}</p>` : nothing}
    ${
      rest.length > 0 && remaining > 0
        ? html`<button class="btn small" type="button" @click=${() => context.show(section.name, rest.length + PAGE)}>
            ${icon('chevron')}${words.more(reader.count(Math.min(PAGE, remaining)), section.noun(reader))}
          </button>`
        : nothing
    }`;
  }
}

/** What an empty section says. An answer can itself state that there is none, as an IPS section's emptyReason does. */
function noneWords({ section, state, body }: Part, { reader, words }: LayoutContext): SectionBody['none'] {
  const stated = 'content' in state && state.content === 'known-none' && !body?.none?.known;
  if ('complete' in state && !state.complete && !stated && !body?.none?.known) {
    return { known: false, title: words.nothingArrived, text: words.nothingArrivedNext };
  }
  return stated ? { known: true, title: words.knownNone(section.noun(reader)), text: '' } : body?.none;
}

/** Seen where the section is compact: shows all its lines in place, and folds them away again. */
function tightToggle({ section, body }: Part, context: LayoutContext): TemplateResult | typeof nothing {
  const { reader, words } = context;
  const folded = tightlyFoldable(body?.rows ?? []).length;
  if (folded === 0 || section.render || context.shown(section.name) > 0) return nothing;
  const open = context.isUnfolded(section.name);
  return html`<button
    class="link tighten"
    type="button"
    aria-describedby="section-${section.name}"
    aria-expanded=${open ? 'true' : 'false'}
    @click=${() => context.toggleFolded(section.name)}
  >
    ${open ? words.fewer : words.countMore(reader.count(folded))}
  </button>`;
}

/** Shows the rest of a section in place, and folds it away again. */
function toggle({ section, body }: Part, context: LayoutContext): TemplateResult | typeof nothing {
  if (!body?.rest) return nothing;
  const open = context.shown(section.name) > 0;
  return html`<button
    class="link"
    type="button"
    aria-expanded=${open ? 'true' : 'false'}
    aria-describedby="section-${section.name}"
    @click=${() => context.show(section.name, open ? 0 : PAGE)}
  >
    ${open ? context.words.fewer : body.rest.label}
  </button>`;
}

function drawWithheld(parts: readonly Part[], context: LayoutContext): TemplateResult {
  const { reader, words, level } = context;
  return html`<section part="section not-shown" aria-labelledby="section-not-shown">
    <div class="head">
      <div class="h" id="section-not-shown" role="heading" aria-level=${level + 1}>${words.notShown}</div>
    </div>
    <ul class="rows">
      ${parts.map(
        ({ section, state }) =>
          html`<li class="plain">
            <span class="t">${icon(state.kind === 'denied' ? 'lock' : 'unplugged')}${section.title(reader)}</span>
            <span class="sub">${withheldText(state, section.noun(reader), reader)}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** Why a section is not shown. */
export function withheldText(
  state: TopicState<unknown>,
  noun: ReturnType<Part['section']['noun']>,
  reader: Reader,
): string {
  const words = stateStrings.for(reader);
  if (state.kind === 'denied') return `${words.denied(noun)}. ${words.deniedNext(noun, state.scopes.join(' '))}`;
  if (state.kind !== 'unsupported') return '';
  const sources = reader.list(state.sources);
  return `${words.unsupported(noun, sources)}. ${words.unsupportedNext(noun, sources, state.types.join(', '))}`;
}

/** As of when, from where, and whether it is whole. */
export function drawFoot(parts: readonly Part[], reader: Reader, allThere: boolean): TemplateResult | typeof nothing {
  const words = summaryStrings.for(reader);
  const states = parts.map(({ state }) => state);
  const known = states.filter((state) => state.kind === 'ready' || state.kind === 'stale');
  if (known.length === 0) return nothing;
  const asOf = new Date(Math.min(...known.map((state) => state.asOf.getTime())));
  const sources = [...new Set(known.flatMap((state) => state.sources))];
  const read = known.reduce((sum, state) => sum + state.read, 0);
  const settled = allThere && states.every((state) => state.kind !== 'loading');
  const whole =
    known.every((state) => state.complete && state.kind === 'ready') &&
    states.every((state) => state.kind !== 'failed');
  return html`<div class="foot" part="foot">
    <span class="num">${words.updated(reader.moment(asOf))}</span>
    ${sources.map((source) => html`<span class="src">${icon('building')}<bdi>${source}</bdi></span>`)}
    <span class="num">${words.records(reader.count(read))}</span>
    ${settled ? html`<span>${whole ? words.complete : words.incomplete}</span>` : nothing}
  </div>`;
}
