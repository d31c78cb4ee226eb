/**
 * Signing in by popup: the page stays, and the callback page in the popup hands the answer over by message. Needs no
 * storage and no cookies, so that it also works where the browser partitions them.
 * @module
 */
import { EhrError } from '../errors.ts';
import type { Environment, PopupWindow } from './environment.ts';
import { objectOf, stringOf } from './json.ts';

/** The type of the message that carries an answer. */
const MESSAGE_TYPE = 'ehr-widgets:authorization-response';
/** How often to look whether the person closed the popup, in milliseconds: no event tells. */
const LOOK_EVERY = 300;

/** Opens an empty popup. To be called within the click, before anything is awaited. */
export function openPopup(environment: Environment): PopupWindow | undefined {
  // A name of its own: a form can be sent there, and no other page's window is taken by mistake.
  const name = `ehr-widgets-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  return environment.window?.open('about:blank', name, 'popup,width=560,height=760') ?? undefined;
}

/** The error of a popup that the browser did not open. */
export function popupBlocked(): EhrError {
  return new EhrError(
    'popup-blocked',
    'The browser did not open the sign-in window. Allow popups for this site, or sign in by redirect, which leaves this page.',
  );
}

/**
 * The answer that the popup's callback page sends: the query of the redirect. Only that window is heard, and only from
 * this page's own origin (RFC 9700, "Attacks on In-Browser Communication Flows").
 * @param over Aborted when the answer is no longer wanted; rejects with its reason.
 * @throws EhrError `popup-closed`
 */
export function answerFrom(popup: PopupWindow, environment: Environment, over: AbortSignal): Promise<string> {
  const { window } = environment;
  if (over.aborted) return Promise.reject(over.reason as Error);
  return new Promise((resolve, reject) => {
    let wasClosed = false;
    let stopLooking = environment.after(LOOK_EVERY, look);
    window?.addEventListener('message', listen);
    over.addEventListener('abort', giveUp, { once: true });

    function listen(event: MessageEvent<unknown>): void {
      if (event.source !== popup || event.origin !== window?.location.origin) return;
      const message = objectOf(event.data);
      const response = stringOf(message?.response);
      if (message?.type !== MESSAGE_TYPE || !response) return;
      stop();
      resolve(response);
    }
    function look(): void {
      // A popup that answered and closed itself is seen closed before its message is heard: look once more.
      if (popup.closed && wasClosed) {
        stop();
        reject(
          new EhrError('popup-closed', 'The sign-in window was closed before the sign-in was done. Sign in again.'),
        );
        return;
      }
      wasClosed = popup.closed;
      stopLooking = environment.after(LOOK_EVERY, look);
    }
    function giveUp(): void {
      stop();
      reject(over.reason as Error);
    }
    function stop(): void {
      over.removeEventListener('abort', giveUp);
      stopLooking();
      window?.removeEventListener('message', listen);
    }
  });
}

/** In the popup: hands the answer to the page that opened it, to this origin only, and closes. False without an opener. */
export function answerOpener(environment: Environment, response: string): boolean {
  const { window } = environment;
  const opener = window?.opener as
    { postMessage?: (message: unknown, targetOrigin: string) => void } | null | undefined;
  if (!window || typeof opener?.postMessage !== 'function') return false;
  opener.postMessage({ type: MESSAGE_TYPE, response }, window.location.origin);
  window.close();
  return true;
}
