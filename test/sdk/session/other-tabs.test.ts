import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SmartSessionOptions } from '../../../packages/sdk/src/session/smart-options.ts';
import { FakeClock, FakePage, until } from '../../support/fake-page.ts';
import { SmartServer } from '../../support/smart-server.ts';
import { CALLBACK, outcome, Visitor } from '../../support/smart-visit.ts';

const MINUTE = 60_000;

let server: SmartServer;
let clock: FakeClock;
let person: Visitor;

beforeEach(async () => {
  server = await SmartServer.start();
  clock = new FakeClock();
  person = new Visitor(server, clock, {});
});
afterEach(async () => {
  await Promise.all(person.sessions.map((session) => session.signOut()));
  assert.equal(clock.waiting, 0);
  await server.close();
});

/** Another tab of the same browser. */
const tabBeside = (page: FakePage): FakePage => new FakePage(page.location.href, page.air);
/** All that was said has been heard. */
const heard = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('signing out', () => {
  it('is heard by the other tabs at the same issuer and client: they drop everything in the same turn', async () => {
    const one = await person.signIn(new FakePage());
    const other = await person.signIn(tabBeside(one.page));
    const [source] = other.session.sources;
    assert.ok(source?.kind === 'server');
    const seen: string[] = [];
    other.session.subscribe(() => seen.push(`${outcome(other.session)} ${other.session.sources.length}`));
    await one.session.signOut();
    await until(() => seen.length > 0);
    assert.deepEqual(seen, ['signed-out 0']);
    await assert.rejects(source.fetch(`${server.base}/Patient/123`), { code: 'session-expired' });
    await until(() => server.at('/auth/revoke').length === 4);
    const revoked = server.at('/auth/revoke').map((request) => request.form.get('token'));
    assert.equal(new Set(revoked).size, 4, 'each has revoked its own');
    assert.doesNotMatch(JSON.stringify(one.page.air.said), /access-|refresh-|\b123\b/);
  });

  it('quietly, for another session to take its place, ends no other and leaves it what the tab keeps', async () => {
    const one = await person.signIn(new FakePage(), { keep: 'tab' });
    const other = await person.signIn(tabBeside(one.page), { keep: 'tab' });
    await one.session.signOut({ quietly: true });
    await heard();
    assert.deepEqual([outcome(one.session), outcome(other.session)], ['signed-out', 'ready']);
    assert.equal(server.at('/auth/revoke').length, 0);
    const next = await person.load(one.page, { keep: 'tab' });
    assert.equal(outcome(next.session), 'ready');
    const inMemory = await person.signIn(new FakePage());
    await inMemory.session.signOut({ quietly: true });
    assert.equal(server.at('/auth/revoke').length, 2, 'nobody could come back to it');
  });

  it('aborts what the other tabs are reading', async () => {
    const endless = (url: string, init: RequestInit = {}): Promise<Response> =>
      url.includes('/Patient/')
        ? new Promise((_, reject) => {
            init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
          })
        : fetch(url, init);
    const one = await person.signIn(new FakePage());
    const other = await person.signIn(tabBeside(one.page), { environment: { fetch: endless } });
    const [source] = other.session.sources;
    assert.ok(source?.kind === 'server');
    const reading = assert.rejects(source.fetch(`${server.base}/Patient/123`), { code: 'session-expired' });
    await one.session.signOut();
    await reading;
  });

  it('is not heard at another client or another issuer', async () => {
    const one = await person.signIn(new FakePage());
    const client = await person.signIn(tabBeside(one.page), { clientId: 'another' });
    const issuer = await person.signIn(tabBeside(one.page), { issuer: `${server.base}/` });
    await one.session.signOut();
    await until(() => outcome(issuer.session) === 'signed-out');
    assert.equal(outcome(client.session), 'ready', 'and a slash at the end is no other issuer');
  });

  it('lets a tab that is signing in go on', async () => {
    const one = await person.signIn(new FakePage());
    const page = tabBeside(one.page);
    const session = person.sessionOn(page);
    const done = session.signIn({ by: 'redirect' });
    await one.session.signOut();
    await done;
    assert.equal(outcome((await person.comeBack(page)).session), 'ready');
  });

  it('takes what a duplicated tab keeps, and revokes it once', async () => {
    const one = await person.signIn(new FakePage(), { keep: 'tab' });
    const twin = await person.load(one.page.next(one.page.location.href), { keep: 'tab' });
    await one.session.signOut();
    await until(() => outcome(twin.session) === 'signed-out');
    assert.deepEqual([...twin.page.sessionStorage.entries], []);
    await heard();
    assert.equal(server.at('/auth/revoke').length, 2);
  });
});

describe('signing out in a tab that has slept through a renewal', () => {
  it('revokes what the tab beside it has got since', async () => {
    const one = await person.signIn(new FakePage(), { keep: 'tab' });
    const twin = await person.load(one.page.next(one.page.location.href), { keep: 'tab' });
    one.page.air.muted = true;
    clock.turn(60 * MINUTE);
    const [source] = one.session.sources;
    assert.ok(source?.kind === 'server');
    const reading = source.fetch(`${server.base}/Patient/123`);
    await until(() => one.page.air.said.length > 0 && clock.waiting > 0);
    clock.turn(400);
    assert.equal((await reading).status, 200);
    const token = server.at('/fhir/Patient').at(-1)?.headers.authorization?.replace('Bearer ', '') ?? '';
    one.page.air.muted = false;
    await twin.session.signOut();
    await until(() => outcome(one.session) === 'signed-out');
    await until(() => server.at('/auth/revoke').some((request) => request.form.get('token') === token));
  });
});

describe('a page that nobody uses', () => {
  const options: Partial<SmartSessionOptions> = { keep: 'tab', idle: { after: 15 * MINUTE } };

  it('is in use as long as one of the tabs that share its sign-in is', async () => {
    const one = await person.signIn(new FakePage(), options);
    const twin = await person.load(one.page.next(one.page.location.href), options);
    clock.turn(14.5 * MINUTE);
    assert.ok(one.session.state.kind === 'ready' && one.session.state.ending);
    twin.page.dispatch('pointerdown', {});
    await until(() => one.session.state.kind === 'ready' && one.session.state.ending === undefined);
    clock.turn(14 * MINUTE - 1);
    assert.deepEqual([outcome(one.session), outcome(twin.session)], ['ready', 'ready']);
    assert.ok(one.session.state.kind === 'ready');
    assert.equal(one.session.state.ending, undefined);
  });

  it('ends in all tabs that share the sign-in, and in no other', async () => {
    const one = await person.signIn(new FakePage(), options);
    const twin = await person.load(one.page.next(one.page.location.href), { keep: 'tab' });
    const stranger = await person.signIn(tabBeside(one.page));
    clock.turn(15 * MINUTE);
    await until(() => outcome(twin.session) !== 'ready');
    assert.equal(outcome(one.session), 'expired: session-idle');
    assert.equal(outcome(twin.session), 'expired: session-idle', 'it had no idle time of its own');
    await heard();
    assert.equal(outcome(stranger.session), 'ready');
  });

  it('says that it is used now and then, not with each key', async () => {
    const { page } = await person.signIn(new FakePage(), options);
    for (let key = 0; key < 50; key++) {
      page.dispatch('keydown', {});
      clock.turn(100);
    }
    assert.equal(page.air.said.length, 1);
  });
});

describe('a tab that was elsewhere when somebody signed out', () => {
  it('does not bring back a sign-in of its own from before, and brings back a later one', async () => {
    const one = await person.signIn(new FakePage(), { keep: 'tab' });
    const apart = await person.signIn(new FakePage(one.page.location.href, one.page.air), { keep: 'tab' });
    one.page.air.muted = true;
    clock.turn(1);
    await one.session.signOut();
    const back = await person.load(apart.page.next(apart.page.location.href), { keep: 'tab' });
    assert.equal(outcome(back.session), 'signed-out');
    assert.equal(back.page.sessionStorage.entries.size, 0);
    assert.doesNotMatch([...one.page.localStorage.entries].flat().join(), /access-|refresh-|\b123\b/);
    clock.turn(1);
    const later = await person.signIn(back.page, { keep: 'tab' });
    const again = await person.load(later.page.next(later.page.location.href), { keep: 'tab' });
    assert.equal(outcome(again.session), 'ready');
  });
});

describe('several sign-ins of a tab, between which somebody signed out elsewhere', () => {
  it('come back only as far as they are later', async () => {
    const earlier = await person.signIn(new FakePage(), { keep: 'tab' });
    const other = await person.signIn(tabBeside(earlier.page), { keep: 'tab' });
    earlier.page.air.muted = true;
    clock.turn(1);
    await other.session.signOut();
    clock.turn(1);
    const later = await person.signIn(new FakePage(undefined, earlier.page.air), { keep: 'tab' });
    const reloaded = later.page.next(later.page.location.href);
    for (const [key, value] of earlier.page.sessionStorage.entries) reloaded.sessionStorage.setItem(key, value);
    assert.equal(reloaded.sessionStorage.entries.size, 2);
    assert.equal(outcome((await person.load(reloaded, { keep: 'tab' })).session), 'ready');
    assert.deepEqual([...reloaded.sessionStorage.entries.keys()], [...later.page.sessionStorage.entries.keys()]);
  });
});

describe('a page that the browser brings back as it was left', () => {
  it('is signed out at once, when somebody signed out in the same tab meanwhile', async () => {
    const left = await person.signIn(new FakePage(), { keep: 'tab' });
    // One tab has one storage: what the next page deletes is gone for this one.
    const next = left.page.next(left.page.location.href);
    left.page.air.muted = true;
    const { session } = await person.load(next, { keep: 'tab' });
    await session.signOut();
    left.page.sessionStorage.entries.clear();
    left.page.dispatch('pageshow', { persisted: true });
    assert.equal(outcome(left.session), 'signed-out');
    assert.deepEqual(left.session.sources, []);
  });

  it('is signed out at once, and revoked, when somebody signed out in another tab meanwhile', async () => {
    const left = await person.signIn(new FakePage(), { keep: 'tab' });
    const other = await person.signIn(tabBeside(left.page), { keep: 'tab' });
    left.page.air.muted = true;
    await other.session.signOut();
    assert.equal(server.at('/auth/revoke').length, 2);
    left.page.dispatch('pageshow', { persisted: true });
    assert.deepEqual([outcome(left.session), left.session.sources], ['signed-out', []]);
    assert.equal(left.page.sessionStorage.entries.size, 0);
    await until(() => server.at('/auth/revoke').length === 4);
  });

  it('goes on when nothing happened and the sign-in is kept', async () => {
    const { page, session } = await person.signIn(new FakePage(), { keep: 'tab' });
    page.dispatch('pageshow', { persisted: true });
    assert.equal(outcome(session), 'ready');
  });

  it('is signed out when its sign-in was in memory only: nobody comes back to the patient before', async () => {
    const launch = `https://portal.example/launch?launch=1&iss=${encodeURIComponent(server.base)}`;
    const launched = new FakePage(launch);
    await person.load(launched);
    const { page, session } = await person.comeBack(launched);
    assert.equal(outcome(session), 'ready');
    page.dispatch('pageshow', { persisted: true });
    assert.deepEqual([outcome(session), session.sources], ['signed-out', []]);
    await until(() => server.at('/auth/revoke').length > 0);
  });

  it('is over at once, when its time ran out meanwhile', async () => {
    server.behaviour.tokenResponse = { refresh_token: undefined };
    const { page, session } = await person.signIn(new FakePage());
    clock.jump(60 * MINUTE);
    page.dispatch('pageshow', { persisted: true });
    assert.equal(outcome(session), 'expired: session-expired');
  });
});

describe('two tabs', () => {
  it('launched for two patients are two sessions', async () => {
    const launch = `https://portal.example/launch?launch=1&iss=${encodeURIComponent(server.base)}`;
    const one = new FakePage(launch);
    const other = new FakePage(launch, one.air);
    await Promise.all([person.load(one), person.load(other)]);
    const first = await person.comeBack(one);
    server.behaviour.tokenResponse = { patient: '456' };
    const second = await person.comeBack(other);
    const patients = [first, second].map(
      ({ session }) => session.state.kind === 'ready' && session.state.context.patient,
    );
    assert.deepEqual(patients, ['123', '456']);
  });

  it('of which one is the copy of the other, made while signing in: the answer is used once', async () => {
    const page = new FakePage();
    await person.sessionOn(page).signIn({ by: 'redirect' });
    const query = server.agree(page.left[0] ?? '');
    const [one, copy] = [page.next(`${CALLBACK}?${query}`), page.next(`${CALLBACK}?${query}`)];
    assert.equal(outcome((await person.load(one)).session), 'ready');
    assert.equal(outcome((await person.load(copy)).session), 'failed: code-rejected');
  });
});
