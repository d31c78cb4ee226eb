import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { baseUrl, isSameBase } from '../../../packages/sdk/src/auth/base-url.ts';

describe('a FHIR base URL', () => {
  it('is written without trailing slashes', () => {
    assert.equal(baseUrl('https://fhir.example/r4//'), 'https://fhir.example/r4');
    assert.equal(baseUrl('https://FHIR.example'), 'https://fhir.example');
  });

  it('may be relative to a page, and unencrypted on this machine only', () => {
    assert.equal(baseUrl('/api/fhir/', 'https://portal.example/a/b?c'), 'https://portal.example/api/fhir');
    for (const url of [
      'http://localhost:8080/fhir',
      'http://127.0.0.1/fhir',
      'http://[::1]:1/fhir',
      'http://a.localhost/fhir',
    ]) {
      assert.equal(baseUrl(url), url);
    }
  });

  it('is refused when it is something else, saying what to do', () => {
    const wrong = [
      '',
      'fhir',
      '/fhir',
      'ftp://fhir.example',
      'javascript:alert(1)',
      'http://fhir.example/r4',
      'http://127.0.0.1.evil.example/fhir',
      'http://localhost.evil.example/fhir',
      'https://fhir.example/r4?tenant=1',
      'https://fhir.example/r4#x',
      'https://user:word@fhir.example/r4',
    ];
    for (const url of wrong) {
      assert.throws(() => baseUrl(url), { code: 'bad-configuration', message: /https/ }, url);
    }
  });

  it('is the same as another only by its letters, apart from a trailing slash', () => {
    assert.equal(isSameBase('https://fhir.example/r4', 'https://fhir.example/r4/'), true);
    assert.equal(isSameBase('https://fhir.example/r4', 'https://fhir.example/R4'), false);
    assert.equal(isSameBase('https://fhir.example/r4', 'https://fhir.example/r4x'), false);
  });
});
