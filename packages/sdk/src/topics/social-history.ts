/**
 * Social history: smoking, drinking, work, how and where somebody lives (FHIR R4 §10.1 Observation, category
 * `social-history`; US Core Smoking Status; IPS 2.0 Social History).
 * @module
 */
import { contentOfObservations, observationList, type ObservationListView } from './observation-list.ts';
import { topic } from './topic.ts';

export const socialHistory = topic<ObservationListView>({
  name: 'social-history',
  searches: [{ type: 'Observation', by: 'patient', params: { category: 'social-history', _sort: '-date' } }],
  view: observationList,
  content: contentOfObservations,
});
