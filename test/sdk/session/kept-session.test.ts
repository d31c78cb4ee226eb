import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { envelopeFor } from '../../../packages/sdk/src/auth/seal.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import type { ServerSource } from '../../../packages/sdk/src/session/source.ts';
import { FakeClock, FakePage, until } from '../../support/fake-page.ts';
import { SmartServer } from '../../support/smart-server.ts';
import { outcome, Visitor } from '../../support/smart-visit.ts';

const HOUR = 3_600_000;

let server: SmartServer;
let clock: FakeClock;
let person: Visitor;
let patient: string;

beforeEach(async () => {
  server = await SmartServer.start();
  clock = new FakeClock();
  person = new Visitor(server, clock, { keep: 'tab', environment: { locks: navigator.locks } });
  patient = `${server.base}/Patient/123`;
});
afterEach(async () => {
  await Promise.all(person.sessions.map((session) => session.signOut()));
  assert.equal(clock.waiting, 0);
  await server.close();
});

function sourceOf(session: Session): ServerSource {
  const [source] = session.sources;
  assert.ok(source?.kind === 'server', outcome(session));
  return source;
}

const read = async (session: Session): Promise<number> => (await sourceOf(session).fetch(patient)).status;
const stored = (page: FakePage): string => [...page.sessionStorage.entries.values()].join();
const refreshes = (): (string | null)[] =>
  server.grants('refresh_token').map((request) => request.form.get('refresh_token'));
const asked = (page: FakePage): number => page.air.said.filter((message) => isOf(message, 'asked')).length;
const isOf = (message: unknown, type: string): boolean => (message as { type: string }).type === type;

/** The person agrees in the popup of that page. */
async function answerInPopup(page: FakePage): Promise<void> {
  await until(() => page.popups[0]?.visited.length === 1 && (page.listeners.get('message')?.size ?? 0) > 0);
  const [popup] = page.popups;
  const data = { type: 'ehr-widgets:authorization-response', response: server.agree(popup?.visited[0] ?? '') };
  page.dispatch('message', { data, origin: 'https://portal.example', source: popup });
}

/** Nobody answers: the time to do so passes. */
async function passInSilence(page: FakePage, questions: number): Promise<void> {
  await until(() => asked(page) >= questions && clock.waiting > 0);
  clock.turn(400);
}

describe('a sign-in that is kept in its tab', () => {
  it('is there again after a reload, and no server was asked', async () => {
    const { page, session } = await person.signIn(new FakePage());
    const before = server.received.length;
    const again = await person.load(page.next(page.location.href));
    assert.equal(outcome(again.session), 'ready');
    assert.equal(server.received.length, before);
    assert.deepEqual(again.session.state, session.state);
    assert.deepEqual(sourceOf(again.session).scopes, sourceOf(session).scopes);
    assert.equal(await read(again.session), 200);
  });

  it('is not, unless the host chose it: nothing is in storage', async () => {
    const { page } = await person.signIn(new FakePage(), { keep: 'memory' });
    assert.deepEqual([...page.sessionStorage.entries], []);
    const again = await person.load(page.next(page.location.href), { keep: 'memory' });
    assert.equal(outcome(again.session), 'signed-out');
  });

  it('is gone from storage as soon as somebody signs out, or it ends by itself', async () => {
    const out = await person.signIn(new FakePage());
    assert.match(stored(out.page), /refresh-/);
    void out.session.signOut();
    assert.equal(stored(out.page), '');

    const refused = await person.signIn(new FakePage());
    server.dropEverything();
    const failed = assert.rejects(read(refused.session), { code: 'session-expired' });
    await passInSilence(refused.page, 1);
    await passInSilence(refused.page, 2);
    await failed;
    assert.equal(stored(refused.page), '');

    const idle = await person.signIn(new FakePage(), { idle: { after: HOUR } });
    clock.turn(HOUR);
    assert.equal(outcome(idle.session), 'expired: session-idle');
    assert.equal(stored(idle.page), '');
    assert.equal(outcome((await person.load(idle.page.next(idle.page.location.href))).session), 'signed-out');
  });

  it('does not come back once its token has ended, or nobody used it for too long', async () => {
    server.behaviour.tokenResponse = { refresh_token: undefined };
    const dated = await person.signIn(new FakePage());
    const closed = dated.page.next(dated.page.location.href);
    clock.jump(HOUR);
    const seen: string[] = [];
    const late = person.sessionOn(closed);
    late.subscribe(() => seen.push(outcome(late)));
    await late.resume();
    assert.deepEqual(seen, ['signing-in', 'expired: session-expired'], 'it was never ready');
    assert.equal(stored(closed), '');
    await dated.session.signOut();

    server.behaviour.tokenResponse = {};
    const idle = { idle: { after: HOUR } };
    const used = await person.signIn(new FakePage(), idle);
    clock.turn(HOUR / 2);
    used.page.dispatch('keydown', {});
    clock.turn(HOUR / 2);
    const copy = used.page.next(used.page.location.href);
    assert.equal(outcome((await person.load(copy, idle)).session), 'ready', 'half an hour after the last key');
    const left = used.page.next(used.page.location.href);
    clock.jump(HOUR);
    assert.equal(outcome((await person.load(left, idle)).session), 'expired: session-idle');
    assert.equal(stored(left), '');
  });

  it('gives way to an EHR launch of another patient, and is deleted before the page leaves', async () => {
    const { page } = await person.signIn(new FakePage());
    const launch = page.next(`https://portal.example/launch?launch=2&iss=${encodeURIComponent(server.base)}`);
    const session = person.sessionOn(launch);
    const leaving = session.resume();
    assert.doesNotMatch(stored(launch), /access-|refresh-/);
    await leaving;
    assert.equal(launch.left.length, 1);
    server.behaviour.tokenResponse = { patient: '456' };
    const back = await person.comeBack(launch);
    assert.ok(back.session.state.kind === 'ready');
    assert.equal(back.session.state.context.patient, '456');
    const reloaded = await person.load(back.page.next(back.page.location.href));
    assert.ok(reloaded.session.state.kind === 'ready');
    assert.equal(reloaded.session.state.context.patient, '456');
    await reloaded.session.signOut();
    const after = await person.load(reloaded.page.next(back.page.location.href));
    assert.equal(outcome(after.session), 'signed-out', 'the patient before does not come up again');
  });

  it('gives way to an EHR launch at another server, so that two patients never stand side by side', async () => {
    const { page } = await person.signIn(new FakePage());
    const other = 'https://other.example/fhir';
    const launch = page.next(`https://portal.example/launch?launch=2&iss=${encodeURIComponent(other)}`);
    void person.sessionOn(launch, { issuer: other }).resume();
    assert.doesNotMatch(stored(launch), /access-|refresh-/);
    const again = await person.load(launch.next('https://portal.example/launch'));
    assert.equal(outcome(again.session), 'signed-out');
  });

  it('gives way to an answer of the authorization server, also to a bad one', async () => {
    const { page } = await person.signIn(new FakePage());
    const forged = await person.load(page.next('https://portal.example/callback.html?code=1&state=2'));
    assert.equal(outcome(forged.session), 'failed: state-mismatch');
    assert.equal(stored(forged.page), '');
  });

  it('is in memory all the same where storage is forbidden or full', async () => {
    for (const fault of ['forbidden', 'full'] as const) {
      const page = new FakePage();
      page.sessionStorage[fault] = true;
      const session = person.sessionOn(page);
      const done = session.signIn();
      await answerInPopup(page);
      await done;
      assert.equal(await read(session), 200);
      clock.turn(HOUR);
      assert.equal(await read(session), 200, 'and is renewed');
      assert.equal(page.sessionStorage.entries.size, 0);
    }
  });

  it('is for one sign-in: two at one server are two, and each session of a reloaded page finds its own', async () => {
    const first = await person.signIn(new FakePage());
    server.behaviour.tokenResponse = { patient: '456' };
    const other = person.sessionOn(first.page);
    const done = other.signIn();
    await answerInPopup(first.page);
    await done;
    assert.equal(first.page.sessionStorage.entries.size, 2);
    const reloaded = first.page.next(first.page.location.href);
    const patients = [await person.load(reloaded), await person.load(reloaded)].map(({ session }) =>
      session.state.kind === 'ready' ? session.state.context.patient : session.state.kind,
    );
    assert.deepEqual(patients.sort(), ['123', '456']);
  });

  it('is for the place that it was kept for: of two at one server, none shows the record of the other', async () => {
    const mum = { name: 'Mum' };
    const child = { name: 'Child' };
    const { page } = await person.signIn(new FakePage(), mum);
    const alone = page.next(page.location.href);
    assert.equal(outcome((await person.load(alone, child)).session), 'signed-out');
    assert.equal(outcome((await person.load(alone, mum)).session), 'ready', 'and is left to the one that it is for');
    clock.turn(1);
    server.behaviour.tokenResponse = { patient: '456' };
    const other = person.sessionOn(page, child);
    const done = other.signIn();
    await answerInPopup(page);
    await done;
    const both = page.next(page.location.href);
    const patients = [await person.load(both, mum), await person.load(both, child)].map(
      ({ session }) => session.state.kind === 'ready' && session.state.context.patient,
    );
    assert.deepEqual(patients, ['123', '456']);
  });

  it('is one right to read for all that came back to it, and another sign-in is another', async () => {
    const { page, session } = await person.signIn(new FakePage());
    const back = page.next(page.location.href);
    const [one, other] = [await person.load(back), await person.load(back)];
    assert.ok(sourceOf(one.session).right);
    assert.equal(sourceOf(one.session).right, sourceOf(other.session).right);
    const again = await person.signIn(new FakePage());
    assert.notEqual(sourceOf(again.session).right, sourceOf(session).right);
    assert.deepEqual(sourceOf(again.session).scopes, sourceOf(session).scopes);
  });

  it('does not come back after a sign-out, though nobody on the page had come back to it', async () => {
    const parent = await person.signIn(new FakePage());
    const child = person.sessionOn(parent.page);
    const done = child.signIn();
    await answerInPopup(parent.page);
    await done;
    const { page, session } = await person.load(parent.page.next(parent.page.location.href));
    await session.signOut();
    assert.equal(stored(page), '');
  });

  it('is there for one session of a page, while an answer in the address is for another', async () => {
    const { page } = await person.signIn(new FakePage());
    const own = { clientId: 'another', redirectUri: 'https://portal.example/record' };
    await person.sessionOn(page, own).signIn({ by: 'redirect' });
    const back = page.next(`https://portal.example/record?${server.agree(page.left.at(-1) ?? '')}`);
    const first = await person.load(back, { redirectUri: own.redirectUri });
    const second = await person.load(back, own);
    assert.deepEqual([outcome(first.session), outcome(second.session)], ['ready', 'ready']);
  });

  it('is for its issuer and client only, and in the form this version writes', async () => {
    const { page } = await person.signIn(new FakePage());
    const next = (): FakePage => page.next(page.location.href);
    assert.equal(outcome((await person.load(next(), { clientId: 'another' })).session), 'signed-out');
    assert.equal(outcome((await person.load(next(), { issuer: `${server.base}/2` })).session), 'signed-out');
    const [[key, text] = ['', '']] = [...page.sessionStorage.entries];
    for (const other of [text.replace('"version":1', '"version":0'), '{}', 'null', 'nonsense', '{"version":1}']) {
      const changed = next();
      changed.sessionStorage.setItem(key, other);
      assert.equal(outcome((await person.load(changed)).session), 'signed-out', other.slice(0, 20));
      assert.equal(stored(changed), '');
    }
  });
});

describe('one sign-in in several hands', () => {
  /** Four sessions on each of three pages: one tab that was reloaded, and two duplicates of it. */
  async function twelve(): Promise<{ page: FakePage; sessions: Session[] }> {
    const { page } = await person.signIn(new FakePage());
    const pages = [page.next(page.location.href), page.next(page.location.href), page.next(page.location.href)];
    const sessions: Session[] = [];
    for (const each of pages) {
      for (let count = 0; count < 4; count++) sessions.push((await person.load(each)).session);
    }
    return { page, sessions };
  }

  it('is renewed by one request a rotation, and everybody has the new token', async () => {
    const { page, sessions } = await twelve();
    for (let rotation = 1; rotation <= 3; rotation++) {
      clock.turn(HOUR);
      const all = Promise.all(sessions.map(read));
      await passInSilence(page, asked(page) + 1);
      assert.deepEqual(new Set(await all), new Set([200]));
      assert.equal(refreshes().length, rotation);
    }
    assert.equal(new Set(refreshes()).size, 3);
    const tokens = server
      .at('/fhir/Patient')
      .slice(-12)
      .map((request) => request.headers.authorization);
    assert.equal(new Set(tokens).size, 1);
  });

  it('is renewed by one request after a 401 too', async () => {
    const { page, sessions } = await twelve();
    server.dropAccessTokens();
    const all = Promise.all(sessions.map(read));
    await passInSilence(page, 1);
    assert.deepEqual(new Set(await all), new Set([200]));
    assert.equal(refreshes().length, 1);
  });

  it('shows a listener on the channel no token, and takes nothing from a stranger on it', async () => {
    const { page, sessions } = await twelve();
    const [first] = sessions;
    assert.ok(first);
    for (const strange of [null, 'hello', {}, { type: 'letter', address: 'a', sealed: 'b' }, { type: 'used' }]) {
      for (const channel of page.air.open) channel.onmessage?.({ data: strange } as MessageEvent);
    }
    clock.turn(HOUR);
    const reading = read(first);
    await passInSilence(page, 1);
    await reading;
    const letter = page.air.said.find((message) => isOf(message, 'letter')) as { address: string; sealed: string };
    assert.ok(letter.sealed.length > 100);
    assert.doesNotMatch(JSON.stringify(page.air.said), /access-|refresh-|123/);
    const forged = { ...letter, sealed: `${letter.sealed.slice(0, -8)}AAAAAAA=` };
    clock.turn(HOUR);
    for (const channel of page.air.open) channel.onmessage?.({ data: forged } as MessageEvent);
    const again = read(first);
    await passInSilence(page, 2);
    assert.equal(await again, 200);
    assert.deepEqual(new Set(sessions.map(outcome)), new Set(['ready']));
  });

  it('does not go back to earlier tokens by a letter that comes again, where the refresh token stays the same', async () => {
    server.behaviour.rotates = false;
    const { page, session } = await person.signIn(new FakePage());
    for (let renewal = 1; renewal <= 2; renewal++) {
      clock.turn(HOUR);
      const reading = read(session);
      await passInSilence(page, renewal);
      assert.equal(await reading, 200);
    }
    const before = stored(page);
    const letters = page.air.said.filter((message) => isOf(message, 'letter'));
    assert.equal(letters.length, 2);
    for (const channel of page.air.open) channel.onmessage?.({ data: letters[0] } as MessageEvent);
    // Opening a letter takes a moment, and nothing tells of one that is put aside.
    await envelopeFor('how long it takes').then((envelope) => envelope?.seal('').then(envelope.open));
    assert.equal(stored(page), before);
    assert.equal(await read(session), 200);
    assert.equal(refreshes().length, 2, 'it still has the latest');
  });

  it('is found again by a tab that slept through two renewals', async () => {
    const { page, session } = await person.signIn(new FakePage());
    const asleep = page.next(page.location.href);
    for (let rotation = 1; rotation <= 2; rotation++) {
      clock.turn(HOUR);
      const reading = read(session);
      await passInSilence(page, rotation);
      assert.equal(await reading, 200);
    }
    const reloaded = await person.load(page.next(page.location.href));
    const awake = await person.load(asleep);
    assert.equal(await read(awake.session), 200);
    assert.equal(refreshes().length, 2);
    assert.equal(asked(page), 4, 'once for each renewal missed');
    assert.equal(outcome(reloaded.session), 'ready');
  });

  it('ends, without a loop, for a tab whose token was used by somebody who is gone; and for nobody else', async () => {
    const { page, session } = await person.signIn(new FakePage());
    const asleep = page.next(page.location.href);
    clock.turn(HOUR);
    const reading = read(session);
    await passInSilence(page, 1);
    await reading;
    page.air.muted = true;
    const awake = await person.load(asleep);
    const failed = assert.rejects(read(awake.session), { code: 'session-expired' });
    await passInSilence(page, 2);
    await passInSilence(page, 3);
    await failed;
    assert.equal(outcome(awake.session), 'expired: session-expired');
    assert.equal(refreshes().length, 2);
    page.air.muted = false;
    assert.equal(await read(session), 200);
  });

  it('is adopted late from a page that was too busy to answer in time', async () => {
    const { page, session } = await person.signIn(new FakePage());
    const asleep = page.next(page.location.href);
    clock.turn(HOUR);
    const reading = read(session);
    await passInSilence(page, 1);
    await reading;
    const awake = await person.load(asleep);
    page.air.muted = true;
    const late = read(awake.session);
    await passInSilence(page, 2);
    page.air.muted = false;
    assert.equal(await late, 200);
    assert.equal(refreshes().length, 2, 'the second was refused');
  });

  it('keeps its refresh token through a network that is down and a request that is aborted', async () => {
    const { page, session } = await person.signIn(new FakePage());
    clock.turn(HOUR);
    server.behaviour.tokenDown = true;
    const down = assert.rejects(read(session), { code: 'token-request-failed' });
    await passInSilence(page, 1);
    await down;
    assert.equal(outcome(session), 'ready');
    assert.match(stored(page), /refresh-/);
    server.behaviour.tokenDown = false;
    const impatient = new AbortController();
    const aborted = assert.rejects(sourceOf(session).fetch(patient, { signal: impatient.signal }), {
      name: 'AbortError',
    });
    const patientOne = read(session);
    await until(() => asked(page) === 2);
    impatient.abort();
    await aborted;
    await passInSilence(page, 2);
    assert.equal(await patientOne, 200);
    const reloaded = await person.load(page.next(page.location.href));
    assert.equal(await read(reloaded.session), 200, 'with the new tokens');
    assert.equal(refreshes().length, 2);
  });

  it('works without channels and without locks, within its tab', async () => {
    const alone = {
      locks: undefined,
      channel: () => {
        throw new DOMException('Not in this frame.', 'SecurityError');
      },
    };
    const { page } = await person.signIn(new FakePage(), { environment: alone });
    const again = page.next(page.location.href);
    const sessions = [
      await person.load(again, { environment: alone }),
      await person.load(again, { environment: alone }),
    ];
    clock.turn(HOUR);
    for (const { session } of sessions) assert.equal(await read(session), 200);
    assert.equal(refreshes().length, 1, 'the second has found it in storage');
  });
});
