import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { EhrError, recordOf, toJson, type Session } from '@ehr-widgets/sdk';
import type { Reader } from '../shared/reader.ts';
import { rawStrings } from './raw.strings.ts';
import type { Row } from './section.ts';

type Source = Session['sources'][number];
type Resource = Pick<Row, 'reference' | 'origin'>;
type Known = { readonly json: string } | { readonly failure: string } | 'reading';

/**
 * The resources that an opened line was made of, as their source has them now: each asked for when it is looked at. As
 * with stories, of another patient and after a sign-out nothing is kept.
 */
export class RawResources {
  readonly #known = new WeakMap<Source, Map<string, Known>>();
  readonly #changed: () => void;

  /** @param changed Called when there is news. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** One part to unfold for each resource of the line: of all sources, and of all entries that it brings together. */
  draw(session: Session | undefined, row: Row, reader: Reader): TemplateResult {
    const all = [row, ...(row.also ?? [])].filter(({ reference }) => reference);
    const distinct = [...new Map(all.map((one) => [nameOf(one), one])).values()];
    return html`<div class="raws">
      ${repeat(distinct, nameOf, (resource) => this.#one(session, resource, reader))}
    </div>`;
  }

  #one(session: Session | undefined, resource: Resource, reader: Reader): TemplateResult {
    const words = rawStrings.for(reader);
    const { reference, origin } = resource;
    const known = this.#of(session, resource)?.get(reference);
    return html`<details @toggle=${(event: Event) => this.#toggled(event, session, resource)}>
      <summary>${words.title} <bdi>${reference}</bdi> · <bdi>${origin.sourceName}</bdi></summary>
      ${
        // A line of a document may have no id to ask by.
        !reference.includes('/')
          ? html`<p>${words.withoutId}</p>`
          : known === undefined || known === 'reading'
            ? html`<p>${words.reading}</p>`
            : 'failure' in known
              ? html`<p>${words.failed} <bdi>${known.failure}</bdi></p>`
              : html`<pre dir="ltr" translate="no" tabindex="0" role="region" aria-label=${reference}>
${known.json}</pre>`
      }
    </details>`;
  }

  #toggled({ currentTarget }: Event, session: Session | undefined, resource: Resource): void {
    const { reference, origin } = resource;
    const known = this.#of(session, resource);
    if (!session || !known || !(currentTarget as HTMLDetailsElement).open || !reference.includes('/')) return;
    const before = known.get(reference);
    // What could not be read is asked for again when it is opened again.
    if (before !== undefined && !(typeof before === 'object' && 'failure' in before)) return;
    const learnt = (news: Known): void => {
      known.set(reference, news);
      this.#changed();
    };
    learnt('reading');
    recordOf(session)
      .resource(reference, origin.source)
      .then(
        (whole) => learnt({ json: toJson(whole, 2) }),
        (error: unknown) => learnt({ failure: error instanceof EhrError ? error.code : '' }),
      );
  }

  #of(session: Session | undefined, { origin }: Resource): Map<string, Known> | undefined {
    const source = session?.sources.find(({ id }) => id === origin.source);
    if (!source) return undefined;
    const known = this.#known.get(source) ?? new Map<string, Known>();
    this.#known.set(source, known);
    return known;
  }
}

function nameOf({ reference, origin }: Resource): string {
  return `${origin.source} ${reference}`;
}
