/** Forms that are filled in: what is asked when, what is wrong with an answer, and what is sent of it all. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Questionnaire, QuestionnaireItem, QuestionnaireResponseItem } from 'fhir/r4.js';
import { allergyIntake } from '../../../packages/sandbox/src/patients/forms/allergy-intake.ts';
import { phq9 } from '../../../packages/sandbox/src/patients/forms/phq-9.ts';
import { toJson } from '../../../packages/sdk/src/format/decimal.ts';
import { FilledForm, questionnaireForm, type Entry } from '../../../packages/sdk/src/questionnaire.ts';

const filledIn = (form: Questionnaire): FilledForm => new FilledForm(questionnaireForm(form));
const asking = (...item: QuestionnaireItem[]): FilledForm =>
  filledIn({ resourceType: 'Questionnaire', status: 'active', item });
const paths = (entries: readonly Entry[]): string[] =>
  entries.flatMap(({ path, entries: below }) => [path, ...paths(below)]);
const at = new Date('2026-03-04T10:00:00Z');
const sent = (filled: FilledForm): readonly QuestionnaireResponseItem[] =>
  filled.response('completed', 'ana', at).item ?? [];

describe('a form', () => {
  it('asks what the answers so far call for, group by group, and sends what is asked', () => {
    const filled = filledIn(allergyIntake);
    assert.deepEqual(paths(filled.entries), ['any', 'else']);
    assert.deepEqual(
      filled.problems.map(({ path, problem }) => [path, problem]),
      [['any', 'missing']],
    );
    filled.write('any', ['true']);
    filled.add('allergy#0');
    filled.write('allergy#0/allergy.to', ['Penicillin']);
    filled.write('allergy#0/allergy.kind', ['#0']);
    filled.write('allergy#1/allergy.to', ['Wasps']);
    filled.write('allergy#1/allergy.hospital', ['true']);
    filled.write('allergy#1/allergy.days', ['2']);
    assert.ok(paths(filled.entries).includes('allergy#1/allergy.days'));
    assert.ok(!paths(filled.entries).includes('allergy#0/allergy.days'), 'of another group');
    assert.deepEqual(filled.problems, []);
    assert.deepEqual(
      sent(filled).map(({ linkId, answer, item }) => [linkId, answer ?? item?.map((one) => one.answer?.[0])]),
      [
        ['any', [{ valueBoolean: true }]],
        ['allergy', [{ valueString: 'Penicillin' }, { valueString: 'A medicine' }]],
        ['allergy', [{ valueString: 'Wasps' }, { valueBoolean: true }, { valueInteger: 2 }]],
      ],
    );
    filled.remove('allergy#0');
    assert.equal(sent(filled)[1]?.item?.[0]?.answer?.[0]?.valueString, 'Wasps');
    filled.write('any', ['false']);
    assert.deepEqual(
      sent(filled).map(({ linkId }) => linkId),
      ['any'],
      'what is not asked any more is not sent',
    );
  });

  it('sends a choice with its code, and names the version that was filled in', () => {
    const filled = filledIn(phq9);
    const [first] = filled.entries.filter(({ question }) => question.kind === 'choice');
    assert.ok(first);
    filled.write(first.path, ['#3']);
    const { questionnaire, status, subject, item } = filled.response('in-progress', 'ana', at);
    assert.deepEqual([questionnaire, status, subject?.reference], [`${phq9.url}|1.0`, 'in-progress', 'Patient/ana']);
    assert.equal(item?.[0]?.answer?.[0]?.valueCoding?.code, 'LA6571-9');
  });

  const one = (item: Partial<QuestionnaireItem>, ...written: string[]): FilledForm => {
    const filled = asking({ linkId: 'q', text: 'Q', type: 'string', ...item });
    filled.write('q', written);
    return filled;
  };
  const limits = [
    { url: 'http://hl7.org/fhir/StructureDefinition/minValue', valueInteger: 0 },
    { url: 'http://hl7.org/fhir/StructureDefinition/maxValue', valueInteger: 10 },
  ];
  const kilograms = {
    url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit',
    valueCoding: { system: 'http://unitsofmeasure.org', code: 'kg', display: 'kg' },
  };

  for (const [item, written, told] of [
    [{ type: 'integer' }, ['2.5'], 'whole'],
    [{ type: 'integer' }, ['two'], 'number'],
    [{ type: 'integer', extension: limits }, ['11'], 'too-high'],
    [{ type: 'integer', extension: limits }, ['-1'], 'too-low'],
    [{ type: 'decimal' }, ['1,5'], 'number'],
    [{ type: 'date' }, ['4 March'], 'date'],
    [{ type: 'time' }, ['25:00'], 'time'],
    [{ type: 'url' }, ['nowhere'], 'address'],
    [{ maxLength: 3 }, ['four'], 'too-long'],
    [{ required: true }, ['  '], 'missing'],
    [{ type: 'quantity' }, ['70'], 'unit'],
    [{ type: 'choice', answerOption: [{ valueString: 'a' }] }, ['b'], 'choice'],
  ] as const) {
    it(`says of ${JSON.stringify(written)} for ${item.type ?? JSON.stringify(item)}: ${told}, and sends nothing of it`, () => {
      const filled = one(item as unknown as QuestionnaireItem, ...written);
      assert.deepEqual(
        filled.problems.map(({ problem }) => problem),
        [told],
      );
      assert.deepEqual(sent(filled), []);
    });
  }

  for (const [item, written, answer] of [
    [{ type: 'decimal' }, ['5.0'], '{"valueDecimal":5.0}'],
    [{ type: 'date' }, ['2026-03'], '{"valueDate":"2026-03"}'],
    [{ type: 'time' }, ['09:30'], '{"valueTime":"09:30:00"}'],
    [{ type: 'open-choice', answerOption: [{ valueString: 'a' }] }, ['else'], '{"valueString":"else"}'],
    [
      { type: 'quantity', extension: [kilograms] },
      ['70.50'],
      '{"valueQuantity":{"value":70.50,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}',
    ],
    [{ type: 'quantity' }, ['2', 'cups'], '{"valueQuantity":{"value":2,"unit":"cups"}}'],
  ] as const) {
    it(`sends ${JSON.stringify(written)} for ${item.type} as ${answer}`, () => {
      const filled = one(item as unknown as QuestionnaireItem, ...written);
      assert.equal(toJson(sent(filled)[0]?.answer?.[0] ?? {}), answer);
    });
  }

  it('tells what cannot be asked, and is not complete where that has to be answered', () => {
    const filled = asking(
      { linkId: 'photo', text: 'A photo', type: 'attachment', required: true },
      { linkId: 'drug', text: 'Which?', type: 'choice', answerValueSet: 'https://codes.example/drugs' },
      { linkId: 'name', text: 'Name', type: 'string' },
    );
    filled.write('name', ['Ana']);
    assert.deepEqual(
      filled.notAsked.map(({ path, question }) => [path, question.cannotAsk]),
      [
        ['photo', 'kind'],
        ['drug', 'options'],
      ],
    );
    assert.deepEqual(filled.problems, []);
    assert.equal(filled.response('completed', 'ana', at).status, 'in-progress');
  });

  it('keeps what stands there from the start, and what is never shown', () => {
    const hidden = { url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden', valueBoolean: true };
    const filled = asking(
      { linkId: 'clinic', type: 'string', initial: [{ valueString: 'Kidney' }], extension: [hidden] },
      {
        linkId: 'how',
        text: 'How?',
        type: 'choice',
        answerOption: [{ valueString: 'a' }, { valueString: 'b', initialSelected: true }],
      },
    );
    assert.deepEqual(
      filled.entries.map(({ path, written }) => [path, ...written]),
      [['how', '#1']],
    );
    assert.deepEqual(
      sent(filled).map(({ linkId, answer }) => [linkId, answer?.[0]?.valueString]),
      [
        ['clinic', 'Kidney'],
        ['how', 'b'],
      ],
    );
  });

  it('asks more of an answer once it is there, and keeps that with it', () => {
    const filled = asking({
      linkId: 'smoke',
      text: 'Do you smoke?',
      type: 'boolean',
      item: [{ linkId: 'much', text: 'How much?', type: 'string' }],
    });
    assert.deepEqual(paths(filled.entries), ['smoke']);
    filled.write('smoke', ['true']);
    filled.write('smoke/much', ['A lot']);
    assert.deepEqual(sent(filled)[0]?.answer, [
      { valueBoolean: true, item: [{ linkId: 'much', text: 'How much?', answer: [{ valueString: 'A lot' }] }] },
    ]);
  });

  for (const [operator, limit, written, shown] of [
    ['>', { answerInteger: 3 }, '4', true],
    ['>', { answerInteger: 3 }, '3', false],
    ['>=', { answerInteger: 3 }, '3', true],
    ['<', { answerInteger: 3 }, '3', false],
    ['<=', { answerInteger: 3 }, '3', true],
    ['!=', { answerInteger: 3 }, '3', false],
    ['!=', { answerInteger: 3 }, '', true],
    ['exists', { answerBoolean: false }, '', true],
    ['exists', { answerBoolean: true }, '', false],
  ] as const) {
    it(`${shown ? 'asks' : 'does not ask'} when ${operator} ${JSON.stringify(limit)} and ${written || 'nothing'} was written`, () => {
      const filled = asking(
        { linkId: 'n', text: 'N', type: 'integer' },
        { linkId: 'then', text: 'Then', type: 'string', enableWhen: [{ question: 'n', operator, ...limit }] },
      );
      filled.write('n', [written]);
      assert.equal(paths(filled.entries).includes('then'), shown);
    });
  }
});
