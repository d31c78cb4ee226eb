/**
 * How long what was read is held to be true, and how long it is kept.
 * @module
 */

export interface RecordSettings {
  /**
   * What was read so many milliseconds ago, or earlier, is read again when somebody new wants it. Until then it is shown,
   * with its `asOf`. Default: five minutes.
   */
  readonly staleAfter: number;
  /** What nobody watches any more is forgotten after so many milliseconds. Default: one minute. */
  readonly keepFor: number;
  /**
   * When something is read again by itself. `focus`, `reconnect`: what is older than `staleAfter`, or failed the last
   * time, when the page is looked at again, or the network is back. `change`: what a server says has changed, where it
   * offers the Patient Data Feed (US Core 8, Subscriptions R5 Backport IG) and the sign-in permits to create a
   * Subscription; elsewhere nothing happens. Everything is read once more when the feed begins. Never by default: many servers limit how much they may be asked.
   */
  readonly refreshOn: readonly ('focus' | 'reconnect' | 'change')[];
  /**
   * Keeps resources as they were sent. By default equal parts are kept once, and what no view of this library shows is
   * dropped: narratives, and the identifiers of observations. Holds for what is read from now on; set it before you watch
   * a topic of your own that shows them.
   */
  readonly whole: boolean;
  /**
   * When servers are asked what they say of where lines come from (Provenance): with all lines, which makes answers up to
   * twice as long at servers that say it of each; or on demand, by `PatientRecord.origin`, so that lines tell only what
   * they say themselves. `where-several`, the default: with the lines of a record of several places, else on demand.
   * Holds for what is read from now on.
   */
  readonly provenance: 'where-several' | 'with-lines' | 'on-demand';
}

export const DEFAULTS: RecordSettings = {
  staleAfter: 5 * 60_000,
  keepFor: 60_000,
  refreshOn: [],
  whole: false,
  provenance: 'where-several',
};

/** Calls `wake` at these moments; returns the function that ends it. Does nothing outside a page. */
export function onWake(moments: RecordSettings['refreshOn'], wake: () => void): () => void {
  const { document } = globalThis as { document?: Document };
  const looked = (): void => {
    if (document?.visibilityState === 'visible') wake();
  };
  if (!document) return () => {};
  if (moments.includes('focus')) document.addEventListener('visibilitychange', looked);
  if (moments.includes('reconnect')) globalThis.addEventListener('online', wake);
  return () => {
    document.removeEventListener('visibilitychange', looked);
    globalThis.removeEventListener('online', wake);
  };
}
