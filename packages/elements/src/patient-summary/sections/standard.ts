import type { AnySection } from '../section.ts';
import { allergiesSection } from './allergies.ts';
import { encountersSection } from './encounters.ts';
import { immunizationsSection } from './immunizations.ts';
import { medicationsSection } from './medications.ts';
import { problemsSection } from './problems.ts';
import { resultsSection } from './results.ts';
import { vitalsSection } from './vitals.ts';

/** The sections of a summary for which the host chose none, in reading order. */
export const standardSections: readonly AnySection[] = [
  allergiesSection,
  problemsSection,
  encountersSection,
  medicationsSection,
  immunizationsSection,
  resultsSection,
  vitalsSection,
];
