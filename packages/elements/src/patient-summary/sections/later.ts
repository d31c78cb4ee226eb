export { drawLater } from '../later-layout.ts';
import type { AnySection } from '../section.ts';
import { alertsSection } from './alerts.ts';
import { devicesSection } from './devices.ts';
import { alsoInDocumentSection, functionalStatusSection, pregnancySection, socialHistorySection } from './findings.ts';
import { pastProblemsSection } from './past-problems.ts';
import { carePlansSection, careTeamSection, goalsSection } from './plans.ts';
import { proceduresSection } from './procedures.ts';
import { advanceDirectivesSection, patientStorySection } from './wishes.ts';

/** The sections that are read once the standard ones have been, in reading order. */
export const laterSections: readonly AnySection[] = [
  alertsSection,
  pregnancySection,
  advanceDirectivesSection,
  proceduresSection,
  devicesSection,
  careTeamSection,
  carePlansSection,
  goalsSection,
  socialHistorySection,
  functionalStatusSection,
  patientStorySection,
];

/** Of what was given as a document. */
export const documentSections: readonly AnySection[] = [alsoInDocumentSection];

/** Shown by name only. */
export const namedSections: readonly AnySection[] = [pastProblemsSection];
