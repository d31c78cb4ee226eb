import type { EhrErrorCode, Ending, SessionState } from '@ehr-widgets/sdk';

/** Raised when a session's state has changed. Says which state and nothing else. */
export class EhrSessionChangeEvent extends Event {
  static readonly type = 'ehr-session-change';
  readonly state: SessionState['kind'];

  constructor(state: SessionState['kind']) {
    super(EhrSessionChangeEvent.type, { bubbles: true, composed: true });
    this.state = state;
  }
}

/** Raised when signing in, or staying signed in, did not work. Carries the error's code and nothing else. */
export class EhrErrorEvent extends Event {
  static readonly type = 'ehr-error';
  readonly code: EhrErrorCode;

  constructor(code: EhrErrorCode) {
    super(EhrErrorEvent.type, { bubbles: true, composed: true });
    this.code = code;
  }
}

/** A place to sign in at, as a person or a page chose it. Nothing in it says who the patient is. */
export interface SourceChoice {
  /** The FHIR base URL to sign in at. */
  readonly issuer: string;
  readonly clientId: string;
  /** The scopes to ask for; what a summary needs when left out. */
  readonly scope?: string | undefined;
  /** What readers know the place by. */
  readonly name: string;
}

/**
 * Raised when somebody has chosen a place to connect to. The `<ehr-session>` around adds the place and opens its sign-in
 * in the same turn, unless the event is prevented: raise it in the click itself, or the browser blocks the window.
 */
export class EhrConnectEvent extends Event implements SourceChoice {
  static readonly type = 'ehr-connect';
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string | undefined;
  readonly name: string;

  constructor({ issuer, clientId, scope, name }: SourceChoice) {
    super(EhrConnectEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.issuer = issuer;
    this.clientId = clientId;
    this.scope = scope;
    this.name = name;
  }
}

/** Raised when a person has added a place to a session, or taken one away, so that a page can keep its list. */
export class EhrSourceChangeEvent extends Event {
  static readonly type = 'ehr-source-change';
  readonly change: 'added' | 'removed';
  readonly issuer: string;
  readonly name: string;

  constructor(change: 'added' | 'removed', { issuer, name }: SourceChoice) {
    super(EhrSourceChangeEvent.type, { bubbles: true, composed: true });
    this.change = change;
    this.issuer = issuer;
    this.name = name;
  }
}

/**
 * Raised when a session is about to end by itself. Cancelable: where the host prevents it, no bar is shown, and the host
 * has to say so itself and offer to go on (WCAG 2.2, 2.2.1). The session's `state.ending` is gone once that is settled.
 */
export class EhrSessionEndingEvent extends Event implements Ending {
  static readonly type = 'ehr-session-ending';
  /** `idle`: nobody has used the page. `expiry`: the right to read runs out. */
  readonly because: Ending['because'];
  /** Milliseconds since the epoch. */
  readonly at: number;

  constructor({ because, at }: Ending) {
    super(EhrSessionEndingEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.because = because;
    this.at = at;
  }
}

declare global {
  interface HTMLElementEventMap {
    'ehr-connect': EhrConnectEvent;
    'ehr-session-ending': EhrSessionEndingEvent;
    'ehr-source-change': EhrSourceChangeEvent;
    'ehr-session-change': EhrSessionChangeEvent;
    'ehr-error': EhrErrorEvent;
  }
}
