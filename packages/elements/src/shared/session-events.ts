import type { EhrErrorCode, SessionState } from '@ehr-widgets/sdk';

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

declare global {
  interface HTMLElementEventMap {
    'ehr-session-change': EhrSessionChangeEvent;
    'ehr-error': EhrErrorEvent;
  }
}
