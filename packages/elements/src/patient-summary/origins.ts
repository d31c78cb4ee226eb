import { recordOf, type OriginStory, type Session } from '@ehr-widgets/sdk';
import type { Row } from './section.ts';
import { placeOf, type Telling } from './sections/line-words.ts';

type Source = Session['sources'][number];
type Details = Row['details'];

/**
 * Where opened lines come from, asked for when they are opened. It goes with the source: of another patient, and after a
 * sign-out, nothing is kept.
 */
export class Origins {
  readonly #known = new WeakMap<Source, Map<string, OriginStory | 'failed' | undefined>>();

  readonly #changed: () => void;

  /** @param changed Called when there is news. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Call when a line is opened: what could not be read is asked for once more. */
  opened(session: Session | undefined, { reference, origin }: Row): void {
    const known = this.#of(session, origin.source);
    if (known?.get(reference) === 'failed') known.delete(reference);
  }

  /** The story of an open line, with what is known of its origin; asks for that when it is not known. */
  detailsOf(session: Session | undefined, row: Row, told: Telling): Details {
    const { reference, origin, details } = row;
    const known = this.#of(session, origin.source);
    // A line of a document may have no id to ask by.
    if (!session || !known || !reference.includes('/')) return details;
    if (!known.has(reference)) this.#ask(session, known, row);
    const story = known.get(reference);
    if (!story) return details;
    const { words } = told;
    if (story === 'failed') return [...details, [words.writtenBy, words.originUnread]];
    // The source may be called otherwise on this page than the record calls it.
    const source = placeOf({ ...story, sourceName: origin.sourceName }, words);
    const named = details.map(([label, text]): Details[number] => [label, label === words.source ? source : text]);
    const isDocument = session.sources.find(({ id }) => id === origin.source)?.kind === 'bundle';
    const isTold = ([label, text]: Details[number]): boolean =>
      named.some((one) => one[0] === label && one[1] === text);
    return [...named, ...rowsOf(story, told, isDocument).filter((row) => !isTold(row))];
  }

  #ask(session: Session, known: Map<string, OriginStory | 'failed' | undefined>, { reference, origin }: Row): void {
    known.set(reference, undefined);
    const learnt = (story: OriginStory | 'failed'): void => {
      known.set(reference, story);
      this.#changed();
    };
    recordOf(session)
      .origin(reference, origin.source)
      .then(learnt, () => learnt('failed'));
  }

  #of(session: Session | undefined, id: string): Map<string, OriginStory | 'failed' | undefined> | undefined {
    const source = session?.sources.find((one) => one.id === id);
    if (!source) return undefined;
    const known = this.#known.get(source) ?? new Map<string, OriginStory | 'failed' | undefined>();
    this.#known.set(source, known);
    return known;
  }
}

function rowsOf(story: OriginStory, { reader, words }: Telling, isDocument: boolean): Details {
  const { author, organization, transmitter, recorded, recordedAs, received, system } = story;
  const sentBy = transmitter?.name === organization?.name ? '' : reader.party(transmitter);
  const [by, on] = [reader.party(author), reader.day(recorded)];
  // A moment that nobody is named with is called what it was sent as.
  const isWriting = Boolean(by) && recordedAs === 'provenance';
  const rows: Details = [
    [words.writtenBy, isWriting ? [by, on].filter(Boolean).join(' · ') : by],
    [words.recordedAs[recordedAs ?? 'recorded'], isWriting ? '' : on],
    [words.sentBy, sentBy],
    [isDocument ? words.documentDated : words.received, received ? reader.moment(received) : ''],
    [words.system, reader.persona === 'clinician' ? (system ?? '') : ''],
  ];
  return rows.filter(([, text]) => text);
}
