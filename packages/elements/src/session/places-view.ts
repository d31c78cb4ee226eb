import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { EhrErrorCode, SignInOptions } from '@ehr-widgets/sdk';
import { icon, type IconName } from '../shared/icons.ts';
import type { Surroundings } from '../shared/surroundings.ts';
import type { Place, PlaceState } from './place.ts';
import { adviceFor } from './panel.ts';
import { signedIn } from './signed-in.ts';
import { sessionStrings } from './session.strings.ts';
import { placesStrings, type PlacesWords } from './places.strings.ts';

type Reader = Pick<Surroundings, 'locale' | 'persona'>;

/** How the list of places stands, and what can be done about it as a whole. */
export interface PlacesActions {
  /** What the host would have; leaving the page is for when nothing is lost by it. */
  readonly by: 'popup' | 'redirect';
  /** Sign-ins outlast leaving the page. */
  readonly isKept: boolean;
  /** Shown in full; left to itself when the reader has not said. */
  readonly isOpen: boolean | undefined;
  readonly open: (isOpen: boolean) => void;
  /** Takes away a place that somebody added; undefined for those that belong to the page. */
  readonly remover: (place: Place) => (() => void) | undefined;
}

/** A place as a row shows it. */
interface Row {
  readonly place: Place;
  readonly name: string;
  readonly state: PlaceState;
}

/** Draws where a record comes from: a row for each place while one needs something, else a line that unfolds. */
export function drawPlaces(
  places: readonly Place[],
  reader: Reader,
  actions: PlacesActions,
): TemplateResult | typeof nothing {
  const words = placesStrings.for(reader);
  const rows = rowsOf(places, words);
  const ready = rows.filter(({ state }) => signedIn(state));
  // Of sessions that are the host's own affair there is nothing to say while they are well.
  if (rows.every(({ place, state }) => !place.signsIn && isWell(state))) return nothing;
  const isOpen = actions.isOpen ?? ready.length < rows.length;
  if (ready.length > 0 && !isOpen) return drawLine(rows, reader, actions);
  return html`<div class="places w" part="panel">
    <div class="head">
      <div>
        <p class="t">${ready.length > 0 ? words.heading : words.title}</p>
        <p class="muted">${ready.length > 0 ? countOf(rows, reader) : actions.isKept ? words.textKept : words.text}</p>
      </div>
      ${ready.length > 0 ? headButtons(rows, words, actions, true) : nothing}
    </div>
    <ul aria-label=${words.heading}>
      ${repeat(
        rows,
        ({ place }) => place,
        (row) => drawRow(row, reader, canLeave(row, ready, actions), actions),
      )}
    </ul>
  </div>`;
}

/** What a live region says of a place that has changed. */
export function sayPlace(place: Place, reader: Reader): string {
  const [row] = rowsOf([place], placesStrings.for(reader));
  if (!row) return '';
  const { status, why } = statusOf(row, reader, true);
  return [`${row.name}: ${status}.`, why].filter(Boolean).join(' ');
}

function drawLine(rows: readonly Row[], reader: Reader, actions: PlacesActions): TemplateResult {
  const isWhole = rows.every(({ state }) => signedIn(state));
  return html`<div class="bar" part="bar">
    <span class="src">${icon(isWhole ? 'building' : 'warning')}<span>${countOf(rows, reader)}</span></span>
    ${headButtons(rows, placesStrings.for(reader), actions, false)}
  </div>`;
}

function headButtons(
  rows: readonly Row[],
  words: PlacesWords,
  actions: PlacesActions,
  isOpen: boolean,
): TemplateResult {
  const ours = rows.filter(({ place, state }) => place.signsIn && signedIn(state));
  const signOut = (): void => {
    for (const { place } of ours) place.signOut();
  };
  return html`<span class="ends">
    <button class="link toggle" type="button" aria-expanded=${isOpen} @click=${() => actions.open(!isOpen)}>
      ${isOpen ? words.hide : words.show}
    </button>
    ${
      ours.length > 1
        ? html`<button class="link" type="button" @click=${signOut}>${words.signOutEverywhere}</button>`
        : nothing
    }
  </span>`;
}

function drawRow(row: Row, reader: Reader, mayLeave: boolean, actions: PlacesActions): TemplateResult {
  const words = placesStrings.for(reader);
  const { place, name, state } = row;
  const { status, why, shape, look } = statusOf(row, reader, mayLeave);
  const remove = signedIn(state) || state.kind === 'signing-in' ? undefined : actions.remover(place);
  const buttons = buttonsOf(row, reader, mayLeave, actions);
  return html`<li part="place">
    <div class="who">
      <p>
        <bdi class="main">${name}</bdi> <span class="chip ${look}">${icon(shape)}<span>${status}</span></span>
      </p>
      ${why ? html`<p class="muted">${why}</p>` : nothing}
    </div>
    <div class="ends">
      ${buttons.map(
        ({ label, act, isMain }) =>
          html`<button class="btn small ${isMain ? 'primary' : ''}" type="button" @click=${act}>
            <span>${label}<span class="vh">: ${name}</span></span>
          </button>`,
      )}
      ${
        remove
          ? html`<button class="link" type="button" @click=${remove}>
              ${words.remove}<span class="vh">: ${name}</span>
            </button>`
          : nothing
      }
    </div>
  </li>`;
}

interface Status {
  readonly status: string;
  readonly why: string;
  readonly shape: IconName;
  /** Classes of the chip. */
  readonly look: string;
}

/** Word, shape and colour; and for what went wrong why, and the next step. */
function statusOf({ state }: Row, reader: Reader, mayLeave: boolean): Status {
  const words = placesStrings.for(reader);
  const session = sessionStrings.for(reader);
  const as = (status: string, shape: IconName, look: string, why = ''): Status => ({ status, shape, look, why });
  switch (state.kind) {
    case 'ready':
      return as(words.ready, 'check', 'ok');
    case 'signed-out':
      return as(words.signedOut, 'lock', 'outline');
    case 'signing-in':
      return as(words.signingIn, 'clock', 'info', session.inWindow);
    case 'loading':
      return as(words.loading, 'clock', 'outline');
    case 'no-patient':
      if (state.practice) return as(words.ready, 'check', 'ok', words.asStaff);
      return as(words.noPatient, 'person', 'caution', session.errors['no-patient'].next);
    case 'expired':
      return as(words.expired, 'clock', 'caution', adviceFor(state.error.code, session).next);
    case 'failed': {
      const { title, next } = adviceFor(state.error.code, session);
      const step = state.error.code === 'popup-blocked' && !mayLeave ? words.allowWindows : next;
      return as(words.failed, 'warning', 'caution', `${title}. ${step}`);
    }
    case 'not-loaded':
      return as(words.failed, 'warning', 'caution', `${session.otherError.title}. ${session.otherError.next}`);
    case 'mistake':
      return as(words.mistake, 'warning', 'caution', session.mistake.next);
  }
}

interface RowButton {
  readonly label: string;
  readonly act: () => void;
  readonly isMain?: boolean;
}

/** One button; or one for each address, where a place has several. The first stays the same one while the state changes. */
function buttonsOf(row: Row, reader: Reader, mayLeave: boolean, { by }: PlacesActions): RowButton[] {
  const { place, state } = row;
  const words = placesStrings.for(reader);
  const { signInAt, byPage } = sessionStrings.for(reader);
  const signIn = (label: string, options: SignInOptions, isMain = true): RowButton => ({
    label,
    act: () => place.signIn(options),
    isMain,
  });
  const signOut = place.signsIn ? [{ label: words.signOut, act: () => place.signOut() }] : [];
  const how = by === 'redirect' && mayLeave ? by : 'popup';
  switch (state.kind) {
    case 'signed-out':
      if (!place.signsIn || place.isFromChart) return [];
      if (place.issuers.length < 2) return [signIn(words.signIn, { by: how })];
      return place.issuers.map((issuer) => signIn(signInAt(URL.parse(issuer)?.host ?? issuer), { by: how, issuer }));
    case 'signing-in':
      return place.signsIn && !place.isFromChart ? [signIn(words.showWindow, { by: 'popup' }, false)] : [];
    case 'ready':
      return signOut;
    case 'no-patient':
    case 'failed':
    case 'expired': {
      if (signedIn(state)) return signOut;
      const { code } = state.error;
      if (place.isFromChart || code === 'issuer-not-allowed') return [];
      if (code === 'popup-blocked' && mayLeave) return [signIn(byPage, { by: 'redirect' })];
      return [signIn(isOver(code) ? words.signIn : words.again, { by: how })];
    }
    case 'loading':
    case 'not-loaded':
    case 'mistake':
      return [];
  }
}

/** Leaving the page forgets the sign-ins at other places, unless they are kept. */
function canLeave({ place }: Row, ready: readonly Row[], { isKept }: PlacesActions): boolean {
  return isKept || ready.every((other) => other.place === place || !other.place.signsIn);
}

function countOf(rows: readonly Row[], reader: Reader): string {
  const words = placesStrings.for(reader);
  const count = (value: number): string => value.toLocaleString(reader.locale);
  const ready = rows.filter(({ state }) => signedIn(state)).length;
  const all = count(rows.length);
  return ready === rows.length ? words.signedInAtAll(all) : words.signedInAt(count(ready), all);
}

function rowsOf(places: readonly Place[], words: PlacesWords): Row[] {
  return places.flatMap((place) => {
    const { state, name } = place;
    return state ? [{ place, state, name: name || words.unnamed }] : [];
  });
}

function isWell(state: PlaceState): boolean {
  const { kind } = state;
  return signedIn(state) !== undefined || kind === 'signed-out' || kind === 'loading';
}

function isOver(code: EhrErrorCode): boolean {
  return code === 'session-expired' || code === 'session-idle';
}
