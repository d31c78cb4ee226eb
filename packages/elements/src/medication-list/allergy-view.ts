import { html, nothing, type TemplateResult } from 'lit';
import type { AllergyLine, TopicState } from '@ehr-widgets/sdk';
import type { MedicationListView, Medicine } from '@ehr-widgets/sdk/medications';
import { icon } from '../shared/icons.ts';
import { nameOf, type Telling } from './telling.ts';

/** Medicines in use that an allergy is coded alike with, as strips above everything; nothing filters them away. */
export function drawClashes(list: MedicationListView, told: Telling): TemplateResult[] {
  const byAllergy = new Map<string, { allergy: AllergyLine; medicines: Medicine[] }>();
  for (const medicine of [...list.current, ...list.proposed]) {
    for (const { allergy } of medicine.allergyClashes) {
      const found = byAllergy.get(allergy.key) ?? { allergy, medicines: [] };
      if (!found.medicines.includes(medicine)) found.medicines.push(medicine);
      byAllergy.set(allergy.key, found);
    }
  }
  const { reader, words } = told;
  return [...byAllergy.values()].map(({ allergy, medicines }) => {
    const names = reader.list(medicines.map((medicine) => nameOf(medicine, told)));
    return html`<div class="alarm" part="alarm">
      ${icon('octagon')}
      <p><b>${words.clash}.</b> ${words.clashAlarm(nameOf(allergy, told), names)} ${words.clashAlarmNext}</p>
    </div>`;
  });
}

/** The allergies on the same sheet as the medicines, or why they are not there. */
export function drawAllergies(
  { allergies }: MedicationListView,
  state: TopicState<unknown>,
  told: Telling,
): TemplateResult | typeof nothing {
  const { words } = told;
  const said = allergyText(allergies, state, told);
  if (!said) return nothing;
  return html`<div class="allergies" part="allergies">
    <p>${said}</p>
    ${allergies.current.length > 0 ? html`<p class="muted">${words.clashesOnlyByCode}</p>` : nothing}
  </div>`;
}

/** What is said of allergies, in one paragraph; empty while they are being read. */
export function allergyText(
  { current, noneStatements }: MedicationListView['allergies'],
  state: TopicState<unknown>,
  told: Telling,
): string {
  const { reader, words } = told;
  if (state.kind !== 'ready' && state.kind !== 'stale') return '';
  const missing = state.notices.some(({ kind, search }) =>
    search ? search.type === 'AllergyIntolerance' : kind !== 'server-message',
  );
  if (current.length > 0) {
    const names = reader.list(current.map((line) => allergyName(line, told)));
    return [`${words.allergies} ${names}.`, missing ? words.allergiesIncomplete : ''].filter(Boolean).join(' ');
  }
  if (noneStatements.some(({ kind, about }) => kind === 'known-none' && about === 'all')) return words.knownNoAllergies;
  return missing ? words.allergiesUnread : words.noAllergies;
}

/** `penicillin (anaphylaxis)`: what it did, where that is a warning. */
function allergyName(line: AllergyLine, told: Telling): string {
  const { words } = told;
  const mark = line.anaphylaxis ? words.anaphylaxis : line.criticality === 'high' ? words.highRisk : '';
  return mark ? `${nameOf(line, told)} (${mark})` : nameOf(line, told);
}
