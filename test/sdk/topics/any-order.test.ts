/**
 * A view is the same however its resources came: servers page as they like, repeat themselves, and answer in any order.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FhirResource } from 'fhir/r4.js';
import { serialize } from '../../../packages/sandbox/src/patients/decimal.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';
import { storiesOf } from '../../../packages/sandbox/src/patients/stories/stories.ts';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { namedPatient } from '../../../packages/sdk/src/fhir/subject.ts';
import type { Elsewhere } from '../../../packages/sdk/src/topics/elsewhere.ts';
import type { Line, SourcedResource, Topic } from '../../../packages/sdk/src/topics/topic.ts';
import { randomOf, shuffled } from '../../support/random.ts';
import {
  keysShown,
  received,
  repeated,
  shownOf,
  withOlderCopies,
  type Holdings,
  type Received,
} from './support/arrangements.ts';
import { examples } from './support/corpus.ts';
import { smallHoldings } from './support/small-records.ts';
import { choosing, topics } from './support/topics.ts';

const ofPatient = (resources: readonly FhirResource[], patient: string | undefined): FhirResource[] =>
  patient === undefined
    ? []
    : resources.filter((one) => (one.resourceType === 'Patient' ? one.id : (namedPatient(one) ?? patient)) === patient);

/** Everybody of the sandbox, with all that their one or two organisations hold. */
function storied(): [name: string, Holdings][] {
  const options = { seed: 1, today: new Date('2026-03-02T09:00:00Z') };
  const [hospital, clinic] = (['university-hospital', 'city-clinic'] as const).map((organisation) =>
    generatePatients({ ...options, organisation }).map((one) => parseJson(serialize(one)) as FhirResource),
  ) as [FhirResource[], FhirResource[]];
  return storiesOf('S').map(({ key, records }) => [
    key,
    {
      hospital: ofPatient(hospital, records['university-hospital']?.patientId),
      clinic: ofPatient(clinic, records['city-clinic']?.patientId),
    },
  ]);
}

/** Synthea's people, each held by one place, and by a second one in part. */
function generated(): [name: string, Holdings][] {
  return examples('synthea').map(({ file, resources }) => {
    const next = randomOf(7);
    return [file, { one: resources, other: resources.filter(() => next() < 0.5) }];
  });
}

const people = [...storied(), ...generated()];

/** A view is the same whatever came first, twice, or again in an older copy; and nothing of what came is left out. */
function holds(topic: Topic<unknown>, holdings: Holdings, seed: number): void {
  const next = randomOf(seed);
  // The patient who heads the page is the first place's: its order is the host's to give.
  const sources = topic.name === 'patient' ? Object.keys(holdings) : shuffled(Object.keys(holdings), next);
  const sent = received(holdings);
  const inAnyOrder = (all: typeof sent): typeof sent => {
    const mixed = shuffled(all, next);
    return topic.name === 'patient'
      ? sources.flatMap((source) => mixed.filter(({ origin }) => origin.source === source))
      : mixed;
  };
  const shown = shownOf(topic, sent);
  const keys = keysShown(topic, sent);
  for (const { origin, resource } of ownOf(topic, sent)) {
    assert.ok(keys.has(`${origin.source}/${resource.resourceType}/${resource.id}`), `${resource.id} is shown`);
  }
  const bySource = sources.flatMap((source) => sent.filter(({ origin }) => origin.source === source));
  assert.equal(shownOf(topic, bySource), shown, 'sources in another order');
  assert.equal(shownOf(topic, inAnyOrder(sent), [next(), next()].sort()), shown, 'in another order');
  assert.equal(shownOf(topic, inAnyOrder(repeated(sent, next))), shown, 'some of it twice');
  const { now, mixed } = withOlderCopies(sent, next);
  assert.equal(shownOf(topic, inAnyOrder(mixed)), shownOf(topic, now), 'with copies from before the last change');
}

/** What a topic's searches bring; of topics that choose among it nothing is expected to be shown. */
const ownOf = (topic: Topic<unknown>, sent: Received): Received =>
  (choosing.includes(topic) ? [] : sent).filter(({ resource }) =>
    topic.searches.some(({ type }) => type === resource.resourceType),
  );

interface Shown {
  readonly elsewhere?: ReadonlyMap<string, Elsewhere>;
  readonly resultsElsewhere?: ReadonlyMap<string, Elsewhere>;
}

/** A line, with those that it stands for in its list. */
interface ShownLine extends Line {
  readonly entries?: readonly Line[];
  readonly history?: readonly Line[];
  readonly possibleDuplicates?: readonly string[];
}

/** Lines of lists that are merged, each without its twin at the other place. */
function alone(topic: Topic<unknown>, sent: Received): string[] {
  const view = topic.view({ matches: ownOf(topic, sent), resolve: () => undefined, now: new Date('2026-03-02') });
  const { elsewhere, resultsElsewhere } = view as Shown;
  const lists = Object.entries(view as object).filter(([name, list]) => Array.isArray(list) && !APART.includes(name));
  const lines = lists.flatMap(([, list]) => list as readonly ShownLine[]);
  return lines.flatMap(({ key, entries = [], history = [], possibleDuplicates = [] }) => {
    const told = elsewhere?.get(key) ?? resultsElsewhere?.get(key);
    const shown = [...entries, ...history, ...(told?.also ?? []), ...(told?.doubtful ?? [])];
    const also = [...shown.map((line) => line.key), ...possibleDuplicates];
    const twin = key.startsWith('one#2/') ? key.replace('one#2/', 'one/') : key.replace('one/', 'one#2/');
    return also.includes(twin) ? [] : key;
  });
}

/** What is no line that could be merged (docs/merging.md), and lists made of lines that stand in others too. */
const APART = [
  'enteredInError',
  'resultsInError',
  'allInError',
  'refuted',
  'noneStatements',
  'others',
  'mismatches',
  'tests',
  'signs',
];
/** A dose of which nobody says when it was given could be any other. */
const isUndated = ({ resource }: SourcedResource): boolean =>
  resource.resourceType === 'Immunization' && !resource.occurrenceDateTime;

for (const topic of topics) {
  describe(`what ${topic.name} shows does not hang on how it came:`, () => {
    for (const [who, holdings] of people) {
      it(who, () => {
        fc.assert(
          fc.property(fc.nat(), (seed) => holds(topic, holdings, seed)),
          { numRuns: 1, seed: 1 },
        );
      });
    }

    it('one place listed twice is the same place twice: each line stands with its twin', () => {
      for (const [who, { hospital = [], one = hospital }] of people) {
        const sent = received({ one, 'one#2': one }).filter((each) => !isUndated(each));
        assert.deepEqual(alone(topic, sent), [], who);
      }
    });

    it('little records of which much is alike', () => {
      fc.assert(
        fc.property(smallHoldings(topic), fc.nat(), (holdings, seed) => holds(topic, holdings, seed)),
        { numRuns: 100, seed: 1 },
      );
    });
  });
}
