import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { Later } from '../shared/later.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import type { SessionActions } from './panel.ts';
import type { Place } from './place.ts';
import { signedIn } from './signed-in.ts';

/** The card and its words: an element that only hands its session on never draws them. */
export const panel = new Later(() => import('./panel.ts'));

/**
 * Draws a place that is the only one.
 * @throws What kept its code from loading, so that the element's root says that something is missing.
 */
export function drawAlone(
  place: Place,
  host: ReactiveControllerHost,
  reader: Pick<Surroundings, 'locale' | 'persona'>,
  by: SessionActions['by'],
): TemplateResult | typeof nothing {
  const { state, session } = place;
  if (!state || state.kind === 'loading') return nothing;
  if (state.kind === 'not-loaded') throw state.error;
  // Of a session that is the host's own affair there is nothing to say while it is well, and no need of words.
  if (!place.signsIn && (signedIn(state) || state.kind === 'signed-out')) return nothing;
  const actions: SessionActions = {
    by,
    signsIn: place.signsIn,
    fromChart: place.isFromChart,
    issuers: place.issuers,
    place: place.name,
    signIn: (options) => void session?.signIn(options),
    signOut: () => void session?.signOut(),
  };
  return panel.for(host)?.drawState(state, reader, actions) ?? nothing;
}
