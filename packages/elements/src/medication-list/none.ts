import type { TopicState } from '@ehr-widgets/sdk';
import type { MedicationListView } from '@ehr-widgets/sdk/medications';
import type { IconName } from '../shared/icons.ts';
import { viewsOf, type ViewName } from './choice.ts';
import { nameOf, type Telling } from './telling.ts';

/** What is said where a list would stand. */
export interface NoneWords {
  readonly shape: IconName;
  readonly title: string;
  readonly text: string;
}

/**
 * What an empty view says: a recorded "none", that something may be missing, that what there is stands elsewhere, or simply
 * that nothing is recorded. They are different things to a reader.
 */
export function noneOf(list: MedicationListView, view: ViewName, state: TopicState<unknown>, told: Telling): NoneWords {
  const { reader, words } = told;
  const about = list.noneStatements.find((one) => one.kind === 'known-none' && one.about === 'all');
  const stated = about !== undefined || ('content' in state && state.content === 'known-none');
  if (stated && (view === 'current' || view === 'all'))
    return { shape: 'ring-check', title: words.knownNone, text: about ? recorded(about, told) : '' };
  if ('complete' in state && !state.complete)
    return { shape: 'unknown', title: words.nothingArrived, text: words.nothingArrivedNext };
  const views = viewsOf(list);
  const others = (['current', 'past', 'proposed'] as const)
    .filter((name) => name !== view && views[name].length > 0)
    .map((name) => `${words.views[name]} ${reader.count(views[name].length)}`);
  const title = words.nothingIn[view];
  if (others.length > 0) return { shape: 'unknown', title, text: words.nothingInNext(reader.list(others)) };
  const unasked = list.noneStatements.some(({ kind }) => kind === 'no-information');
  return { shape: 'unknown', title: words.nothing, text: unasked ? words.noInformation : words.nothingNext };
}

/** A "none" beside medicines in use, which it denies: both are told. */
export function contradictionOf(
  { contradicted, noneStatements }: MedicationListView,
  told: Telling,
): { readonly title: string; readonly text: string } | undefined {
  if (!contradicted) return undefined;
  const none = noneStatements.filter(({ kind }) => kind === 'known-none');
  const names = told.reader.list(none.map((one) => nameOf(one, told)));
  const text = [...none.map((one) => recorded(one, told)), told.words.contradictedNext].join(' ');
  return { title: told.words.contradicted(names), text };
}

function recorded(
  { date, assertedBy, recordedBy, origin }: MedicationListView['noneStatements'][number],
  { reader, words }: Telling,
): string {
  return words.knownNoneBy(reader.day(date), reader.party(assertedBy) || reader.party(recordedBy) || origin.sourceName);
}
