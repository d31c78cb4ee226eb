/** The two halves of a sign-in, over HTTP, without a page. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { beginAuthorization } from '../../../packages/sdk/src/auth/authorization.ts';
import { patientIn } from '../../../packages/sdk/src/auth/launch-context.ts';
import { client, signIn } from '../../support/signing-in.ts';
import { SmartServer } from '../../support/smart-server.ts';

let server: SmartServer;
beforeEach(async () => {
  server = await SmartServer.start();
});
afterEach(() => server.close());

function offer(change: Record<string, unknown>): void {
  server.behaviour.discovery = { ...server.goodDiscovery(), ...change };
}

describe('the authorization request', () => {
  it('goes in the address as a rule', async () => {
    offer({ capabilities: ['authorize-post'] });
    const { target } = await beginAuthorization(client, server.base);
    assert.equal(target.form, undefined);
    assert.equal(new URL(target.url).searchParams.get('client_id'), 'portal');
  });

  it('says what the standard asks for, and nothing that a server might not know', async () => {
    const names = async (scope: string, launch?: string): Promise<string> => {
      const { target } = await beginAuthorization({ ...client, scope }, server.base, launch);
      return [...new URL(target.url).searchParams.keys()].sort().join(' ');
    };
    const always = 'aud client_id code_challenge code_challenge_method redirect_uri response_type scope state';
    assert.equal(await names('launch/patient patient/*.rs'), always);
    const more =
      'aud client_id code_challenge code_challenge_method launch nonce redirect_uri response_type scope state';
    assert.equal(await names('openid patient/*.rs', 'xyz'), more);
  });

  it('goes as a form where that is wanted', async () => {
    const { target } = await beginAuthorization({ ...client, authorizeBy: 'post' }, server.base);
    assert.equal(target.url, `${server.origin}/auth/authorize`);
    assert.equal(target.form?.get('aud'), server.base);
    assert.equal(target.form?.get('code_challenge_method'), 'S256');
  });

  it('goes as a form by itself when the address would be too long and the server takes forms', async () => {
    const scope = Array.from({ length: 100 }, (_, index) => `patient/Observation.rs?code=http://loinc.org|${index}`);
    const long = { ...client, scope: `launch/patient ${scope.join(' ')}` };
    const without = await beginAuthorization(long, server.base);
    assert.equal(without.target.form, undefined, 'the server does not say that it takes forms');
    offer({ capabilities: ['authorize-post', 'permission-v2'] });
    const { target } = await beginAuthorization(long, server.base);
    assert.equal(target.url, `${server.origin}/auth/authorize`);
    assert.equal(target.form?.get('scope'), long.scope);
    const launch = await beginAuthorization(client, server.base, 'x'.repeat(2000));
    assert.equal(launch.target.form?.get('launch')?.length, 2000);
  });

  it('keeps the query of the endpoint, and says itself what both say', async () => {
    offer({ authorization_endpoint: `${server.origin}/auth/authorize?tenant=1&aud=old&scope=all` });
    const { target: address } = await beginAuthorization(client, server.base);
    const asked = new URL(address.url).searchParams;
    assert.deepEqual([asked.getAll('tenant'), asked.getAll('aud')], [['1'], [server.base]]);
    assert.deepEqual(asked.getAll('scope'), [client.scope]);
    const { target: form } = await beginAuthorization({ ...client, authorizeBy: 'post' }, server.base);
    assert.equal(form.url, `${server.origin}/auth/authorize?tenant=1`);
  });
});

describe('scopes', () => {
  const asked = async (capabilities: string[], scope: string): Promise<string | null> => {
    offer({ capabilities });
    const { target } = await beginAuthorization({ ...client, scope }, server.base);
    return new URL(target.url).searchParams.get('scope');
  };

  it('are asked for as the server understands them', async () => {
    const scope = 'launch/patient patient/*.rs patient/Observation.sr?category=laboratory';
    assert.equal(await asked(['permission-v1'], scope), 'launch/patient patient/*.read patient/Observation.read');
    assert.equal(
      await asked(['permission-v2'], scope),
      'launch/patient patient/*.rs patient/Observation.rs?category=laboratory',
    );
  });

  it('that the server gives without saying are those that were sent', async () => {
    offer({ capabilities: ['permission-v1'] });
    server.behaviour.tokenResponse = { scope: undefined };
    const { tokens } = await signIn(server, { client: { scope: 'launch/patient patient/Observation.rs' } });
    assert.deepEqual(tokens.scopes, ['launch/patient', 'patient/Observation.read']);
  });

  it('that leave nothing but the sign-in itself are told as such, as after a silent cut', async () => {
    server.behaviour.tokenResponse = { scope: 'fhirUser launch openid' };
    await assert.rejects(signIn(server), { code: 'nothing-granted' });
    server.behaviour.tokenResponse = { scope: '' };
    await assert.rejects(signIn(server), { code: 'nothing-granted' });
  });
});

describe('the name of the sender in an answer (RFC 9207)', () => {
  const answering = (iss: readonly string[]) =>
    signIn(server, {
      answer: (_, query) => [query, ...iss.map((name) => `iss=${encodeURIComponent(name)}`)].join('&'),
    });
  const own = (): string => `${server.origin}/auth`;

  it('may be missing where the server does not say that it is there', async () => {
    assert.equal(patientIn((await answering([])).context), '123');
    assert.equal(patientIn((await answering([own()])).context), '123');
  });

  it('has to be there where the server says so, and nothing is sent without it', async () => {
    offer({ authorization_response_iss_parameter_supported: true });
    await assert.rejects(answering([]), { code: 'state-mismatch' });
    assert.deepEqual(server.at('/auth/token'), []);
    assert.equal(patientIn((await answering([own()])).context), '123');
  });

  it('has to be the one that was asked, and only that', async () => {
    for (const names of [['https://evil.example'], [own(), 'https://evil.example'], [own(), own()]]) {
      await assert.rejects(answering(names), { code: 'state-mismatch' }, names.join());
    }
    assert.deepEqual(server.at('/auth/token'), []);
  });
});

describe('what comes of a sign-in', () => {
  it('is the offer of messages beside the context', async () => {
    server.behaviour.tokenResponse = {
      smart_web_messaging_origin: 'https://ehr.example',
      smart_web_messaging_handle: 'bws8YCbyBtCYi5mWVgUDRqX9xcjiudCo',
    };
    const { messaging, context } = await signIn(server);
    assert.deepEqual(messaging, { origin: 'https://ehr.example', handle: 'bws8YCbyBtCYi5mWVgUDRqX9xcjiudCo' });
    assert.doesNotMatch(JSON.stringify(context), /bws8/);
  });

  it('is nothing after a discovery that failed, and everything at the next attempt', async () => {
    server.behaviour.discovery = 503;
    await assert.rejects(signIn(server), { code: 'discovery-failed', status: 503 });
    offer({});
    assert.equal(patientIn((await signIn(server)).context), '123');
  });
});
