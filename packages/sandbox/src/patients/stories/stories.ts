/**
 * All stories, in the order in which pickers show them.
 * @module
 */
import { almostNothing } from './almost-nothing.ts';
import { anaphylaxis } from './anaphylaxis.ts';
import { arabicElder } from './arabic-elder.ts';
import { asthmaChild } from './asthma-child.ts';
import { breastCancer } from './breast-cancer.ts';
import { deceased } from './deceased.ts';
import { diabetesKidney } from './diabetes-kidney.ts';
import { healthyAdult } from './healthy-adult.ts';
import { heartFailure } from './heart-failure.ts';
import { diabetesForLife } from './long/diabetes-for-life.ts';
import { dialysis } from './long/dialysis.ts';
import { infant } from './infant.ts';
import { pregnancy } from './pregnancy.ts';
import type { Story } from './story.ts';
import { trauma } from './trauma.ts';

/** How much there is: S a dozen people, M one more with some 3,000 resources, L one more with some 30,000. */
export type Size = 'S' | 'M' | 'L';

const dozen: readonly Story[] = [
  diabetesKidney,
  asthmaChild,
  pregnancy,
  breastCancer,
  heartFailure,
  trauma,
  healthyAdult,
  infant,
  deceased,
  almostNothing,
  arabicElder,
  anaphylaxis,
];

const longest: Readonly<Record<Size, readonly Story[]>> = { S: [], M: [dialysis], L: [diabetesForLife] };

export function storiesOf(size: Size): readonly Story[] {
  return [...dozen, ...longest[size]];
}
