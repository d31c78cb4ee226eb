/**
 * Every public example resource through every topic: nothing throws, nothing unprintable comes out, nothing is lost.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import type { Topic } from '../../../packages/sdk/src/topics/topic.ts';
import { choosing, topics } from './support/topics.ts';
import { CORPORA, examples, inputOf } from './support/corpus.ts';
import { damaged } from './support/damage.ts';
import { unprintable } from './support/walk.ts';

const TYPES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  topics.map((topic) => [topic.name, topic.searches.map((search) => search.type)]),
);

for (const corpus of CORPORA) {
  const all = examples(corpus);

  test(`${corpus}: there are examples`, () => {
    assert.ok(all.length > 5, `${all.length} files`);
    assert.ok(
      all.some(({ resources }) =>
        resources.some(
          ({ resourceType }) =>
            resourceType === 'Patient' || resourceType === 'Observation' || resourceType === 'Composition',
        ),
      ),
    );
  });

  for (const topic of topics) {
    test(`${corpus}: ${topic.name} of every file is printable, and every resource is accounted for`, () => {
      for (const { file, resources } of all) {
        const view = topic.view(inputOf(resources));
        assert.deepEqual(unprintable(view), [], file);
        assert.ok(['some', 'none-recorded', 'known-none'].includes(topic.content(view)));
        const sent = choosing.includes(topic)
          ? []
          : resources.filter(({ resourceType }) => TYPES[topic.name]?.includes(resourceType));
        const found = references(view);
        for (const { resourceType, id } of sent) {
          assert.ok(
            found.has(id ? `${resourceType}/${id}` : resourceType),
            `${file}: ${resourceType}/${id} is not in the view`,
          );
        }
      }
    });
  }
}

test('the walk itself finds what must not be shown', () => {
  for (const bad of ['', ' ', 'undefined', 'null', 'NaN', 'was [object Object]', NaN, null]) {
    assert.equal(unprintable({ lines: [{ name: { text: bad } }] }).length, 1, String(bad));
  }
  assert.deepEqual(unprintable({ text: 'Nullipara', absent: undefined, count: 0 }), []);
});

test('a topic changes nothing of what it is given, and gives every line its own key', () => {
  for (const { file, resources } of CORPORA.flatMap((corpus) => examples(corpus))) {
    resources.forEach(freeze);
    for (const topic of topics) {
      const keys = keysOf(topic.view(inputOf(resources)));
      assert.equal(new Set(keys).size, keys.length, `${topic.name} of ${file}`);
    }
  }
});

const sources = CORPORA.filter((corpus) => corpus !== 'synthea').flatMap((corpus) => examples(corpus));

test('damaged examples never make a topic throw or print nonsense', () => {
  const resources = sources.flatMap((example) => example.resources);
  for (const topic of topics) {
    const ownOf = (all: readonly FhirResource[]): FhirResource[] =>
      all.filter(({ resourceType }) => TYPES[topic.name]?.includes(resourceType));
    // The many generated ones only where there are no others.
    const written = ownOf(resources);
    const own =
      written.length > 0 ? written : ownOf(examples('synthea').flatMap((example) => example.resources)).slice(0, 20);
    assert.ok(own.length > 0, topic.name);
    own.forEach((resource, index) => {
      for (let round = 0; round < 40; round++) tryDamaged(topic, resource, index * 1000 + round);
    });
  }
});

function tryDamaged(topic: Topic<unknown>, resource: FhirResource, seed: number): void {
  const broken = damaged(resource, seed);
  const label = `${topic.name} ${resource.resourceType}/${resource.id} seed ${seed}: ${JSON.stringify(broken)}`;
  try {
    const view = topic.view(inputOf([broken]));
    topic.content(view);
    assert.deepEqual(unprintable(view), []);
  } catch (error) {
    throw new Error(label, { cause: error });
  }
}

function references(view: unknown, found = new Set<string>()): Set<string> {
  if (typeof view !== 'object' || view === null) return found;
  const { reference, key, origin } = view as Record<string, unknown>;
  if (typeof reference === 'string' && key && origin) found.add(reference);
  for (const value of Object.values(view)) references(value, found);
  return found;
}

/** The keys of the lines in each list of a view, which an element draws side by side. */
function keysOf(view: unknown): string[] {
  const lists = Object.entries(view as object).filter(([, value]) => Array.isArray(value)) as [
    string,
    { key?: string }[],
  ][];
  return lists.flatMap(([name, lines]) => lines.flatMap(({ key }) => (key ? `${name} ${key}` : [])));
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}
