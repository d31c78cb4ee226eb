/**
 * Results that a laboratory put right: every version it sent, each naming the one it replaces; or changed in place.
 * @module
 */
import type { Observation } from 'fhir/r4.js';
import type { LabTest } from '../codes/labs.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';
import { result, type SampleDetails } from './laboratory.ts';
import { provenance } from './provenance.ts';
import { interpretation, judge, valueElement, type ResultValue } from './result.ts';

const REPLACES = 'http://hl7.org/fhir/StructureDefinition/observation-replaces';

/** One version, and why the laboratory took it back. The last has no reason: it holds. */
export interface Version {
  readonly value: ResultValue;
  readonly issued: string;
  readonly withdrawn?: string;
}

/** Files the versions of one result, oldest first; the last is `corrected`, the others `entered-in-error`. */
export function corrections(
  chart: Chart,
  sample: SampleDetails & { readonly by: string },
  test: LabTest,
  versions: readonly Version[],
): Filed<Observation>[] {
  const filed: Filed<Observation>[] = [];
  for (const { value, issued, withdrawn } of versions) {
    const before = filed.at(-1);
    const one = result(chart, { ...sample, issued }, [
      test,
      value,
      withdrawn === undefined
        ? { status: 'corrected', note: `Corrected ${versions.length - 1} times.` }
        : { status: 'entered-in-error', note: withdrawn },
    ]);
    if (before) one.extension = [{ url: REPLACES, valueReference: referenceTo(before) }];
    filed.push(one);
  }
  const last = filed.at(-1);
  const issued = versions.at(-1)?.issued;
  if (last && issued !== undefined) {
    const story = provenance(chart, [referenceTo(last)], {
      recorded: issued,
      author: sample.by,
      activity: ['UPDATE', 'revise'],
    });
    story.entity = filed.slice(0, -1).map((one) => ({ role: 'revision', what: referenceTo(one) }));
  }
  return filed;
}

/** Notes what a final result was first reported as, before it was changed in place and called corrected. */
export function firstReported(
  chart: Chart,
  filed: Filed<Observation>,
  test: LabTest,
  first: { readonly value: ResultValue; readonly issued: string },
): void {
  const flag = judge(first.value, test);
  const { note: _note, interpretation: _flag, ...kept } = filed;
  const before: Filed<Observation> = {
    ...kept,
    ...valueElement(first.value, test.unit),
    ...(flag && { interpretation: [interpretation(flag)] }),
    id: filed.id,
    status: 'final',
    issued: first.issued,
  };
  chart.changed(filed, before, { before: first.issued, now: filed.issued ?? first.issued });
}
