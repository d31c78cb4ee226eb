/** Every language says everything that English says, to patients and to clinicians. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import '../../packages/elements/src/languages/es/define.ts';
import { spanish } from '../../packages/elements/src/languages/es/spanish.ts';
import { allStrings, textsOf } from '../support/wordings.ts';

const personas = ['patient', 'clinician'] as const;
/** The same in both languages, or nothing but what the record says. */
const SAME = new Set(['', 'No', 'Normal', 'Plan', 'Provisional', 'Anterior', '§', '§.', '§ (§)', '§ series']);

describe('Spanish', async () => {
  const strings = await allStrings();

  it('is there for every strings file', () => {
    // The words of a dose are the SDK's.
    assert.equal(strings.size, Object.keys(spanish).length - 1);
  });

  for (const [name, words] of strings) {
    for (const persona of personas) {
      it(`says all of ${name} to a ${persona}`, () => {
        const english = new Map(textsOf(words.for({ locale: 'en', persona })));
        const said = new Map(textsOf(words.for({ locale: 'es-MX', persona })));
        assert.deepEqual([...said.keys()].sort(), [...english.keys()].sort());
        for (const [path, text] of said) {
          const original = english.get(path) ?? '';
          assert.equal(text === '', original === '', `${path}: ${text}`);
          assert.doesNotMatch(text, /undefined|\[object/, path);
          assert.ok(text !== original || SAME.has(text), `${path} is not translated: ${text}`);
          assert.equal(blanks(text), blanks(original), `${path} leaves out or adds a fact: ${text}`);
        }
      });
    }
  }

  it('keeps apart: nothing recorded, known none, not permitted, not supported, failed, cut off', () => {
    for (const persona of personas) {
      const [states, summary] = [strings.get('stateStrings'), strings.get('summaryStrings')];
      assert.ok(states && summary);
      const said = new Map([
        ...textsOf(states.for({ locale: 'es', persona })),
        ...textsOf(summary.for({ locale: 'es', persona })),
      ]);
      const names = ['nothing', 'knownNone', 'noInformation', 'denied', 'unsupported', 'failed', 'cutOff'];
      assert.equal(new Set(names.map((name) => said.get(name))).size, names.length);
    }
  });
});

function blanks(text: string): number {
  return text.split('§').length;
}
