/**
 * How long things live, in seconds. Short ones let a test meet expiry without waiting long.
 * @module
 */
export interface Lifetimes {
  readonly accessToken: number;
  readonly authorizationCode: number;
  readonly idToken: number;
  /** Refresh tokens and the grant behind them. */
  readonly refreshToken: number;
  /** The person's session; a refresh token of `online_access` ends with it. */
  readonly session: number;
  /** From the start of a sign-in to its end. */
  readonly interaction: number;
  /** The `launch` value that an EHR hands to an app. */
  readonly launch: number;
}

export const defaultLifetimes: Lifetimes = {
  accessToken: 3600,
  authorizationCode: 60,
  idToken: 3600,
  refreshToken: 90 * 86_400,
  session: 8 * 3600,
  interaction: 1800,
  launch: 600,
};
