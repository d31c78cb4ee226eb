import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { baseUrl, isSameBase, isUnder } from '../../../packages/sdk/src/auth/base-url.ts';

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

describe('what lies under a base URL', () => {
  const base = 'https://fhir.example/r4';

  it('shares its origin and its path', () => {
    for (const url of [
      base,
      `${base}/`,
      `${base}/Patient/1`,
      `${base}?_getpages=1`,
      `${base}/a..b`,
      `${base}/Patient/1/../2`,
    ]) {
      assert.equal(isUnder(base, url), true, url);
    }
    assert.equal(isUnder('https://fhir.example', 'https://fhir.example/Patient/1'), true);
  });

  it('is nothing else', () => {
    for (const url of [
      'https://fhir.example/r4x/Patient',
      'https://fhir.example/R4/Patient',
      'https://fhir.example:444/r4/Patient',
      'http://fhir.example/r4/Patient',
      'https://fhir.example.evil/r4/Patient',
      'https://user@fhir.example/r4/Patient',
      'https://fhir.example/r4/../x',
      'https://fhir.example/r4/%2E%2E/x',
      'https://fhir.example/r4/%2e%2e%2fx',
      'https://fhir.example/r4/..%5Cx',
      'https://fhir.example/r4/..;/x',
      'https://fhir.example/r4/..;a=b/x',
      'https://fhir.example/r4/..%3B/x',
      'https://fhir.example/r4/..%252fx',
      'https://fhir.example/r4/%252e%252e/x',
      'https://fhir.example/r4/.%25252E/x',
      '/r4/Patient',
      '',
    ]) {
      assert.equal(isUnder(base, url), false, url);
    }
  });
});
