/** The linter holds the architecture: proven on sentences that break it, and on their neighbours that do not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/** Type information is left out: the sentences stand in files that need not exist. */
const eslint = new ESLint({
  overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }],
});

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  assert.ok(result, `${filePath} is not linted at all`);
  return result.messages.map(({ ruleId, message }) => ruleId ?? message);
}

const refused: [file: string, code: string, rule: string][] = [
  ['packages/sdk/src/errors.ts', "import './topics/topic.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/format/when.ts', "import '../topics/topic.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/topics/results.ts', "import '../fhir/request.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/fhir/request.ts', "import '../auth/tokens.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/auth/tokens.ts', "import '../session/session.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/session/session.ts', "import '../record/record.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/record/record.ts', "import '../actions/book.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/actions/book.ts', "import '../index.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/topics/deep/er.ts', "import '../../session/session.ts';", 'no-restricted-imports'],
  ['packages/sdk/src/topics/results.ts', "export * from '../record/record.ts';", 'no-restricted-imports'],
  ['packages/elements/src/session/session.ts', "import 'fhirclient';", 'no-restricted-imports'],
  ['packages/elements/src/session/session.ts', "import '@ehr-widgets/sandbox';", 'no-restricted-imports'],
  ['packages/elements/src/session/session.ts', "import '@lit/context-extras';", 'no-restricted-imports'],
  ['packages/elements/src/session/session.ts', "await fetch('/');", 'no-restricted-globals'],
  ['packages/elements/src/session/session.ts', "await window.fetch('/');", 'no-restricted-properties'],
];

const allowed: [file: string, code: string][] = [
  ['packages/sdk/src/topics/results.ts', "import '../format/when.ts'; import '../errors.ts'; import './topic.ts';"],
  ['packages/sdk/src/format/when.ts', "import '../errors.ts';"],
  ['packages/sdk/src/index.ts', "import './actions/book.ts'; import './record/record.ts';"],
  [
    'packages/elements/src/session/session.ts',
    "import '@ehr-widgets/sdk'; import 'lit/decorators.js'; import '../shared/x.ts';",
  ],
  ['packages/elements/src/session/session.ts', "import 'lit'; import '@lit/context';"],
  ['packages/sandbox/src/cli.ts', "import 'koa'; await fetch('/');"],
];

describe('the floors', () => {
  for (const [file, code, rule] of refused) {
    it(`refuse ${code} in ${file}`, async () => {
      assert.deepEqual(await complaints(file, code), [rule]);
    });
  }

  for (const [file, code] of allowed) {
    it(`allow ${code} in ${file}`, async () => {
      assert.deepEqual(await complaints(file, code), []);
    });
  }
});
