import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../shared/icons.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { drawSections, type LayoutContext } from './layout.ts';
import type { Part } from './part.ts';
import { alsoInDocumentSection } from './sections/findings.ts';
import { laterStrings } from './sections/later.strings.ts';

/**
 * The sections that were read after the others: each that has something to tell, and one more that names those that have
 * nothing, may not be shown, or are still being read. Ten empty sections would hide the eleventh.
 */
export function drawLater(parts: readonly Part[], shared: ReadonlySet<string>, context: LayoutContext): TemplateResult {
  // That a document holds nothing else goes without saying.
  const saying = parts.filter((part) => part.section !== alsoInDocumentSection || silence(part, shared) !== 'none');
  const silent = groups(saying, shared);
  const named = [...silent.values()].flat();
  const told = saying.filter((part) => !named.includes(part));
  return html`<div class="later">${drawSections(told, shared, context, gathered(silent, context))}</div>`;
}

type Silence = 'loading' | 'none' | 'denied' | 'unsupported';

/** Why a section has nothing of its own to say; undefined where it has. What is `shared` is told above all sections. */
function silence({ state, body, notices, broken }: Part, shared: ReadonlySet<string>): Silence | undefined {
  if (state.kind === 'denied' || state.kind === 'unsupported') return state.kind;
  if (state.kind === 'loading') return body?.rows.length ? undefined : 'loading';
  // What could not be read again says no more than what was read before: that it is old is told as every other remark.
  const isRead = state.kind === 'ready' || state.kind === 'stale';
  if (!isRead || state.content !== 'none-recorded' || !state.complete || broken) return undefined;
  const says =
    notices.some(({ key }) => !shared.has(key)) || !body || body.rows.length > 0 || body.rest || body.notes?.length;
  return says || body.none?.known ? undefined : 'none';
}

function groups(parts: readonly Part[], shared: ReadonlySet<string>): Map<Silence, Part[]> {
  const found = new Map<Silence, Part[]>();
  for (const part of parts) {
    const why = silence(part, shared);
    if (why) found.set(why, [...(found.get(why) ?? []), part]);
  }
  return found;
}

const SHAPES: Readonly<Record<Silence, IconName>> = {
  loading: 'clock',
  none: 'unknown',
  denied: 'lock',
  unsupported: 'unplugged',
};

function gathered(silent: ReadonlyMap<Silence, Part[]>, context: LayoutContext): TemplateResult | undefined {
  const { reader, level } = context;
  const words = laterStrings.for(reader);
  if (silent.size === 0) return undefined;
  const order: readonly Silence[] = ['loading', 'none', 'denied', 'unsupported'];
  return html`<section
    part="section not-shown"
    aria-labelledby="section-more"
    aria-busy=${silent.has('loading') ? 'true' : 'false'}
  >
    <div class="head">
      <div class="h" id="section-more" role="heading" aria-level=${level + 1}>${words.others}</div>
    </div>
    <ul class="rows">
      ${order.map((why) => {
        const of = silent.get(why);
        if (!of) return nothing;
        const titles = reader.list(of.map(({ section }) => section.title(reader)));
        return html`<li class="plain">
          <span class="t">${icon(SHAPES[why])}${words.silence[why]}</span>
          <span class="sub"><bdi>${titles}</bdi></span>
          <span class="sub">${next(why, of, context)}</span>
        </li>`;
      })}
    </ul>
  </section>`;
}

/** What the reader may take from it, and what they can do. */
function next(why: Silence, parts: readonly Part[], { reader }: LayoutContext): string {
  const words = stateStrings.for(reader);
  const later = laterStrings.for(reader);
  const states = parts.map(({ state }) => state);
  switch (why) {
    case 'loading':
      return '';
    case 'none':
      return later.noneNext;
    case 'denied': {
      const scopes = states.flatMap((state) => (state.kind === 'denied' ? state.scopes : []));
      return words.deniedNext(later.theseNoun, [...new Set(scopes)].join(' '));
    }
    case 'unsupported': {
      const known = states.filter((state) => state.kind === 'unsupported');
      const sources = reader.list(known.flatMap((state) => state.sources));
      return words.unsupportedNext(later.theseNoun, sources, reader.list(known.flatMap(({ types }) => types)));
    }
  }
}
