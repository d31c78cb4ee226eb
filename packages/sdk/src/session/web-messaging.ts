/**
 * Messages to the page of the EHR that launched this one: SMART Web Messaging 1.0. Works in a frame of that page, or in a
 * window that it opened.
 * @module
 */
import { isProtected } from '../auth/base-url.ts';
import type { PageWindow } from '../auth/environment.ts';
import { objectOf } from '../auth/json.ts';
import { EhrError, asEhrError } from '../errors.ts';
import { type MessagingLink, messagingLinkOf } from './messaging-link.ts';
import type { Session } from './session.ts';

/** What a message says. May hold PHI, as the EHR sent it. */
export type MessagePayload = Readonly<Record<string, unknown>>;

export interface AskOptions {
  /** Told of each answer but the last, for a question that the EHR answers in several parts. */
  readonly onPart?: (part: MessagePayload) => void;
  /** How long to wait for an answer, and again for each further one, in milliseconds. Default 10,000. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** The EHR's page, as far as it can be spoken to. All methods reject with an EhrError. */
export interface WebMessaging {
  /**
   * Asks, and resolves with the payload of the answer, or of the last one. A message type such as `scratchpad.create`
   * needs the scope of its group, `messaging/scratchpad`; `status.…` needs none.
   * @throws EhrError `forbidden` where the scope was not granted, and nothing was sent; `timeout` where no answer came;
   *   `bad-response` for one that is not what the standard asks for; `session-expired`.
   */
  ask(messageType: string, payload?: MessagePayload, options?: AskOptions): Promise<MessagePayload>;
  /** Finds out whether the EHR listens: to be asked first, since many that launch apps do not. */
  handshake(options?: AskOptions): Promise<MessagePayload>;
  /** Says that the person is done, so that the EHR may close this page. @throws EhrError `rejected` where it will not. */
  done(options?: AskOptions): Promise<void>;
  /**
   * Asks the EHR to show something of its own, for instance `order-review`, and leave this page open (SMART Web
   * Messaging, "Activity Catalog").
   * @throws EhrError `rejected` where it will not.
   */
  launchActivity(activityType: string, activityParameters: MessagePayload, options?: AskOptions): Promise<void>;
}

/** In milliseconds: the answer is a page's, not a server's. */
const TIMEOUT = 10_000;

/**
 * Messages to the EHR that launched this session. It belongs to that launch: once the session ends or changes patient,
 * everything rejects with `session-expired`.
 *
 * Messages go to the origin that the launch named and to no other, and only that origin's page is heard. From the first
 * call on, the EHR's own handshake is answered.
 * @throws EhrError `not-supported` where the launch did not offer messages, or no page of an EHR is around this one.
 */
export function webMessaging(session: Session): WebMessaging {
  const link = messagingLinkOf(session);
  if (!link) throw notSupported('The launch of this session offers no messages to the record system.');
  const known = made.get(link);
  if (known) return known;
  const messaging = new EhrMessaging(link);
  made.set(link, messaging);
  return messaging;
}

/** One for each launch: a handshake is to be answered once. */
const made = new WeakMap<MessagingLink, WebMessaging>();

/** The part of another window that is used. */
interface OtherWindow {
  postMessage(message: unknown, targetOrigin: string): void;
}

class EhrMessaging implements WebMessaging {
  readonly #link: MessagingLink;
  readonly #origin: string;
  readonly #window: PageWindow;
  readonly #ehr: OtherWindow;

  constructor(link: MessagingLink) {
    const { window } = link.environment;
    const origin = URL.parse(link.origin);
    const ehr = window && windowOfEhr(window);
    if (!window || !ehr)
      throw notSupported('This page stands in no page of a record system, nor was it opened by one.');
    if (!origin || !/^https?:$/.test(origin.protocol) || !isProtected(origin)) {
      throw notSupported('The launch names no https page of the record system that messages could go to.');
    }
    this.#link = link;
    this.#origin = origin.origin;
    this.#window = window;
    this.#ehr = ehr;
    const answer = this.#answerHandshake.bind(this);
    window.addEventListener('message', answer);
    link.over.addEventListener('abort', () => window.removeEventListener('message', answer), { once: true });
  }

  async ask(messageType: string, payload: MessagePayload = {}, options: AskOptions = {}): Promise<MessagePayload> {
    const { over, scopes, handle } = this.#link;
    over.throwIfAborted();
    options.signal?.throwIfAborted();
    const scope = `messaging/${messageType.split('.', 1)[0]}`;
    if (!messageType.startsWith('status.') && !scopes.includes(scope)) throw forbidden(scope);
    const messageId = crypto.randomUUID();
    const message = { messagingHandle: handle, messageId, messageType, payload: plain(payload) };
    const answer = this.#answerTo(messageId, messageType, options);
    this.#post(message);
    return answer;
  }

  handshake(options?: AskOptions): Promise<MessagePayload> {
    return this.ask('status.handshake', {}, options);
  }

  async done(options?: AskOptions): Promise<void> {
    refuseFailure(await this.ask('ui.done', {}, options), 'close this page. Leave it to the reader to close it.');
  }

  async launchActivity(activityType: string, activityParameters: MessagePayload, options?: AskOptions): Promise<void> {
    const answer = await this.ask('ui.launchActivity', { activityType, activityParameters }, options);
    refuseFailure(answer, 'show what was asked for. Tell the reader where to find it there.');
  }

  #post(message: MessagePayload): void {
    this.#ehr.postMessage(message, this.#origin);
  }

  /** The message in an event, when the EHR's page sent it. */
  #messageIn(event: MessageEvent<unknown>): MessagePayload | undefined {
    return event.source === this.#ehr && event.origin === this.#origin ? objectOf(event.data) : undefined;
  }

  #answerTo(messageId: string, messageType: string, options: AskOptions): Promise<MessagePayload> {
    const { over, environment } = this.#link;
    const { onPart, timeout = TIMEOUT, signal } = options;
    const calledOff = signal ? AbortSignal.any([signal, over]) : over;
    return new Promise((resolve, reject) => {
      const listen = (event: MessageEvent<unknown>): void => {
        const message = this.#messageIn(event);
        if (message?.responseToMessageId !== messageId) return;
        // An answer without content comes without a payload.
        const payload = message.payload === undefined ? {} : objectOf(message.payload);
        if (!payload || !isAnswer(messageType, payload)) return settle(() => reject(badResponse(messageType)));
        if (message.additionalResponsesExpected !== true) return settle(() => resolve(payload));
        stopWaiting();
        stopWaiting = environment.after(timeout, giveUp);
        onPart?.(payload);
      };
      const giveUp = (): void => settle(() => reject(noAnswer(messageType)));
      const callOff = (): void => settle(() => reject(calledOff.reason as Error));
      const settle = (end: () => void): void => {
        stopWaiting();
        this.#window.removeEventListener('message', listen);
        calledOff.removeEventListener('abort', callOff);
        end();
      };
      let stopWaiting = environment.after(timeout, giveUp);
      this.#window.addEventListener('message', listen);
      calledOff.addEventListener('abort', callOff, { once: true });
    });
  }

  #answerHandshake(event: MessageEvent<unknown>): void {
    const { messageType, messageId } = this.#messageIn(event) ?? {};
    if (messageType !== 'status.handshake' || typeof messageId !== 'string') return;
    this.#post({ messageId: crypto.randomUUID(), responseToMessageId: messageId, payload: {} });
  }
}

/** Around this page when it is framed, else the window that opened it (SMART Web Messaging, "Handshake"). */
function windowOfEhr(window: PageWindow & { readonly parent?: unknown }): OtherWindow | undefined {
  const other = (window.parent ?? window) === window ? window.opener : window.parent;
  // A window of another origin lets hardly anything be read of it; this it does.
  return typeof (other as OtherWindow | null)?.postMessage === 'function' ? (other as OtherWindow) : undefined;
}

/** JSON and nothing else, as the standard has it. */
function plain(payload: MessagePayload): MessagePayload {
  try {
    return JSON.parse(JSON.stringify(payload)) as MessagePayload;
  } catch (thrown) {
    throw asEhrError(thrown, 'bad-configuration', 'webMessaging: `payload` has to be JSON.');
  }
}

/** Whether a payload has what the standard asks of an answer to that type. */
function isAnswer(messageType: string, { status, bundle, outcome }: MessagePayload): boolean {
  if (/^ui\./.test(messageType)) return status === 'success' || status === 'failure';
  if (/^scratchpad\.(create|update|delete)$/.test(messageType)) return /^[1-5]\d\d\b/.test(String(status));
  if (messageType === 'fhir.http') return objectOf(bundle ?? outcome) !== undefined;
  return true;
}

function refuseFailure(answer: MessagePayload, wish: string): void {
  // Its own words for this, `statusDetail`, may speak of the patient.
  if (answer.status === 'failure') throw new EhrError('rejected', `The record system would not ${wish}`);
}

function forbidden(scope: string): EhrError {
  return new EhrError('forbidden', `The sign-in does not permit this message. Ask for the scope ${scope}.`);
}

function noAnswer(messageType: string): EhrError {
  const advice = 'It may not listen to messages at all; a handshake, asked first, tells.';
  return new EhrError('timeout', `The record system did not answer ${messageType} in time. ${advice}`);
}

function badResponse(messageType: string): EhrError {
  return new EhrError(
    'bad-response',
    `The record system answered ${messageType} with something else than SMART Web Messaging has for it. It was not used.`,
  );
}

function notSupported(reason: string): EhrError {
  return new EhrError('not-supported', `${reason} Do without them.`);
}
