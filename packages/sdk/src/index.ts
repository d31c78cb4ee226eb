export type { Topic } from './topics/topic.ts'; export type { TopicState } from './record/state.ts'; export { EhrError } from './errors.ts';
