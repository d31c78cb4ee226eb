import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atOnce, sorted } from '../../../packages/sdk/src/format/pieces.ts';
import { randomOf, shuffled } from '../../support/random.ts';

const places = (length: number): number[] => Array.from({ length }, (_, place) => place);

describe('sorting in pieces', () => {
  const orders: Record<string, (length: number) => number[]> = {
    'in order': places,
    backwards: (length) => places(length).reverse(),
    'in no order': (length) => shuffled(places(length), randomOf(3)),
  };
  for (const [how, arrange] of Object.entries(orders)) {
    it(`what came ${how} comes to what sorting at once does, equals in the order given`, () => {
      for (const length of [0, 1, 999, 1000, 1001, 5300]) {
        const given = arrange(length).map((place) => ({ place, group: place % 7 }));
        const compare = (one: (typeof given)[0], other: (typeof given)[0]): number => one.group - other.group;
        assert.deepEqual(atOnce(sorted(given, compare)), [...given].sort(compare));
      }
    });

    it(`what came ${how} is left off after some thousand comparisons`, () => {
      let compared = 0;
      const longest: number[] = [0];
      const work = sorted(arrange(16_000), (one, other) => {
        compared++;
        return one - other;
      });
      while (!work.next().done) {
        longest.push(compared);
        compared = 0;
      }
      assert.ok(Math.max(...longest) <= 12_000, `${Math.max(...longest)} in one piece`);
    });
  }
});
