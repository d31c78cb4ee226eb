import type { Concept, Origin, Topic } from '@ehr-widgets/sdk';
import type { DocumentSectionName } from '@ehr-widgets/sdk/summary-document';
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
  /** Other entries of the record that the line tells of too: of other sources, or earlier ones. */
  readonly also?: readonly Pick<Row, 'reference' | 'origin'>[] | undefined;
  readonly main: string;
  /** What it shares with the lines beside it, as the year of visits: said before the first of them once all are shown. */
  readonly group?: string | undefined;
  /** The measured value and its unit, for sections laid out as results or tiles. */
  readonly value?: string | undefined;
  readonly unit?: string | undefined;
  /** The value in the units that the reader is used to; stands beside the one recorded, never in its place. */
  readonly converted?: string | undefined;
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
  /** The section of the document that it was read in, where that is none of the summary's. */
  readonly inSection?: Concept | undefined;
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
  /** Said where there are several sources and the text does not name them. */
  readonly sources?: readonly string[] | undefined;
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
  /** Recorded statements that there is none, or that nothing is known, whether they are said as lines or not. */
  readonly statements?: readonly Pick<Row, 'reference' | 'origin' | 'main'>[] | undefined;
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
  /** Read once the other sections have been, and drawn below them where the host gave no order. */
  readonly later?: boolean;
  /** The section of a summary document that its lines go into; that of the section's own name when left out. */
  readonly document?: DocumentSectionName;
  /** Where those of its `rest` go instead. */
  readonly documentOfRest?: DocumentSectionName;
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

/** Names in a string, `all`, or names and sections of the host's own in a list. */
type Choice = string | readonly (string | AnySection)[];

/** What a host may give as `sections`: a choice for everybody, or one for each kind of reader. */
export type SectionChoice = Choice | Readonly<Partial<Record<Persona, Choice>>>;

/** The sections to show, as far as they are there. */
export interface Chosen {
  readonly sections: readonly AnySection[];
  /** The host gave no order: later sections stand below the others. */
  readonly usual: boolean;
  /** Some of them are among the later ones. */
  readonly wantsLater: boolean;
}

/** Sections that load after the standard ones, by name, so that a choice of them is known for one before they are there. */
const LATER = (
  'alerts procedures devices care-team care-plans goals social-history functional-status pregnancy ' +
  'advance-directives patient-story also-in-document past-problems'
).split(' ');

/**
 * Those chosen, in their order; else those given as `standard` and `later` that suit the reader.
 * @param later Undefined until they have been loaded. `named` are shown only where they are chosen.
 */
export function chooseSections(
  given: SectionChoice | undefined | null,
  standard: readonly AnySection[],
  later: { readonly usual: readonly AnySection[]; readonly named: readonly AnySection[] } | undefined,
  persona: Persona,
): Chosen {
  const choice = isByPersona(given) ? given[persona] : given;
  const usual = [...standard, ...(later?.usual ?? [])];
  const wanted = typeof choice === 'string' ? choice.split(/[\s,]+/).filter(Boolean) : choice;
  if (!wanted || wanted.length === 0 || (wanted.length === 1 && wanted[0] === 'all')) {
    const all = wanted?.length === 1;
    const sections = all ? usual : usual.filter((section) => section.personas?.includes(persona) ?? true);
    return { sections, usual: true, wantsLater: true };
  }
  if (!Array.isArray(wanted)) {
    warnOnce('`sections` is neither names nor a list; the standard sections are shown.');
    return { sections: usual, usual: true, wantsLater: true };
  }
  const known = [...usual, ...(later?.named ?? [])];
  const sections = wanted.flatMap((item: string | AnySection) => {
    if (typeof item === 'object' && item?.topic) return [item];
    const name = typeof item === 'string' ? item : 'an object without a topic';
    const section = registry.get(name) ?? known.find((one) => one.name === name);
    if (!section && (later || !LATER.includes(name))) warnOnce(`There is no summary section named "${name}".`);
    return section ? [section] : [];
  });
  const wantsLater = wanted.some((item) => typeof item === 'string' && LATER.includes(item) && !registry.has(item));
  return { sections, usual: false, wantsLater };
}

function isByPersona(given: SectionChoice | undefined | null): given is Readonly<Partial<Record<Persona, Choice>>> {
  return typeof given === 'object' && given !== null && ('patient' in given || 'clinician' in given);
}
