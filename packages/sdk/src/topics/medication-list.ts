/**
 * The list of medicines (FHIR R4 §11.1 to §11.4).
 * @module
 */
import { isEarlier } from '../format/earlier.ts';
import { allergies } from './allergies.ts';
import { documentsOf, type MedicationDocument } from './medication-document.ts';
import { withDuplicates } from './medication-duplicates.ts';
import { medicineGroups } from './medication-groups.ts';
import { inOrder, isOpen } from './medication-lead.ts';
import { medicineOfGroup } from './medication-line.ts';
import type { MedicationListView, Medicine } from './medication-view.ts';
import { contentOf, contradicts, noneMeaning, noneStatementsOf } from './none.ts';
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
  view: (input) => {
    const documents = inOrder(documentsOf(input));
    const inError = documents.filter(({ status }) => status === 'entered-in-error');
    const nones = documents.filter((one) => statesNone(one));
    const told = documents.filter((one) => !inError.includes(one) && !nones.includes(one));
    const allergiesView = allergies.view(input);
    const suppliers = firstSupplies(told);
    const groups = medicineGroups(told, input.now);
    const leads = groups.flatMap(({ groups: [{ lead, key }] }) =>
      lead.doNotPerform && isOpen(lead) ? [[key, lead] as const] : [],
    );
    const around = { allergies: allergiesView, suppliers, forbidden: new Map(leads), now: input.now };
    const medicines = withDuplicates(groups.map((group) => medicineOfGroup(group, around)));
    const at = (place: Medicine['place']): Medicine[] => medicines.filter((medicine) => medicine.place === place);
    const noneStatements = noneStatementsOf(nones, ({ date }) => date);
    const current = at('current');
    return {
      current,
      proposed: at('proposed'),
      past: at('past'),
      doNotGive: at('do-not-give'),
      enteredInError: inError,
      allergies: allergiesView,
      noneStatements,
      contradicted: contradicts(noneStatements, current),
    };
  },
  content: (view) => contentOf(view, view.current, view.proposed, view.past, view.doNotGive),
});

function firstSupplies(documents: readonly MedicationDocument[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { kind, date, origin } of documents) {
    if (kind !== 'dispense' || date === undefined) continue;
    const known = first.get(origin.source);
    if (known === undefined || isEarlier(date, known)) first.set(origin.source, date);
  }
  return first;
}

function statesNone({ status, name, intent }: MedicationDocument): boolean {
  const isInForce = status === 'active' || status === 'on-hold' || status === 'unknown';
  return isInForce && intent !== 'proposal' && intent !== 'option' && noneMeaning(name) !== undefined;
}
