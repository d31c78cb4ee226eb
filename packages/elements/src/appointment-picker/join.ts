import { html, nothing, type TemplateResult } from 'lit';
import type { AppointmentLine } from '@ehr-widgets/sdk/appointments';
import { JOIN_MINUTES, joinWindow } from '../appointment-list/joining.ts';
import { drawFact } from './facts.ts';
import { momentText, ownText, type Telling } from './telling.ts';

/** How a visit by video or telephone is joined, and from when, where its appointment tells that already. */
export function drawJoin(line: AppointmentLine, told: Telling): TemplateResult | typeof nothing {
  const { words, reader } = told;
  const [service] = line.virtualServices.filter(({ link, phone }) => link !== undefined || phone !== undefined);
  if (!service || line.status !== 'booked') return nothing;
  const { link, phone, sessionKey } = service;
  const window = joinWindow(line, JOIN_MINUTES);
  const opening = window && { ...line, start: new Date(window.opens).toISOString() };
  const opens = opening && [momentText(opening, told), ownText(opening, told)].filter(Boolean).join(', ');
  const isOpen = window !== undefined && reader.now.getTime() >= window.opens;
  return html`${
    isOpen && link
      ? drawFact(
          words.facts.join,
          html`<a class="link said" href=${link} target="_blank" rel="noopener noreferrer">${words.join}</a>`,
        )
      : drawFact(words.facts.join, opens ? words.joinOpens(opens) : '')
  }
  ${drawFact(words.facts.joinPhone, phone ?? '')} ${drawFact(words.facts.joinKey, sessionKey ?? '')}`;
}
