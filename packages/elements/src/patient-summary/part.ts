import type { TopicState } from '@ehr-widgets/sdk';
import type { Reader } from '../shared/reader.ts';
import { noticesOf, type NoticeWords } from '../shared/state-view.ts';
import { viewOf } from '../shared/topic-controller.ts';
import { warnOnce } from '../shared/warn-once.ts';
import { summaryStrings } from './patient-summary.strings.ts';
import type { AnySection, SectionBody } from './section.ts';

/** A section as it stands now: its topic's state, and its content in words where there is any. */
export interface Part {
  readonly section: AnySection;
  readonly state: TopicState<unknown>;
  readonly view: unknown;
  /** Absent while there is nothing to show, or when the section's own code failed (`broken`). */
  readonly body: SectionBody | undefined;
  readonly broken: boolean;
  readonly notices: readonly NoticeWords[];
}

/** Puts sections into words, each once for as long as its view and its reader are the same. */
export class Parts {
  readonly #bodies = new WeakMap<object, { reader: string; words: object; body: SectionBody | undefined }>();

  of(section: AnySection, state: TopicState<unknown>, reader: Reader): Part {
    const view = viewOf(state) as object | undefined;
    const body = view === undefined ? undefined : this.#body(section, view, reader);
    const notices = noticesOf(state, { reader, noun: section.noun(reader) });
    return { section, state, view, body, broken: view !== undefined && body === undefined, notices };
  }

  #body(section: AnySection, view: object, reader: Reader): SectionBody | undefined {
    // Words such as "today" change with the hour, so they are made again then.
    const hour = Math.floor(reader.now.getTime() / 3_600_000);
    const key = [
      section.name,
      reader.locale,
      reader.persona,
      reader.timeZone,
      reader.kept,
      reader.units?.system,
      hour,
    ].join();
    const known = this.#bodies.get(view);
    const words = summaryStrings.for(reader);
    if (known?.reader === key && known.words === words) return known.body;
    let body: SectionBody | undefined;
    try {
      body = section.body(view, reader);
    } catch (error) {
      const stack = error instanceof Error ? (error.stack ?? '').replace(error.message, '') : '';
      warnOnce(`the summary section "${section.name}" could not be drawn. ${stack}`);
    }
    this.#bodies.set(view, { reader: key, words, body });
    return body;
  }
}

/** Notices about the patient's details, and those that concern more than one part, each with the parts it concerns. */
export function noticesAbove(who: Part, sections: readonly Part[]): { notice: NoticeWords; parts: readonly Part[] }[] {
  const byKey = new Map<string, { notice: NoticeWords; parts: Part[] }>();
  for (const part of [who, ...sections]) {
    for (const notice of part.notices) {
      const entry = byKey.get(notice.key) ?? { notice, parts: [] };
      entry.parts.push(part);
      byKey.set(notice.key, entry);
    }
  }
  return [...byKey.values()].filter(({ parts }) => parts.length > 1 || parts[0] === who);
}
