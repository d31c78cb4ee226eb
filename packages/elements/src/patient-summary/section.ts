import type { Origin, Topic } from '@ehr-widgets/sdk';
import type { TemplateResult } from 'lit';
import type { Chip } from '../shared/chip.ts';
import type { IconName } from '../shared/icons.ts';
import type { Reader } from '../shared/reader.ts';
import type { TopicNoun } from '../shared/state.strings.ts';
import type { Persona } from '../shared/surroundings.ts';
import { warnOnce } from '../shared/warn-once.ts';

/** One line of a section, in words. Strings land as text nodes only. */
export interface Row {
  readonly key: string;
  /** What `ehr-open` carries when the line is opened. */
  readonly reference: string;
  readonly origin: Origin;
  readonly main: string;
  /** The measured value and its unit, for sections laid out as results or tiles. */
  readonly value?: string | undefined;
  readonly unit?: string | undefined;
  /** At the end of the line: a date, as a rule. */
  readonly side?: string | undefined;
  readonly chips?: readonly Chip[] | undefined;
  readonly sub?: readonly string[] | undefined;
  /** Names of all sources that tell of this thing, where they are more than `origin`. */
  readonly sources?: readonly string[] | undefined;
  /** Lines of other sources that may tell of the same thing, in words. */
  readonly doubts?: readonly string[] | undefined;
  /** What each source tells, where they tell it differently; drawn side by side. */
  readonly tellings?: readonly (readonly [source: string, text: string])[] | undefined;
  /** A picture of the values over time; `label` says the same in words. */
  readonly trend?:
    | {
        readonly values: readonly number[];
        readonly label: string;
        /** The reference range, in the values' unit; open where a limit is absent. */
        readonly range?: { readonly low?: number; readonly high?: number } | undefined;
      }
    | undefined;
  /** Drawn with a dashed edge: too old to rely on. */
  readonly old?: boolean | undefined;
  /** Entered in error: struck through. */
  readonly struck?: boolean | undefined;
  /** Never left out of the first view of the section. */
  readonly pinned?: boolean | undefined;
  /** The rest of the line's story, shown in place when the reader opens it. */
  readonly details: readonly (readonly [label: string, text: string])[];
}

/** Something that can harm: drawn as a strip above all sections. */
export interface Alarm {
  readonly key: string;
  readonly shape: IconName;
  readonly title: string;
  readonly text: string;
  readonly side?: string | undefined;
  readonly row?: Row | undefined;
}

/** Something to know about a whole section. */
export interface SectionNote {
  readonly title: string;
  readonly text: string;
}

/** A section's content in words. */
export interface SectionBody {
  /** After the title, for instance `5 active`. */
  readonly count?: string | undefined;
  /** Shown first, in this order. */
  readonly rows: readonly Row[];
  /** Shown in place when the reader asks for everything; `label` is the button's word. */
  readonly rest?: { readonly rows: readonly Row[]; readonly label: string } | undefined;
  readonly alarms?: readonly Alarm[] | undefined;
  readonly notes?: readonly SectionNote[] | undefined;
  /** Said when `rows` is empty; `known` when somebody recorded that there is none. */
  readonly none?: { readonly known: boolean; readonly title: string; readonly text: string } | undefined;
}

/** One section of the patient summary. Hosts add their own with `registerSummarySection`. */
export interface SummarySection<View> {
  /** Named in the `sections` attribute. */
  readonly name: string;
  readonly topic: Topic<View>;
  /** Where it stands when there is room for columns: who the person is, what they take, how they are now. */
  readonly column: 1 | 2 | 3;
  readonly layout?: 'rows' | 'tiles' | 'results';
  readonly title: (reader: Reader) => string;
  readonly noun: (reader: Reader) => TopicNoun;
  /** Lines of the topic's view, in words. */
  readonly body: (view: View, reader: Reader) => SectionBody;
  /** Draws the content in a way of its own, in place of the lines. */
  readonly render?: (view: View, reader: Reader) => TemplateResult | Node;
  /** Readers it is meant for by default. All, when left out. */
  readonly personas?: readonly Persona[];
}

/** A section of any view. `any`, because a section both gives and takes its view, and is only ever given its own topic's. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnySection = SummarySection<any>;

const registry = new Map<string, AnySection>();

/** Makes a section known by its name, or takes the place of one. It is shown by elements whose `sections` name it. */
export function registerSummarySection<View>(section: SummarySection<View>): void {
  registry.set(section.name, section);
}

/** What a host may give as `sections`: names in a string, or names and sections of its own in a list. */
export type SectionChoice = string | readonly (string | AnySection)[];

/** The sections to show: those chosen, in their order, else those given as `standard` that suit the reader. */
export function chooseSections(
  choice: SectionChoice | undefined | null,
  standard: readonly AnySection[],
  persona: Persona,
): readonly AnySection[] {
  if (choice === undefined || choice === null || choice === '') {
    return standard.filter((section) => section.personas?.includes(persona) ?? true);
  }
  const wanted = typeof choice === 'string' ? choice.split(/[\s,]+/).filter(Boolean) : choice;
  if (!Array.isArray(wanted)) {
    warnOnce('`sections` is neither names nor a list; the standard sections are shown.');
    return standard;
  }
  return wanted.flatMap((item: string | AnySection) => {
    if (typeof item === 'object' && item?.topic) return [item];
    const name = typeof item === 'string' ? item : 'an object without a topic';
    const section = registry.get(name) ?? standard.find((one) => one.name === name);
    if (!section) warnOnce(`There is no summary section named "${name}".`);
    return section ? [section] : [];
  });
}
