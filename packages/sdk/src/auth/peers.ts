/**
 * One sign-in in several hands: sessions of one page that came back to the same kept entry, and tabs that the browser
 * duplicated, hold the same refresh token, which may be good only once. Who has renewed it leaves what came of it in this
 * tab's storage and sends it, sealed, to whoever holds the old one; who is about to renew looks for that first. So no
 * refresh token is used twice as long as somebody can answer.
 * @module
 */
import type { Environment } from './environment.ts';
import { objectOf, stringOf } from './json.ts';
import { type Kept, KeptEntry, type Letter } from './kept.ts';
import { patientIn } from './launch-context.ts';
import { type Envelope, envelopeFor } from './seal.ts';
import type { Tabs } from './tabs.ts';
import { type TokenSet, isDue } from './tokens.ts';

/** How long others have to answer, in milliseconds: their pages may be busy, and the person waits meanwhile. */
const ANSWER_WITHIN = 400;
/** How many renewals a page may have slept through. */
const MOST_STEPS = 8;

/** Where else the tokens of a sign-in are held. */
export interface Successors {
  /** The tokens that replaced these, when somebody has them. Never rejects. */
  successorOf(tokens: TokenSet): Promise<TokenSet | undefined>;
  /** Hands on the tokens that replace these. Never rejects. */
  handOn(old: TokenSet, tokens: TokenSet): Promise<void>;
}

/** Who holds tokens, and takes others in place of them. */
interface Holder {
  readonly tokens: TokenSet | undefined;
  adopt(old: TokenSet, tokens: TokenSet): void;
}

export class Peers implements Successors {
  readonly #entry: KeptEntry;
  readonly #environment: Environment;
  readonly #tabs: Tabs;
  readonly #patient: string | undefined;

  private constructor(kept: Kept, entry: KeptEntry, environment: Environment, tabs: Tabs) {
    this.#entry = entry;
    this.#environment = environment;
    this.#tabs = tabs;
    this.#patient = patientIn(kept.context);
    tabs.listen((message) => {
      if (message.type === 'asked') this.#answer(message.address);
    });
  }

  /** Keeps a sign-in, and shares it with who has it too. Undefined where the browser lets nothing be kept. */
  static of(kept: Kept, environment: Environment, tabs: Tabs): Peers | undefined {
    const entry = environment.window && new KeptEntry(environment.window, kept);
    return entry?.write(kept) ? new Peers(kept, entry, environment, tabs) : undefined;
  }

  /** False when the sign-in is over by the doing of others in this tab. */
  get isKept(): boolean {
    return this.#entry.read() !== undefined;
  }

  /** Notes that the page is used, for a reload to know. */
  used(): void {
    this.#entry.used(this.#environment.now());
  }

  forget(): void {
    this.#entry.forget();
  }

  async successorOf(tokens: TokenSet): Promise<TokenSet | undefined> {
    const stored = this.#entry.read()?.tokens;
    let newest = stored && stored.accessToken !== tokens.accessToken ? stored : tokens;
    for (let step = 0; step < MOST_STEPS && (newest === tokens || this.#isDue(newest)); step++) {
      const next = await this.#ask(newest);
      if (!next || next.accessToken === newest.accessToken) break;
      newest = next;
    }
    return newest === tokens ? undefined : newest;
  }

  async handOn(old: TokenSet, tokens: TokenSet): Promise<void> {
    const envelope = await envelopeOf(old);
    const sealed = await envelope?.seal(JSON.stringify({ ...tokens, patient: this.#patient }));
    const letter = envelope && sealed ? ([envelope.address, sealed] as const) : undefined;
    this.#entry.replace(old, tokens, letter);
    if (letter) this.#send(letter);
  }

  /** Gives a holder of these tokens those that somebody else got in place of them. */
  hear(holder: Holder): void {
    this.#tabs.listen((message) => {
      const held = holder.tokens;
      if (message.type !== 'letter' || !held) return;
      void this.#read(held, message.address, message.sealed).then((tokens) => {
        if (tokens && tokens.accessToken !== held.accessToken) holder.adopt(held, tokens);
      });
    });
  }

  async #ask(tokens: TokenSet): Promise<TokenSet | undefined> {
    const envelope = this.#tabs.canTell ? await envelopeOf(tokens) : undefined;
    if (!envelope) return undefined;
    return new Promise((resolve) => {
      const stopWaiting = this.#environment.after(ANSWER_WITHIN, () => done(undefined));
      const stopListening = this.#tabs.listen((message) => {
        if (message.type !== 'letter') return;
        void this.#read(tokens, message.address, message.sealed).then((answer) => answer && done(answer));
      });
      const done = (answer: TokenSet | undefined): void => {
        stopWaiting();
        stopListening();
        resolve(answer);
      };
      this.#tabs.tell({ type: 'asked', address: envelope.address });
    });
  }

  #answer(address: string): void {
    const letter = this.#entry.read()?.letters.find(([to]) => to === address);
    if (letter) this.#send(letter);
  }

  #send([address, sealed]: Letter): void {
    this.#tabs.tell({ type: 'letter', address, sealed });
  }

  /** Opens a letter to the holder of these tokens, and keeps what it brings, for others who ask. */
  async #read(held: TokenSet, address: string, sealed: string): Promise<TokenSet | undefined> {
    const envelope = await envelopeOf(held);
    if (envelope?.address !== address) return undefined;
    const tokens = tokensIn(await envelope.open(sealed), this.#patient);
    if (!tokens || isEarlier(tokens, held)) return undefined;
    this.#entry.replace(held, tokens, [address, sealed]);
    return tokens;
  }

  #isDue(tokens: TokenSet): boolean {
    return isDue(tokens, this.#environment.now());
  }
}

async function envelopeOf({ refreshToken }: TokenSet): Promise<Envelope | undefined> {
  return refreshToken === undefined ? undefined : envelopeFor(refreshToken).catch(() => undefined);
}

/** A server that lets a refresh token be used again has all letters go to one address: an old one may come late, or again. */
function isEarlier(tokens: TokenSet, held: TokenSet): boolean {
  return tokens.refreshToken === held.refreshToken && (tokens.expiresAt ?? Infinity) < (held.expiresAt ?? 0);
}

/** What only a holder of the earlier tokens can have written. It has to be for the same patient all the same. */
function tokensIn(text: string | undefined, patient: string | undefined): TokenSet | undefined {
  const json = text === undefined ? undefined : objectOf(JSON.parse(text));
  if (!json || json.patient !== patient || !stringOf(json.accessToken)) return undefined;
  const { accessToken, refreshToken, expiresAt, renewAt, scopes } = json as unknown as TokenSet;
  return { accessToken, refreshToken, expiresAt, renewAt, scopes };
}
