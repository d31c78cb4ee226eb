import { html, nothing, type TemplateResult } from 'lit';
import type { EhrErrorCode, SessionState, SignInOptions } from '@ehr-widgets/sdk';
import { icon, type IconName } from '../shared/icons.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import { sessionStrings, type Advice, type SessionWords } from './session.strings.ts';

/** What can be done about a session, and what of it is worth saying. */
export interface SessionActions {
  readonly by: 'popup' | 'redirect';
  /** Signing in is ours to offer; other kinds of session are the host's. */
  readonly signsIn: boolean;
  /** The page is only ever opened from a chart. */
  readonly fromChart: boolean;
  readonly issuers: readonly string[];
  /** What readers know the source by. */
  readonly place: string;
  readonly signIn: (options: SignInOptions) => void;
  readonly signOut: () => void;
}

/** Draws a session's state: a card while something is to be done, a line once signed in, nothing for what is the host's. */
export function drawState(
  state: SessionState | { readonly kind: 'mistake' },
  reader: Pick<Surroundings, 'locale' | 'persona'>,
  actions: SessionActions,
): TemplateResult | typeof nothing {
  const words = sessionStrings.for(reader);
  switch (state.kind) {
    case 'mistake':
      return card('warning', words.mistake, nothing, 'alert');
    case 'signed-out':
      return signedOut(words, actions);
    case 'signing-in':
      return signingIn(words, actions);
    case 'ready':
      return actions.signsIn ? bar(words.signedIn, words, actions) : nothing;
    case 'no-patient':
      if (!state.practice) return failed(state.error.code, words, actions);
      // Whether a patient is needed, what is inside knows.
      return actions.signsIn ? bar(words.signedInAsStaff, words, actions) : nothing;
    case 'failed':
    case 'expired':
      return failed(state.error.code, words, actions);
  }
}

function signedOut(words: SessionWords, actions: SessionActions): TemplateResult | typeof nothing {
  if (!actions.signsIn) return nothing;
  if (actions.fromChart) return card('lock', words.fromChart, nothing, 'status');
  const { title, text } = words;
  return card('lock', { title, next: text }, signInButtons(words, actions), undefined);
}

/** One button; or one for each place, when the host allows several. */
function signInButtons(words: SessionWords, actions: SessionActions): TemplateResult {
  const { by, issuers } = actions;
  const button = (label: string, options: SignInOptions): TemplateResult =>
    html`<button class="btn primary" type="button" @click=${() => actions.signIn(options)}>${label}</button>`;
  if (issuers.length < 2) return button(words.signIn, { by });
  return html`${issuers.map((issuer) => button(words.signInAt(hostOf(issuer)), { by, issuer }))}`;
}

function signingIn(words: SessionWords, actions: SessionActions): TemplateResult {
  const inWindow = actions.signsIn && actions.by === 'popup' && !actions.fromChart;
  const show = html`<button class="btn small" type="button" @click=${() => actions.signIn({ by: 'popup' })}>
    ${words.showWindow}
  </button>`;
  const advice = { title: words.signingIn, next: inWindow ? words.inWindow : words.inPage };
  return card('clock', advice, inWindow ? show : nothing, 'status');
}

/** What happened, and what to do next. */
export function adviceFor(code: EhrErrorCode, words: SessionWords): Advice {
  return code in words.errors ? words.errors[code as keyof typeof words.errors] : words.otherError;
}

/** Each failure in words, with the step that can help. */
function failed(code: EhrErrorCode, words: SessionWords, actions: SessionActions): TemplateResult {
  const advice = adviceFor(code, words);
  const { by } = actions;
  const byPage = html`<button
    class="btn ${code === 'popup-blocked' ? 'primary' : ''}"
    type="button"
    @click=${() => actions.signIn({ by: 'redirect' })}
  >
    ${words.byPage}
  </button>`;
  const again = html`<button
    class="btn ${code === 'popup-blocked' ? '' : 'primary'}"
    type="button"
    @click=${() => actions.signIn({ by })}
  >
    ${code === 'session-expired' || code === 'session-idle' ? words.signIn : words.again}
  </button>`;
  // A launch cannot be repeated from here: its token is spent. The chart has to open the page again.
  if (actions.fromChart || code === 'issuer-not-allowed') return card('warning', advice, nothing, 'alert');
  return card('warning', advice, code === 'popup-blocked' ? html`${byPage}${again}` : again, 'alert');
}

function bar(telling: SessionWords['signedIn'], words: SessionWords, actions: SessionActions): TemplateResult {
  return html`<div class="bar" part="bar">
    <span class="src">${icon('building')}<bdi>${telling(actions.place)}</bdi></span>
    <button class="link" type="button" @click=${actions.signOut}>${words.signOut}</button>
  </div>`;
}

function card(
  shape: IconName,
  { title, next }: Advice,
  buttons: TemplateResult | typeof nothing,
  role: 'alert' | 'status' | undefined,
): TemplateResult {
  return html`<div class="panel w pad" part="panel">
    <div class="msg">
      ${icon(shape)}
      <div>
        <div role=${role ?? nothing}>
          <p class="t">${title}</p>
          <p>${next}</p>
        </div>
        ${buttons === nothing ? nothing : html`<div class="acts">${buttons}</div>`}
      </div>
    </div>
  </div>`;
}

function hostOf(issuer: string): string {
  return URL.parse(issuer)?.hostname ?? issuer;
}
