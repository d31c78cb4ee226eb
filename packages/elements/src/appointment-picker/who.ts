import { html, nothing, type TemplateResult } from 'lit';
import type { PatientDetails } from '@ehr-widgets/sdk';
import { personText } from '../shared/list/sheet.ts';
import { note } from './going.ts';
import type { Telling } from './telling.ts';

/** Who is booked for, as the place has them. */
export type Who = PatientDetails | 'reading' | 'unread';

/**
 * Whose appointment it is. Who books for others sees birth date and record number too: names are had by several. That
 * nobody can say who it is, or that they have died, is said to them before anything is booked.
 */
export function drawWho(who: Who, told: Telling): TemplateResult | typeof nothing {
  const { words, reader } = told;
  if (who === 'reading') return nothing;
  const isTheirOwn = reader.persona === 'patient';
  if (who === 'unread') return isTheirOwn ? nothing : note('warning', 'caution', words.whoUnread, words.whoUnreadNext);
  const text = isTheirOwn ? reader.name(who.name) || words.noName : personText(who, told);
  const hasDied = who.deceased.state === 'yes' && !isTheirOwn;
  return html`<p class="whom num"><span class="muted">${words.who}</span> <bdi>${text}</bdi></p>
    ${hasDied ? note('warning', 'caution', words.deceased, words.deceasedNext) : nothing}`;
}
