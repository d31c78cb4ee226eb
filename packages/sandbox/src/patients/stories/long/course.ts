/**
 * Values that move over years: a course of points, straight lines between them, a little chance around them.
 * @module
 */
import type { Random } from '../../random.ts';

/** Points of a course: days before today, and the value then. Oldest first. */
export type Course = readonly (readonly [daysAgo: number, value: number])[];

/** The value on a day as decimal text, give or take `spread`, with so many decimal places. */
export function valueOn(course: Course, daysAgo: number, random: Random, spread: number, places = 0): string {
  const after = course.findIndex(([day]) => day <= daysAgo);
  const later = course[after === -1 ? course.length - 1 : after] ?? [0, 0];
  const earlier = course[after <= 0 ? (after === 0 ? 0 : course.length - 1) : after - 1] ?? later;
  const share = earlier[0] === later[0] ? 0 : (earlier[0] - daysAgo) / (earlier[0] - later[0]);
  const middle = earlier[1] + (later[1] - earlier[1]) * Math.min(1, Math.max(0, share));
  return random.near(middle.toFixed(places), spread);
}
