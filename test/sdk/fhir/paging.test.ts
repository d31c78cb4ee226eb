import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextPage, nextPageEarly } from '../../../packages/sdk/src/fhir/paging.ts';
import { isUnder } from '../../../packages/sdk/src/fhir/under.ts';

const BASE = 'https://fhir.example.org/api/r4';
const next = (url: string, read: string[] = []): unknown =>
  nextPage({ resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url }] }, BASE, new Set(read));

describe('the next page of a search', () => {
  it('is nowhere when the server sends no link', () => {
    assert.equal(nextPage({ resourceType: 'Bundle', type: 'searchset' }, BASE, new Set()), undefined);
  });

  it('is followed as sent when it lies under the base', () => {
    assert.deepEqual(next(`${BASE}?_getpages=7`), { url: `${BASE}?_getpages=7` });
    assert.deepEqual(next(`${BASE}/Observation?page=2`), { url: `${BASE}/Observation?page=2` });
  });

  it('is found behind relative links, whether they start at the base or at the host', () => {
    const page = { url: `${BASE}/Observation?page=2` };
    assert.deepEqual(next('Observation?page=2'), page);
    assert.deepEqual(next('/Observation?page=2'), page);
    assert.deepEqual(next('/api/r4/Observation?page=2'), page);
  });

  it('is found behind links without a scheme', () => {
    const page = { url: `${BASE}/Observation?page=2` };
    assert.deepEqual(next('fhir.example.org/api/r4/Observation?page=2'), page);
    assert.deepEqual(next('//fhir.example.org/api/r4/Observation?page=2'), page);
  });

  for (const elsewhere of [
    'https://evil.example/api/r4/Observation',
    'http://fhir.example.org:8080/api/r4/Observation',
    'https://fhir.example.org.evil.example/api/r4/Observation',
    'https://fhir.example.org/api/r42/Observation',
    'https://fhir.example.org/api/r4/../admin',
    'https://fhir.example.org/api/r4/..;/admin',
    'https://fhir.example.org/api/r4/%2e%2e%2fadmin',
    'https://fhir.example.org@evil.example/api/r4/Observation',
  ]) {
    it(`is refused at ${elsewhere}, where the token must not go`, () => {
      assert.deepEqual(next(elsewhere), { refused: 'elsewhere' });
      assert.equal(isUnder(BASE, elsewhere), false);
    });
  }

  it('is followed by https where a gateway hides from the server that it is reached that way', () => {
    assert.deepEqual(next('http://fhir.example.org/api/r4/Observation?page=2'), {
      url: `${BASE}/Observation?page=2`,
    });
  });

  it('is refused when it was read before', () => {
    assert.deepEqual(next(`${BASE}/Observation?page=2`, [`${BASE}/Observation?page=2`]), { refused: 'loop' });
  });

  it('is read off the beginning of an answer, where all links stand before the entries', () => {
    const early = (text: string): unknown => nextPageEarly(text, BASE, new Set());
    const link = '"link" : [ {"relation":"next", "url":"Observation?page=2"} ]';
    const page = { url: `${BASE}/Observation?page=2` };
    assert.deepEqual(early(`{"resourceType":"Bundle",\n ${link} ,\n "entry":[{"resource":{}}]}`), page);
    for (const text of [
      `{"resourceType":"Bundle","entry":[],${link}}`,
      `{"resourceType":"Bundle",${link}}`,
      `{"contained":[{"entry":[{${link}}]}],"entry":[]}`,
      `{"link":[{"relation":"entry","url":"x"}],"entry":[]}`,
      `{"link":[{"relation":"next","url":"https://evil.example/Observation"}],"entry":[]}`,
      '<html>"entry"</html>',
    ]) {
      const found = early(text);
      assert.ok(found === undefined || 'refused' in (found as object), text);
    }
  });
});
