/**
 * Who is told what: sockets, the subscriptions that each carries, and what was stored meanwhile.
 * @module
 */
import type { Access } from '../access.ts';
import { patientParametersOf } from '../definitions/registry.ts';
import { notFound, type Answer, type Exchange, type Service } from '../interactions/exchange.ts';
import { parseExact, type ExactObject } from '../json.ts';
import { meets } from '../search/conditions.ts';
import { refersTo } from '../search/parameters.ts';
import type { StoredVersion } from '../store/store.ts';
import { eventNotification, handshake } from './notification.ts';
import { accepted, filtersOf, type Filter } from './subscription.ts';

/** Where the sockets of a server are, after its base. */
export const socketPath = '/ws';

const tokenLifetime = 60 * 60_000;

/** A token stands for one subscription, and for what its holder may read. */
interface Binding {
  readonly subscription: string;
  readonly access: Access;
  readonly expires: number;
}

interface Carried {
  readonly subscription: ExactObject;
  readonly filters: readonly Filter[];
  readonly access: Access;
  readonly send: (notification: ExactObject) => void;
}

/** The feeds of one server. */
export class Feeds {
  readonly #service: () => Service;
  readonly #tokens = new Map<string, Binding>();
  /** By the id of the subscription. */
  readonly #carried = new Map<string, Set<Carried>>();
  readonly #events = new Map<string, number>();

  constructor(service: () => Service) {
    this.#service = service;
  }

  /** `Subscription/[id]/$get-ws-binding-token` (Subscriptions R5 Backport IG 1.1.0). */
  bindingToken({ access, service }: Exchange, id: string): Answer {
    access.reach('Subscription', 'r');
    const stored = service.store.current('Subscription', id);
    if (stored?.text === undefined || !access.reaches(stored.pk, 'Subscription', 'r')) {
      throw notFound('Subscription', id);
    }
    accepted(parseExact(stored.text) as ExactObject);
    const token = service.newId();
    const expires = service.now().getTime() + tokenLifetime;
    this.#tokens.set(token, { subscription: id, access, expires });
    const parameter = [
      { name: 'token', valueString: token },
      { name: 'expiration', valueDateTime: new Date(expires).toISOString() },
      { name: 'subscription', valueString: id },
      { name: 'websocket-url', valueUrl: `${service.base.replace(/^http/, 'ws')}${socketPath}` },
    ];
    return { status: 200, headers: {}, body: JSON.stringify({ resourceType: 'Parameters', parameter }) };
  }

  /** Begins to tell a socket of what a token stands for. Returns how to stop; undefined when the token is not good. */
  bind(token: string, send: Carried['send']): (() => void) | undefined {
    const binding = this.#tokens.get(token);
    this.#tokens.delete(token);
    if (!binding || binding.expires < this.#service().now().getTime()) return undefined;
    const { subscription: id, access } = binding;
    const subscription = this.#subscription(id);
    if (!subscription) return undefined;
    const carried: Carried = { subscription, filters: filtersOf(subscription), access, send };
    const all = this.#carried.get(id) ?? new Set();
    // A socket that was bound before goes on with the new token.
    for (const before of all) if (before.send === send) all.delete(before);
    this.#carried.set(id, all.add(carried));
    send(handshake(this.#notified(id, subscription)));
    return () => {
      all.delete(carried);
      if (all.size === 0) this.#carried.delete(id);
    };
  }

  /** Tells of what was stored. */
  tell(versions: readonly StoredVersion[]): void {
    for (const [id, sockets] of this.#carried) {
      if (!this.#subscription(id)) continue;
      for (const carried of sockets) {
        const known = versions.filter((version) => this.#isFor(version, carried));
        if (known.length === 0) continue;
        const { send, subscription } = carried;
        this.#events.set(id, (this.#events.get(id) ?? 0) + known.length);
        send(eventNotification(this.#notified(id, subscription), known));
      }
    }
  }

  #notified(id: string, subscription: ExactObject) {
    const { base, now, newId } = this.#service();
    return { base, id, subscription, events: this.#events.get(id) ?? 0, now: now(), newId };
  }

  #subscription(id: string): ExactObject | undefined {
    const text = this.#service().store.current('Subscription', id)?.text;
    return text === undefined ? undefined : (parseExact(text) as ExactObject);
  }

  #isFor({ type, id, version, text }: StoredVersion, { filters, access }: Carried): boolean {
    const { store } = this.#service();
    // Of what was deleted, what it was says whose it was.
    const look = text ?? store.version(type, id, version - 1)?.text;
    if (look === undefined || !access.reachesText(type, id, look, 'r')) return false;
    return filters.some((filter) => {
      if (filter.type !== type) return false;
      if (type === 'Patient') return filter.patient === id;
      const mine = refersTo(store, patientParametersOf(type), `Patient/${filter.patient}`);
      return store.asIfStored(type, id, look, (pk) => meets(store, pk, mine));
    });
  }
}
