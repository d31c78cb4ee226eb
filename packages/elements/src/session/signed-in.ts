import type { Practice } from '@ehr-widgets/sdk';
import type { PlaceState } from './place.ts';

/** What a sign-in comes to while it lasts, whether it is for a patient or, of staff, for none in particular. */
export function signedIn(state: PlaceState | undefined): Practice | undefined {
  if (state?.kind === 'no-patient') return state.practice;
  return state?.kind === 'ready' ? state : undefined;
}
