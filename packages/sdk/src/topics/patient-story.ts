/**
 * The patient's story: what matters to them, in their words (IPS 2.0 Patient Story, LOINC 81338-6).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, hasCode } from '../format/concept.ts';
import { narrativeText } from '../format/narrative.ts';
import { date, list, text } from '../format/read.ts';
import { namedLine, partiesOf, statusOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOfList, listView, maybeSame, type ListedLine, type ListView } from './list-view.ts';
import { topic } from './topic.ts';

export interface StoryLine extends ListedLine {
  /** The story itself, where the record holds its words. Untrusted text. */
  readonly text?: string | undefined;
  readonly authors: readonly Party[];
  /** Titles of the documents that hold it. */
  readonly documents: readonly string[];
}

export type StoryView = ListView<StoryLine>;

const STORY = '81338-6';

export const patientStory = topic<StoryView>({
  name: 'patient-story',
  searches: [
    { type: 'DocumentReference', by: 'patient', params: { type: `http://loinc.org|${STORY}` } },
    { type: 'Composition', by: 'patient', documentsOnly: true },
  ],
  view: (input) => {
    const matches = input.matches.filter(({ resource }) => isStory(resource));
    const own = { ...input, matches };
    return listView(
      [...linesOf(own, 'Composition', sectionLine), ...linesOf(own, 'DocumentReference', documentLine)],
      ({ status }) => status === 'superseded',
      maybeSame(),
    );
  },
  content: contentOfList,
});

function isStory(resource: fhir.FhirResource | undefined): boolean {
  if (resource?.resourceType === 'DocumentReference') return hasCode(conceptOf(resource.type), [STORY]);
  return resource?.resourceType === 'Composition' && storyOf(resource) !== undefined;
}

function storyOf({ section }: fhir.Composition): fhir.CompositionSection | undefined {
  return list(section).find(({ code, text: told }) => hasCode(conceptOf(code), [STORY]) && narrativeText(told?.div));
}

function sectionLine(reading: Reading<fhir.Composition>): StoryLine {
  const { resource } = reading;
  const { status, code } = statusOf(['preliminary', 'final', 'amended', 'entered-in-error'], resource.status);
  const section = storyOf(resource);
  const authors = list(section?.author);
  return {
    ...namedLine(reading, undefined, undefined),
    name: conceptOf(text(section?.title)) ?? conceptOf(section?.code),
    status,
    statusCode: code,
    date: date(resource.date),
    text: narrativeText(section?.text?.div),
    authors: partiesOf(authors.length > 0 ? authors : resource.author, reading),
    documents: [],
  };
}

function documentLine(reading: Reading<fhir.DocumentReference>): StoryLine {
  const { resource } = reading;
  const { status, code } = statusOf(['current', 'superseded', 'entered-in-error'], resource.status);
  return {
    ...namedLine(reading, resource.type, undefined),
    status,
    statusCode: code,
    date: date(resource.date),
    text: text(resource.description),
    authors: partiesOf(resource.author, reading),
    documents: list(resource.content).flatMap(({ attachment }) => text(attachment?.title) ?? []),
  };
}
