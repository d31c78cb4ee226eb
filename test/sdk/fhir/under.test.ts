import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnder } from '../../../packages/sdk/src/fhir/under.ts';

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
