/**
 * What a person sees when a sign-in cannot go on and there is no app to go back to.
 * @module
 */
import { html } from './html.ts';
import { sendPage, type PageContext } from './layout.ts';

const nextSteps: Readonly<Record<string, string>> = {
  invalid_client: 'The client id is not registered here. The start page lists those that are.',
  invalid_redirect_uri: 'The redirect address is not one of this client. The start page lists the ones that are.',
  invalid_request: 'The app sent a request that this server cannot read. The line above says which part.',
  session_not_found: 'This sign-in has ended or was started in another window. Go back to the app and sign in again.',
};

/** Sends the page. `error` is an OAuth error code; `description` is the server's own text about it. */
export function sendErrorPage(ctx: PageContext, error: string, description: string | undefined): void {
  const code = description?.includes('session') || description?.includes('expired') ? 'session_not_found' : error;
  sendPage(ctx, ctx.status >= 400 ? ctx.status : 400, {
    title: 'Sign-in stopped',
    shape: 'narrow',
    body: html`<main class="card" aria-labelledby="title">
      <h1 id="title">This sign-in cannot go on</h1>
      <p>${nextSteps[code] ?? 'Go back to the app and try again.'}</p>
      <p class="fact"><code>${error}</code> ${description}</p>
      <p><a href="/">Open the sandbox's start page</a></p>
    </main>`,
  });
}
