/**
 * The start page's list of apps: who may sign in, how each shows that it is the one, where each is sent back to.
 * @module
 */
import { clients, type ClientAuthentication, type RegisteredClient } from '../smart/clients.ts';
import { clientKeysPath } from './client-keys.ts';
import { html, type Html } from './html.ts';

/** The section. */
export function clientSection(): Html {
  return html`<section class="card" aria-labelledby="clients">
    <h2 id="clients">Apps that may sign in</h2>
    <p>All of them need PKCE with S256. Redirect addresses are on this machine, at any port.</p>
    <div class="scroll" role="region" aria-label="Apps" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Client id</th>
            <th scope="col">For</th>
            <th scope="col">Authentication</th>
            <th scope="col">Redirect addresses</th>
          </tr>
        </thead>
        <tbody>
          ${clients.map(
            (client) =>
              html`<tr>
                <td><code>${client.id}</code></td>
                <td>${client.purpose}</td>
                <td>${authenticationWords(client.authentication)}</td>
                <td>${redirectWords(client)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function authenticationWords(how: ClientAuthentication): Html {
  switch (how.kind) {
    case 'public':
      return html`none (public)`;
    case 'secret':
      return html`secret <code>${how.secret}</code>, in the Authorization header or in the form`;
    case 'key':
      return html`assertion signed with RS384 or ES384; <a href="${clientKeysPath}">the keys to sign with</a>, made anew
        at every start`;
  }
}

function redirectWords({ redirectPaths }: RegisteredClient): Html {
  return redirectPaths === 'any'
    ? html`any <code>http://localhost:…</code>`
    : html`${redirectPaths.map((path) => html`<code>http://localhost:…${path}</code> `)}`;
}
