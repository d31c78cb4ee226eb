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
import { infant } from './infant.ts';
import { pregnancy } from './pregnancy.ts';
import type { Story } from './story.ts';
import { trauma } from './trauma.ts';

export const stories: readonly Story[] = [
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
