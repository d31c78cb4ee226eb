/** Reading a form and keeping its answers at a server: once, whatever is lost on the way. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Questionnaire, QuestionnaireResponse } from 'fhir/r4.js';
import type { EhrError } from '../../../packages/sdk/src/errors.ts';
import {
  canKeepAnswers,
  FilledForm,
  keepAnswers,
  questionnaireForm,
  readQuestionnaire,
} from '../../../packages/sdk/src/questionnaire.ts';
import { tokenSession } from '../../../packages/sdk/src/session/host-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import { Practice } from '../appointments/practice.ts';

const intake: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'intake',
  url: 'https://practice.example/intake',
  version: '2',
  status: 'active',
  title: 'Before you come',
  item: [{ linkId: 'walk', text: 'Can you climb stairs?', type: 'boolean', required: true }],
};

let practice: Practice;
before(async () => {
  practice = await Practice.open('2026-03-04T10:00:00Z');
  practice.load(intake, { ...intake, id: 'old', version: '1', status: 'retired' });
});
afterEach(() => practice.calm());
after(() => practice.close());

const kept = async (): Promise<QuestionnaireResponse[]> => practice.all('QuestionnaireResponse?subject=Patient/ana');
const limited = (scope: string): Session =>
  tokenSession({ fhirBase: practice.way.base, patient: 'ana', getToken: () => 'any', scope });

describe('a form', () => {
  for (const which of [
    'Questionnaire/intake',
    'https://practice.example/intake',
    'https://practice.example/intake|2',
  ]) {
    it(`is read as ${which}`, async () => {
      const form = await readQuestionnaire(practice.session(), which);
      assert.deepEqual([form.canonical, form.title?.text], ['https://practice.example/intake|2', 'Before you come']);
    });
  }

  for (const [which, code] of [
    ['https://practice.example/other', 'not-found'],
    ['Questionnaire/none', 'not-found'],
    ['intake', 'bad-configuration'],
  ] as const) {
    it(`is ${code} as ${which}`, async () => {
      await assert.rejects(
        readQuestionnaire(practice.session(), which),
        (thrown) => (thrown as EhrError).code === code,
      );
    });
  }
});

describe('answers', () => {
  it('are begun, changed and completed as one, and sent again only when they changed', async () => {
    const session = practice.session();
    assert.deepEqual(await canKeepAnswers(session), { allowed: true });
    const filled = new FilledForm(questionnaireForm(intake));
    const answers = keepAnswers(session, filled, { now: practice.now });
    filled.write('walk', ['true']);
    const first = await answers.keep('in-progress');
    await answers.keep('in-progress');
    assert.equal(practice.way.changes.length, 1);
    filled.write('walk', ['false']);
    const second = await answers.keep('completed');
    assert.equal(second.reference, first.reference);
    const [one, ...more] = await kept();
    assert.deepEqual(more, []);
    assert.deepEqual(
      [one?.status, one?.questionnaire, one?.item?.[0]?.answer?.[0]?.valueBoolean],
      ['completed', 'https://practice.example/intake|2', false],
    );
  });

  it('are there once where the answer of the server was lost', async () => {
    const filled = new FilledForm(questionnaireForm(intake));
    filled.write('walk', ['true']);
    const before = (await kept()).length;
    const answers = keepAnswers(practice.session(), filled, { now: practice.now });
    practice.way.mishaps = ['lose-answer'];
    const { reference } = await answers.keep('in-progress');
    assert.ok(reference);
    assert.equal((await kept()).length, before + 1);
  });

  it('are not kept where the sign-in or the server does not take them', async () => {
    const session = limited('patient/QuestionnaireResponse.rs');
    assert.deepEqual(await canKeepAnswers(session), { allowed: false, why: 'scope' });
    practice.way.says = { interaction: [{ code: 'read' }] };
    assert.deepEqual(await canKeepAnswers(practice.session()), { allowed: false, why: 'capability' });
    await session.signOut();
  });

  it('are completed at once where the sign-in does not let them be changed', async () => {
    const session = limited('patient/QuestionnaireResponse.crs');
    const filled = new FilledForm(questionnaireForm(intake));
    filled.write('walk', ['true']);
    const { resource } = await keepAnswers(session, filled, { now: practice.now }).keep('in-progress');
    assert.equal((resource as QuestionnaireResponse).status, 'completed');
    await session.signOut();
  });
});
