/**
 * What a launch said about messages to the EHR's own page, kept where only this package can look: the handle stands for
 * the launch, and has no place on a session that any script of the page may hold.
 * @module
 */
import type { Environment } from '../auth/environment.ts';
import type { Session } from './session.ts';

export interface MessagingLink {
  /** `smart_web_messaging_origin` of the token response. */
  readonly origin: string;
  /** `smart_web_messaging_handle` of the token response. */
  readonly handle: string;
  /** As granted. */
  readonly scopes: readonly string[];
  readonly environment: Environment;
  /** Aborted, with an EhrError, when the sign-in is over. */
  readonly over: AbortSignal;
}

const links = new WeakMap<Session, MessagingLink>();

/** Remembers the link of a sign-in, in place of that of the one before. */
export function keepMessagingLink(session: Session, link: MessagingLink | undefined): void {
  if (link) links.set(session, link);
  else links.delete(session);
}

/** The link of the sign-in that is good now. */
export function messagingLinkOf(session: Session): MessagingLink | undefined {
  const link = links.get(session);
  return link?.over.aborted ? undefined : link;
}
