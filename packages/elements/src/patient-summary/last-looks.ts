import { html, nothing, type TemplateResult } from 'lit';
import type { Session } from '@ehr-widgets/sdk';
import { icon } from '../shared/icons.ts';
import { looksAt, LookStore, type Looks } from '../shared/look-store.ts';
import type { Reader } from '../shared/reader.ts';
import { lastLookStrings } from './last-looks.strings.ts';
import type { Part } from './part.ts';
import type { Row, SectionBody } from './section.ts';

/**
 * What came since the reader last looked, by choice of the host. A line is new by when it was recorded; what says
 * nothing of that is not marked. What is new stays so for the whole visit, or until the reader says that they have seen it.
 */
export class LastLooks {
  readonly #changed: () => void;
  #visit: Visit | undefined;

  /** @param changed Called when it is known when the reader last looked. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The parts with their new lines marked. Remembers that they have been looked at, once all of them have been read. */
  marked(parts: readonly Part[], key: string, { sources }: Session, reader: Reader): readonly Part[] {
    if (this.#visit?.sources !== sources || this.#visit.key !== key) this.#begin(key, sources);
    const visit = this.#visit;
    if (!visit || visit.records.size === 0) return parts;
    const asOf = asOfAll(parts);
    // What stands in a tab that nobody sees has not been looked at.
    if (asOf && asOf.getTime() !== visit.asOf?.getTime() && document.visibilityState === 'visible') {
      visit.asOf = asOf;
      new LookStore(key).looked(visit.records.values(), asOf);
    }
    return parts.map((part) => (part.body ? { ...part, body: markedBody(part.body, visit, reader) } : part));
  }

  /** Since when lines are marked, and the way to have them no longer so. */
  draw(parts: readonly Part[], reader: Reader): TemplateResult | typeof nothing {
    const visit = this.#visit;
    if (!visit) return nothing;
    const words = lastLookStrings.for(reader);
    const rows = parts.flatMap(({ body }) => [...(body?.rows ?? []), ...(body?.rest?.rows ?? [])]);
    const looks = rows.flatMap((row) =>
      isNew(row, visit) ? (visit.last.get(row.origin.source)?.getTime() ?? []) : [],
    );
    if (looks.length === 0 && !visit.isMarked) return nothing;
    return html`<div class="above" part="notice" tabindex="-1" role="status">
      ${
        looks.length === 0
          ? html`<p class="muted">${words.marked}</p>`
          : html`<div class="note">
              ${icon('star')}
              <div>
                <p class="t">${words.since(reader.moment(new Date(Math.min(...looks))))}</p>
                <p>${words.sinceNext}</p>
                <div class="acts">
                  <button class="btn small" type="button" @click=${this.#markSeen}>${words.markSeen}</button>
                </div>
              </div>
            </div>`
      }
    </div>`;
  }

  #begin(key: string, sources: Session['sources']): void {
    const visit: Visit = { key, sources, records: new Map(), last: new Map(), asOf: undefined, isMarked: false };
    this.#visit = visit;
    void looksAt(sources, key).then((looks) => {
      if (this.#visit !== visit) return;
      Object.assign(visit, looks);
      this.#changed();
    });
  }

  readonly #markSeen = (event: Event): void => {
    const visit = this.#visit;
    if (!visit) return;
    const seen = visit.asOf ?? new Date();
    for (const source of visit.last.keys()) visit.last.set(source, seen);
    visit.isMarked = true;
    // The button goes: the focus stays where the reader is.
    (event.currentTarget as Element).closest<HTMLElement>('.above')?.focus();
    this.#changed();
  };
}

/** One record being looked at. */
interface Visit extends Looks {
  readonly key: string;
  readonly sources: Session['sources'];
  /** As of when it has been looked at. */
  asOf: Date | undefined;
  isMarked: boolean;
}

/** The oldest moment of reading; undefined while something is still to be read, or could not be. */
function asOfAll(parts: readonly Part[]): Date | undefined {
  const states = parts.map(({ state }) => state);
  if (states.some(({ kind }) => kind === 'loading' || kind === 'waiting' || kind === 'failed')) return undefined;
  const times = states.flatMap((state) => ('asOf' in state ? state.asOf.getTime() : []));
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

function markedBody(body: SectionBody, visit: Visit, reader: Reader): SectionBody {
  const words = lastLookStrings.for(reader);
  const { rows, rest, count } = body;
  const newAmong = (some: readonly Row[] = []): string => {
    const found = some.filter((row) => isNew(row, visit)).length;
    return found > 0 ? words.newOnes(reader.count(found)) : '';
  };
  // Each count stands beside that of the lines that it is part of.
  const [shown, folded] = [newAmong(rows), newAmong(rest?.rows)];
  if (!shown && !folded) return body;
  const mark = (row: Row): Row => {
    if (!isNew(row, visit)) return row;
    const word = row.origin.recordedAs === 'lastUpdated' ? words.isNewOrChanged : words.isNew;
    return { ...row, chips: [...(row.chips ?? []), { word, shape: 'star', tone: 'info' }] };
  };
  const beside = (text: string | undefined, counted: string): string => [text, counted].filter(Boolean).join(' · ');
  return {
    ...body,
    rows: rows.map(mark),
    ...(rest && { rest: { rows: rest.rows.map(mark), label: beside(rest.label, folded) } }),
    count: beside(count, shown),
  };
}

function isNew({ origin, struck }: Row, { last }: Visit): boolean {
  const { recorded } = origin;
  const looked = last.get(origin.source);
  if (!looked || !recorded || struck) return false;
  if (recorded.length > 10) return new Date(recorded) > looked;
  // A day without a time may lie on either side of the look: rather once too often. A month tells nothing.
  return recorded.length === 10 && recorded >= looked.toISOString().slice(0, 10);
}
