/** What tests of the record have in common: a topic whose view is easy to read, and waiting for a state. */
import type { PatientRecord } from '../../packages/sdk/src/record/record.ts';
import type { TopicState } from '../../packages/sdk/src/record/state.ts';
import { topic, type Search, type Topic } from '../../packages/sdk/src/topics/topic.ts';

/** A topic whose view is the ids of what was found. */
export const idsTopic = (name: string, ...searches: Search[]): Topic<string[]> =>
  topic({
    name,
    searches,
    view: ({ matches }) => matches.map(({ resource }) => resource.id ?? ''),
    content: (view) => (view.length > 0 ? 'some' : 'none-recorded'),
  });

/** The first state that `accept` agrees to; the watching goes on. */
export function until<View>(
  record: PatientRecord,
  of: Topic<View>,
  accept: (state: TopicState<View>) => boolean,
): Promise<TopicState<View>> {
  return new Promise((resolve) => {
    record.watch(of, (state) => accept(state) && resolve(state));
  });
}

export const settled = (state: TopicState<unknown>): boolean => !['loading', 'waiting'].includes(state.kind);

/** Watches until the topic has settled, and no longer. */
export async function once<View>(record: PatientRecord, of: Topic<View>): Promise<TopicState<View>> {
  let stop: (() => void) | undefined;
  const state = await new Promise<TopicState<View>>((resolve) => {
    stop = record.watch(of, (told) => settled(told) && resolve(told));
  });
  stop?.();
  return state;
}

/** What a state shows; its kind where it shows nothing. */
export function shown<View>(state: TopicState<View>): View | string {
  return state.kind === 'ready' || state.kind === 'stale' ? state.view : state.kind;
}
