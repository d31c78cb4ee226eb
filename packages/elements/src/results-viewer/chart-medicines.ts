import { html, nothing, type TemplateResult } from 'lit';
import { medications, type MedicationsView, type TopicState } from '@ehr-widgets/sdk';
import { medicineStarts, type MedicineStart } from '@ehr-widgets/sdk/results';
import { medicationNameStrings } from '../medication-list/name.strings.ts';
import type { Reader } from '../shared/reader.ts';
import { drawNotice, noticesOf, stateMessage } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { viewOf } from '../shared/topic-controller.ts';
import type { MedicineMark, Medicines, TrendChoice, TrendContext } from './chart-context.ts';

/** What marks of medicines are read from, only once somebody asks for them. */
export const medicineTopic = medications;

/** More than that would hide the results: then those to mark are chosen by hand. */
const MANY = 8;
/** Dates of one medicine that are told. */
const DATES = 3;

/** The medicines of the record by name, the one begun last first, each with a number to find its marks by. */
export function medicinesOf(
  state: TopicState<MedicationsView>,
  { marked }: TrendChoice,
  reader: Reader,
): Medicines | undefined {
  const view = viewOf(state);
  if (!view) return undefined;
  const { starts, undated } = startsOf(view);
  const byName = new Map<string, MedicineStart[]>();
  for (const start of starts) {
    const name = reader.concept(start.name);
    byName.set(name, [...(byName.get(name) ?? []), start]);
  }
  const last = ([, of]: readonly [string, readonly MedicineStart[]]): number => of.at(-1)?.time ?? 0;
  const names = [...byName].sort((one, other) => last(other) - last(one));
  const marks = names.map(([name, of], index): MedicineMark => {
    return { number: index + 1, name, starts: of, isMarked: marked?.has(name) ?? names.length <= MANY };
  });
  return { marks, undated };
}

function startsOf(view: MedicationsView): ReturnType<typeof medicineStarts> {
  const known = found.get(view) ?? medicineStarts([...view.current, ...view.past]);
  found.set(view, known);
  return known;
}

const found = new WeakMap<MedicationsView, ReturnType<typeof medicineStarts>>();

/** The medicines in words, each to be marked or not; what is missing of them is said. */
export function drawMedicines(
  state: TopicState<MedicationsView>,
  medicines: Medicines | undefined,
  { told, words, choose }: TrendContext,
  retry: () => void,
): TemplateResult | typeof nothing {
  const { reader } = told;
  const { noun } = medicationNameStrings.for(reader);
  if (!medicines) return stateMessage(state, { reader, noun }, retry);
  const { marks, undated } = medicines;
  const chosen = new Set(marks.filter(({ isMarked }) => isMarked).map(({ name }) => name));
  const mark = (name: string, isMarked: boolean): void => {
    if (isMarked) chosen.add(name);
    else chosen.delete(name);
    choose({ marked: chosen });
  };
  return html`${noticesOf(state, { reader, noun }).map((notice) => drawNotice(notice, retry, stateStrings.for(reader).tryAgain))}
    ${marks.length === 0 ? html`<p class="muted">${words.noMedicines}</p>` : html`<p class="muted">${words.medicinesNote}</p>`}
    <ul class="meds">
      ${marks.map(
        ({ number, name, starts, isMarked }) =>
          html`<li>
            <label
              ><input
                type="checkbox"
                .checked=${isMarked}
                @change=${({ currentTarget }: Event) => mark(name, (currentTarget as HTMLInputElement).checked)}
              /><span class="num">${number}</span> <bdi>${name}</bdi></label
            >
            <bdi class="muted num">${datesOf(starts, { told, words })}</bdi>
          </li>`,
      )}
    </ul>
    ${undated.length > 0 ? html`<p class="muted num">${words.undatedMedicines(reader.list(undated.map(({ name }) => reader.concept(name))))}</p>` : nothing}`;
}

/** The first, and the newest of those after it. */
export function datesOf(
  starts: readonly MedicineStart[],
  { told, words }: Pick<TrendContext, 'told' | 'words'>,
): string {
  const { reader } = told;
  const [first, ...later] = starts;
  const shown = first ? [first, ...later.slice(-(DATES - 1))] : [];
  const further = starts.length - shown.length;
  return reader.list([
    ...shown.map(({ date, by }) => words.began[by](reader.calendarDay(date))),
    further > 0 ? words.furtherDates(reader.count(further)) : '',
  ]);
}
