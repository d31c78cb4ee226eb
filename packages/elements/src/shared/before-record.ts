import type { TemplateResult } from 'lit';
import type { SessionState } from '@ehr-widgets/sdk';
import { message, skeleton } from './state-view.ts';
import { stateStrings, type TopicNoun } from './state.strings.ts';
import type { Surroundings } from './surroundings.ts';

/** What stands in an element that has no record to draw yet, and what screen readers are told meanwhile. */
export interface BeforeRecord {
  readonly told: TemplateResult;
  readonly status: string;
}

/** @param kind The state of the session, where there is one. @param noun What the element shows. */
export function beforeRecord(
  kind: SessionState['kind'] | undefined,
  noun: TopicNoun,
  surroundings: Surroundings,
): BeforeRecord {
  const words = stateStrings.for(surroundings);
  if (kind === 'ready') return { told: skeleton(), status: words.reading(noun) };
  if (kind === 'no-patient') {
    return { told: message('person', words.waitingPatient, words.waitingPatientNext), status: '' };
  }
  return { told: message('lock', words.waitingSession(noun), words.waitingSessionNext), status: '' };
}
