/**
 * The list of medicines (FHIR R4 §11.1 to §11.4).
 * @module
 */
import { allergies } from './allergies.ts';
import type { MedicationListView } from './medication-view.ts';
import { contentOf } from './none.ts';
import { topic } from './topic.ts';

/** Every medicine that the record tells of, once each. */
export const medicationList = topic<MedicationListView>({
  name: 'medication-list',
  searches: [
    {
      type: 'MedicationRequest',
      by: 'patient',
      params: { _sort: '-authoredon' },
      include: ['MedicationRequest:medication', 'MedicationRequest:requester'],
    },
    {
      type: 'MedicationStatement',
      by: 'patient',
      params: { _sort: '-effective' },
      include: ['MedicationStatement:medication'],
    },
    {
      type: 'MedicationDispense',
      by: 'patient',
      params: { _sort: '-whenhandedover' },
      include: ['MedicationDispense:medication'],
    },
    {
      type: 'MedicationAdministration',
      by: 'patient',
      params: { _sort: '-effective-time' },
      include: ['MedicationAdministration:medication'],
    },
    ...allergies.searches,
  ],
  view: (input) => ({
    current: [],
    proposed: [],
    past: [],
    doNotGive: [],
    enteredInError: [],
    allergies: allergies.view(input),
    noneStatements: [],
    contradicted: false,
  }),
  content: (view) => contentOf(view, view.current, view.proposed, view.past, view.doNotGive),
});
