import { html, type TemplateResult } from 'lit';
import type { Range, ResultValue, TopicState } from '@ehr-widgets/sdk';
import { goals, type GoalLine, type GoalsView } from '@ehr-widgets/sdk/more-topics';
import type { ChartGoal } from '@ehr-widgets/sdk/results';
import { nameOf } from '../patient-summary/sections/line-words.ts';
import { valueText } from '../patient-summary/sections/values.ts';
import { drawNotice, noticesOf, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { viewOf } from '../shared/topic-controller.ts';
import type { TestTrend, TrendContext } from './chart-context.ts';
import type { Scale } from './chart-scale.ts';

/** What lines of goals are read from, only once somebody asks for them. */
export const goalTopic = goals;

/** How far apart, in pixels, the marks stand that show the side of a goal, and how long they are. */
const [APART, LONG] = [14, 5];

/** Every goal that stands in the record, in force or over; none until it is read. */
export function goalsIn(state: TopicState<GoalsView>): readonly GoalLine[] {
  const view = viewOf(state);
  return view ? [...view.current, ...view.past] : [];
}

/** What the goals of the tests are, in words; what is on no chart, with why; what could not be read. */
export function drawGoals(
  state: TopicState<GoalsView>,
  all: readonly TestTrend[],
  { told, words }: TrendContext,
  retry: () => void,
): TemplateResult {
  const { reader } = told;
  const noun = words.goalsNoun;
  if (!viewOf(state)) return html`<div class="goals">${stateMessage(state, { reader, noun }, retry)}</div>`;
  const apart = all.flatMap(({ goalsApart }) => goalsApart);
  const hasSome = apart.length > 0 || all.some((one) => one.goals.size > 0);
  return html`<div class="goals">
    ${noticesOf(state, { reader, noun }).map((notice) => drawNotice(notice, retry, stateStrings.for(reader).tryAgain))}
    <p class="muted">${hasSome ? words.goalsNote : words.noGoals}</p>
    ${apart.map(
      ({ goal, target, why }) =>
        html`<p class="muted num">
          <bdi>${words.goalsApart[why](goalText({ goal, target, range: {} }, { told, words }))}</bdi>
        </p>`,
    )}
  </div>`;
}

/** A goal as sent, with its value, what that was converted to, from when it holds and by when. */
export function goalText(
  { goal, target, converted }: ChartGoal,
  { told, words }: Pick<TrendContext, 'told' | 'words'>,
): string {
  const { reader, values } = told;
  const value = target.value.kind === 'none' ? '' : valueText(target.value, values);
  const also = converted ? `≈\u00a0${convertedText(converted, target.value, told)}` : '';
  const facts = [
    goal.start ? words.goalFrom(reader.calendarDay(goal.start)) : '',
    target.dueDate ? words.goalUntil(reader.calendarDay(target.dueDate)) : reader.duration(target.dueIn),
    goal.origin.sourceName,
  ];
  return words.goal(nameOf(goal, values), [value, also].filter(Boolean).join(', '), reader.list(facts));
}

/** With the comparator that was sent: "below" is not "or below". */
function convertedText({ low, high }: Range, value: ResultValue, { reader, values }: TrendContext['told']): string {
  const end = value.kind === 'quantity' ? (high ?? low) : undefined;
  if (value.kind !== 'quantity' || !end) return reader.range({ low, high }, values.words);
  const { comparator } = value.quantity;
  return reader.quantity({ ...end, ...(comparator && { comparator }) });
}

/**
 * A line at each end, from when the goal holds, with marks on the side that is to be reached. It is no band: that is what the
 * reference range is.
 */
export function goalLines({ range: { low, high }, from = -Infinity }: ChartGoal, scale: Scale): string {
  const { x, y, left, right } = scale;
  const start = Math.min(Math.max(x(from), left), right);
  const line = (value: number | undefined, side: number): string => {
    if (value === undefined || start >= right) return '';
    const height = y(value);
    let drawn = `M${start.toFixed(1)} ${height.toFixed(1)}H${right.toFixed(1)}`;
    for (let place = start + APART / 2; side !== 0 && place < right; place += APART)
      drawn += `M${place.toFixed(1)} ${height.toFixed(1)}v${side * LONG}`;
    return drawn;
  };
  // The value itself has no side.
  return low === high ? line(low, 0) : line(low, -1) + line(high, 1);
}
