/**
 * The callback page: where the authorization server sends the person back to. It needs no more than
 * `import { completeRedirect } from '@ehr-widgets/sdk/callback'; completeRedirect();`
 * @module
 */
import { type Environment, environmentOf } from './environment.ts';
import { readHop, rememberHop } from './hop.ts';
import { answerOpener } from './popup.ts';
import { responseIn, withoutResponse } from './response.ts';

/**
 * What became of the answer: handed to the page that opened this popup; taken back to the page that left by redirect; or
 * nobody here waits for it (the page was opened by hand, reloaded, or reached by the back button), and the page should
 * tell the person to go back to where they came from and sign in again.
 */
export type CallbackOutcome = 'answered-opener' | 'returned' | 'nobody-waiting';

/**
 * Brings the authorization server's answer to the page that asked, be it by popup, by redirect or by redirect within a
 * frame. Nothing is exchanged here, and the answer is removed from this page's URL and history.
 */
export function completeRedirect(replaced: Partial<Environment> = {}): CallbackOutcome {
  const environment = environmentOf(replaced);
  const { window } = environment;
  const response = window && responseIn(window.location.href);
  if (!window || response === undefined) return 'nobody-waiting';
  window.history.replaceState(window.history.state, '', withoutResponse(window.location.href));
  const hop = readHop(window);
  // A popup starts with a copy of its opener's storage, so a hop in it counts only if it is the one being answered.
  const isAnswerToHop = hop !== undefined && new URLSearchParams(response).get('state') === hop.state;
  if (!isAnswerToHop && answerOpener(environment, response)) return 'answered-opener';
  if (!hop || URL.parse(hop.returnTo)?.origin !== window.location.origin) return 'nobody-waiting';
  rememberHop(window, { ...hop, response });
  window.location.replace(hop.returnTo);
  return 'returned';
}
