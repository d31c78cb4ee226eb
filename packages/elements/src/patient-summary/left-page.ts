import { EhrError } from '@ehr-widgets/sdk';

/** An element that is not in the page reads nothing: what it was to make would never be ready. */
export function leftPage(): EhrError {
  return new EhrError('session-expired', 'The element is not in the page, or has left it. Add it, and ask again.');
}
