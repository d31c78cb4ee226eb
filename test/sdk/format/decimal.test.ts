import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalText, parseJson, toJson } from '../../../packages/sdk/src/format/decimal.ts';

type Json = Record<string, unknown>;

test('a trailing zero, many digits, an exponent and a minus zero keep their text', () => {
  const texts = ['5.0', '100', '0.50', '12345678901234567.25', '1E-9', '-0', '-0.0', '3.14', '7.10'];
  const parsed = parseJson(`{"list": [${texts.join(', ')}]}`) as Json;
  assert.deepEqual(
    texts.map((_, index) => decimalText(parsed['list'], String(index))),
    texts,
  );
});

test('each number keeps its own text, however deep', () => {
  const parsed = parseJson('{"a":{"value":5.0},"b":[{"value":5.00},{"value":5}]}') as { a: Json; b: [Json, Json] };
  assert.equal(decimalText(parsed.a, 'value'), '5.0');
  assert.equal(decimalText(parsed.b[0], 'value'), '5.00');
  assert.equal(decimalText(parsed.b[1], 'value'), '5');
});

test('parsing changes no value', () => {
  const json = '{"value":5.0,"when":"2020-01-01T00:00:00.000Z","none":null,"list":[1.0,true,"5.0"]}';
  assert.deepEqual(parseJson(json), JSON.parse(json));
});

test('what was parsed is written with every number as sent, for people line by line', () => {
  const parsed = parseJson('{"value":5.0,"list":[{"value":0.10}]}') as object;
  assert.equal(toJson(parsed), '{"value":5.0,"list":[{"value":0.10}]}');
  assert.equal(toJson(parsed, 1), '{\n "value": 5.0,\n "list": [\n  {\n   "value": 0.10\n  }\n ]\n}');
});

test('what is no number has no decimal text', () => {
  const holder = { text: 'twelve', none: null, yes: true, inf: Infinity, nan: NaN };
  for (const key of [...Object.keys(holder), 'missing']) assert.equal(decimalText(holder, key), undefined);
  for (const holder of [null, undefined, 'text', 5]) assert.equal(decimalText(holder, 'length'), undefined);
});

test('a number sent as a string of digits counts', () => {
  assert.equal(decimalText({ value: '5.0' }, 'value'), '5.0');
});

test('a very small number that was not read from text is told without an exponent', () => {
  assert.equal(decimalText({ value: 1e-7 }, 'value'), '0.0000001');
});

test('broken JSON throws as JSON.parse does', () => {
  assert.throws(() => parseJson('{"value": 5.0'), SyntaxError);
});

test('broken numbers throw as JSON.parse does', () => {
  for (const broken of ['05.0', '5.', '1.2.30', '.50', '--1.0', '1.2.3.4.5.6.7.8.9', '00000000000000000000']) {
    assert.throws(() => parseJson(`{"value": ${broken}, "other": 1.0}`), SyntaxError, broken);
  }
});

test('text that looks like a number, or like JSON, stays as it is', () => {
  const texts = ['x": 5.0,', '\\', '\\": 1.0}', ': 2.0, [3.0]', '\uF8D5\uE0A71.0', '', '5.0'];
  for (const text of texts) {
    const json = JSON.stringify({ [text]: text, list: [text], value: 1 }).replace('"value":1', '"value":1.0');
    const parsed = parseJson(json) as Json;
    assert.deepEqual(parsed, JSON.parse(json), text);
    assert.equal(decimalText(parsed, 'value'), '1.0', text);
  }
});
