/** One line for each medicine that a person would call one, and what it says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource } from 'fhir/r4.js';
import { medicationList } from '../../../packages/sdk/src/topics/medication-list.ts';
import type { Medicine, MedicationListView } from '../../../packages/sdk/src/topics/medication-view.ts';
import { examples, inputOf, together } from './support/corpus.ts';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const rx = (code: string, text: string) => ({ coding: [{ system: RXNORM, code }], text });
const metformin = rx('860975', 'metformin 500 mg tablet');

const make = (resourceType: string, id: string, more: object): FhirResource =>
  ({
    resourceType,
    id,
    subject: { reference: 'Patient/p' },
    medicationCodeableConcept: metformin,
    ...more,
  }) as FhirResource;
const order = (id: string, more: object = {}): FhirResource =>
  make('MedicationRequest', id, { status: 'active', intent: 'order', authoredOn: '2026-01-10', ...more });
const supply = (id: string, handedOver: string, more: object = {}): FhirResource =>
  make('MedicationDispense', id, { status: 'completed', whenHandedOver: handedOver, ...more });
const report = (id: string, more: object = {}): FhirResource =>
  make('MedicationStatement', id, { status: 'active', dateAsserted: '2026-02-01', ...more });
const of = (id: string) => ({ authorizingPrescription: [{ reference: `MedicationRequest/${id}` }] });
const repeats = (allowed: number) => ({ dispenseRequest: { numberOfRepeatsAllowed: allowed } });
const every = (times: number) => [{ timing: { repeat: { frequency: times, period: 1, periodUnit: 'd' } } }];

const view = (...resources: FhirResource[]): MedicationListView => medicationList.view(inputOf(resources));
const all = ({ current, proposed, past, doNotGive }: MedicationListView): Medicine[] => [
  ...current,
  ...proposed,
  ...past,
  ...doNotGive,
];
/** The only medicine there is. */
function only(...resources: FhirResource[]): Medicine {
  const [medicine, ...others] = all(view(...resources));
  assert.ok(medicine);
  assert.deepEqual(
    others.map(({ reference }) => reference),
    [],
  );
  return medicine;
}
const ids = (documents: readonly { readonly reference: string }[]): string[] =>
  documents.map(({ reference }) => reference.split('/')[1] ?? '');

describe('a medicine that somebody recorded without an order of theirs', () => {
  const plan = { intent: 'plan', reportedBoolean: true };

  it('is told as reported, not as planned: whoever takes it is not to wait for a start (US Core)', () => {
    assert.equal(only(order('1', plan)).status, 'reported-taking');
    const self = { intent: 'plan', requester: { reference: 'Patient/p' } };
    assert.equal(only(order('1', self)).status, 'reported-taking');
  });

  it('and is disputed by a newer report that it is not taken', () => {
    assert.equal(only(order('1', plan), report('2', { status: 'stopped' })).status, 'disagreement');
  });
});

describe('an order that is to begin later', () => {
  const from = (start: string) => ({ dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start } } } }] });

  it('says from when, and nobody has to say why it is not taken yet', () => {
    const { status, startsOn, conflicts } = only(order('1', from('2027-03-01')), report('2', { status: 'not-taken' }));
    assert.deepEqual([status, startsOn, conflicts], ['starts-later', '2027-03-01', []]);
  });

  it('does not stand before the one that is taken until then', () => {
    const renewal = order('2', { ...from('2027-03-01'), authoredOn: '2026-09-01' });
    const { status, lead, history } = only(order('1', from('2026-01-10')), renewal);
    assert.deepEqual([status, lead.reference, history.length], ['active', 'MedicationRequest/1', 2]);
  });

  it('has begun where one of its directions has, or does not say when', () => {
    const [first] = from('2026-01-10').dosageInstruction;
    const [later] = from('2027-03-01').dosageInstruction;
    assert.equal(only(order('1', { dosageInstruction: [first, later] })).status, 'active');
    assert.equal(only(order('1', { dosageInstruction: [later, { text: 'at night' }] })).status, 'active');
  });
});

describe('who says what a status says', () => {
  const informationSource = { reference: 'Patient/p', display: 'Ana' };

  it('is who reported it, also where an order leads', () => {
    for (const [status, said] of [
      ['active', 'not-taken'],
      ['completed', 'active'],
    ] as const) {
      const medicine = only(order('1', { status }), report('2', { status: said, informationSource }));
      assert.deepEqual([medicine.lead.kind, medicine.statusBy?.kind], ['request', 'patient']);
    }
  });
});

describe('the date of a status', () => {
  it('of a renewal that is asked for is when it was asked for, not when the order was written', () => {
    const { status, statusDate } = only(
      order('1', repeats(0)),
      order('2', {
        intent: 'proposal',
        authoredOn: '2026-03-05',
        priorPrescription: { reference: 'MedicationRequest/1' },
      }),
    );
    assert.deepEqual([status, statusDate], ['renewal-asked', '2026-03-05']);
  });

  it('is not told of an order that was stopped, held or cancelled: nobody says when', () => {
    for (const status of ['stopped', 'on-hold', 'cancelled']) {
      const medicine = only(order('1', { status }));
      assert.deepEqual([medicine.status, medicine.statusDate], [status, undefined]);
    }
    assert.equal(only(report('1', { status: 'stopped' })).statusDate, '2026-02-01');
  });
});

describe('one line for a medicine', () => {
  it('and not thirteen for its refills (fasten-onprem#103)', () => {
    const supplies = Array.from({ length: 12 }, (_, month) =>
      supply(`s${month}`, `2026-${String(month + 1).padStart(2, '0')}-03`, of('1')),
    );
    const medicine = only(order('1'), ...supplies.filter((_, month) => month < 9));
    assert.equal(medicine.history.length, 10);
    assert.equal(medicine.supply?.lastFilled, '2026-09-03');
  });

  it('with its renewals, of which the newest leads', () => {
    const prior = (id: string) => ({ priorPrescription: { reference: `MedicationRequest/${id}` } });
    const medicine = only(
      order('1', { authoredOn: '2024-01-10', status: 'completed' }),
      order('2', { authoredOn: '2025-01-10', status: 'stopped', ...prior('1') }),
      order('3', { ...prior('2') }),
    );
    assert.equal(medicine.status, 'active');
    assert.deepEqual(ids(medicine.history), ['3', '2', '1']);
    assert.deepEqual(medicine.conflicts, []);
  });

  it('that a migration wrote twice (va.gov-team#135916)', () => {
    const medicine = only(order('1', { dosageInstruction: every(2) }), order('2', { dosageInstruction: every(2) }));
    assert.equal(medicine.history.length, 2);
  });

  it('with the supply of another brand that names the prescription', () => {
    const medicine = only(
      order('1'),
      supply('s', '2026-02-01', { ...of('1'), medicationCodeableConcept: rx('1', 'Glucophage') }),
    );
    assert.equal(medicine.name?.text, 'metformin 500 mg tablet');
  });

  it('that is bought without a prescription, beside those that are ordered (medplum#5036)', () => {
    const otc = { coding: [{ code: 'otc' }], text: 'Over the counter' };
    const medicine = only(report('1', { category: otc, informationSource: { reference: 'Patient/p' } }));
    assert.equal(medicine.status, 'reported-taking');
    assert.equal(medicine.overTheCounter, true);
    assert.equal(typeof medicine.reported === 'object' && medicine.reported.kind, 'patient');
  });
});

describe('two lines', () => {
  it('for two orders in force that are to be taken differently, and each says so', () => {
    const { current } = view(order('1', { dosageInstruction: every(1) }), order('2', { dosageInstruction: every(2) }));
    assert.equal(current.length, 2);
    for (const [place, medicine] of current.entries())
      assert.deepEqual(medicine.possibleDuplicates, [current[1 - place]?.key]);
  });

  it('for two strengths, also where one renews the other', () => {
    const strong = rx('860981', 'metformin 1000 mg tablet');
    const prior = { priorPrescription: { reference: 'MedicationRequest/1' } };
    assert.equal(all(view(order('1'), order('2', { medicationCodeableConcept: strong, ...prior }))).length, 2);
  });

  it('for what is the same only in other words, and each says so', () => {
    const named = (text: string) => ({ medicationCodeableConcept: { text } });
    const { current } = view(
      order('1', named('Metformin hydrochloride 500 MG Oral Tablet')),
      order('2', named('metformin 500 mg tablet')),
      order('3', named('metformin 850 mg tablet')),
    );
    const duplicates = current.map(({ possibleDuplicates }) => possibleDuplicates.length);
    assert.equal(current.length, 3);
    assert.deepEqual(duplicates.sort(), [0, 1, 1]);
  });

  it('for prescriptions that were written in one go', () => {
    const together = { groupIdentifier: { value: 'one' } };
    assert.equal(
      all(view(order('1', together), order('2', { ...together, medicationCodeableConcept: rx('2', 'Iron') }))).length,
      2,
    );
  });
});

describe('what is told differently', () => {
  it('is shown and not resolved where one place goes on and another has stopped it', () => {
    const now = new Date('2026-10-19T09:42:00Z');
    const { current } = medicationList.view(
      together(
        inputOf([order('1', { status: 'stopped', statusReason: { text: 'High potassium' } })], now, 'one'),
        inputOf([order('2')], now, 'two'),
      ),
    );
    const [medicine, ...others] = current;
    assert.equal(others.length, 0);
    assert.equal(medicine?.status, 'disagreement');
    assert.deepEqual(
      medicine?.conflicts.map(({ kind, documents }) => [kind, ids(documents)]),
      [['status', ['2', '1']]],
    );
    assert.deepEqual(medicine?.origins.map(({ source }) => source).sort(), ['one', 'two']);
  });

  it('is told where it is ordered and reported as not taken, and not where that was said before it was ordered', () => {
    const notTaken = report('s', { status: 'not-taken', statusReason: [{ text: 'Makes me dizzy' }] });
    const medicine = only(order('1'), notTaken);
    assert.equal(medicine.status, 'not-taken-as-ordered');
    assert.equal(medicine.statusReasons[0]?.text, 'Makes me dizzy');
    assert.deepEqual(
      medicine.conflicts.map(({ kind }) => kind),
      ['not-taken'],
    );
    const earlier = only(order('1', { authoredOn: '2026-03-01' }), notTaken);
    assert.equal(earlier.status, 'active');
    assert.deepEqual(earlier.conflicts, []);
  });

  it('is told where a newer request stops what an older one orders', () => {
    const medicine = only(order('1'), order('2', { status: 'stopped', authoredOn: '2026-05-01' }));
    assert.equal(medicine.status, 'disagreement');
    assert.equal(only(order('1'), order('2', { status: 'stopped', authoredOn: '2025-05-01' })).status, 'active');
  });
});

describe('refills', () => {
  it('are worked out from the supplies that name the prescription, and say so', () => {
    const { refills, status } = only(
      order('1', repeats(3)),
      supply('a', '2026-01-12', of('1')),
      supply('b', '2026-02-12', of('1')),
    );
    assert.deepEqual(refills, { allowed: '3', left: '2', basis: 'worked-out', supplies: 2 });
    assert.equal(status, 'active-refills-left');
  });

  it('are not said where that cannot be known', () => {
    const left = (...resources: FhirResource[]) => only(...resources).refills?.left;
    const part = { ...of('1'), type: { coding: [{ code: 'RFP' }] } };
    assert.equal(left(order('1', repeats(3))), undefined, 'no supplies are told');
    assert.equal(left(order('1', repeats(3)), supply('a', '2026-01-12')), undefined, 'a supply names no prescription');
    assert.equal(left(order('1', repeats(3)), supply('a', '2026-01-12', part)), undefined, 'a part of a supply');
    const many = ['a', 'b', 'c'].map((id) => supply(id, '2026-01-12', of('1')));
    assert.equal(left(order('1', repeats(1)), ...many), undefined, 'more supplies than were allowed');
    assert.equal(only(order('1')).refills, undefined, 'nothing is said of refills');
  });

  it('are none as sent, or as the sender counts them', () => {
    assert.deepEqual(only(order('1', repeats(0))).refills, { allowed: '0', left: '0', basis: 'as-sent', supplies: 0 });
    const extension = [
      {
        url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation',
        extension: [{ url: 'numberOfRepeatPrescriptionsIssued', valueUnsignedInt: 4 }],
      },
    ];
    const { refills } = only(order('1', { ...repeats(6), extension }));
    assert.deepEqual([refills?.left, refills?.basis], ['2', 'as-sent']);
  });

  it('of a renewal are its own', () => {
    const prior = { priorPrescription: { reference: 'MedicationRequest/1' } };
    const { refills } = only(
      order('1', { ...repeats(1), status: 'completed', authoredOn: '2025-01-01' }),
      supply('a', '2025-02-01', of('1')),
      supply('b', '2025-03-01', of('1')),
      order('2', { ...repeats(3), ...prior }),
      supply('c', '2026-02-01', of('2')),
    );
    assert.deepEqual([refills?.left, refills?.supplies], ['3', 1]);
  });
});

describe('what is worked out', () => {
  const days = { daysSupply: { value: 28, system: 'http://unitsofmeasure.org', code: 'd' } };

  it('is until when a supply lasts, by its own days only', () => {
    assert.equal(only(order('1'), supply('a', '2026-09-28', { ...of('1'), ...days })).supply?.lastsUntil, '2026-10-26');
    assert.equal(only(order('1'), supply('a', '2026-09-28', of('1'))).supply?.lastsUntil, undefined);
    assert.equal(only(order('1'), supply('a', '2026-09', { ...of('1'), ...days })).supply?.lastsUntil, undefined);
    assert.equal(only(order('1'), supply('a', '2026-02-28', { ...of('1'), ...days })).status, 'supply-over');
  });

  it('is that the time of a prescription is over', () => {
    const { status, validUntil } = only(order('1', { dispenseRequest: { validityPeriod: { end: '2026-07-01' } } }));
    assert.deepEqual([status, validUntil], ['expired', '2026-07-01']);
  });

  it('is which step of a course is the one for today', () => {
    const step = (start: string, end: string) => ({ timing: { repeat: { boundsPeriod: { start, end } } } });
    const steps = [
      step('2026-10-01', '2026-10-15'),
      step('2026-10-16', '2026-10-31'),
      step('2026-11-01', '2026-11-14'),
    ];
    assert.equal(only(order('1', { dosageInstruction: steps })).dosageNow, 1);
    assert.equal(only(order('1', { dosageInstruction: every(1) })).dosageNow, undefined);
  });
});

describe('an allergy', () => {
  const allergy = (code: object, more: object = {}): FhirResource => ({
    resourceType: 'AllergyIntolerance',
    id: 'a',
    patient: { reference: 'Patient/p' },
    code,
    ...more,
  });
  const clashes = (...resources: FhirResource[]) =>
    only(...resources).allergyClashes.map(({ by, matched, allergy: { reference } }) => [by, matched.text, reference]);

  it('of the same code is told with what matched', () => {
    assert.deepEqual(clashes(order('1'), allergy({ coding: [{ system: RXNORM, code: '860975' }] })), [
      ['medicine', 'metformin 500 mg tablet', 'AllergyIntolerance/a'],
    ]);
  });

  it('of an ingredient is told', () => {
    const ingredient = [{ itemCodeableConcept: { coding: [{ system: RXNORM, code: '6809', display: 'metformin' }] } }];
    const contained = [{ resourceType: 'Medication', id: 'm', code: metformin, ingredient }];
    const told = order('1', {
      medicationCodeableConcept: undefined,
      medicationReference: { reference: '#m' },
      contained,
    });
    assert.deepEqual(clashes(told, allergy({ coding: [{ system: RXNORM, code: '6809' }] })), [
      ['ingredient', 'metformin', 'AllergyIntolerance/a'],
    ]);
  });

  it('that is ruled out, over, of another system, or in words alone is no match', () => {
    const same = { coding: [{ system: RXNORM, code: '860975' }] };
    const refuted = { verificationStatus: { coding: [{ code: 'refuted' }] } };
    const resolved = { clinicalStatus: { coding: [{ code: 'resolved' }] } };
    assert.deepEqual(clashes(order('1'), allergy(same, refuted)), []);
    assert.deepEqual(clashes(order('1'), allergy(same, resolved)), []);
    assert.deepEqual(clashes(order('1'), allergy({ coding: [{ system: 'urn:other', code: '860975' }] })), []);
    assert.deepEqual(clashes(order('1'), allergy({ text: 'metformin 500 mg tablet' })), []);
  });
});

describe('the list', () => {
  it('has every medicine of 150 in one of its four parts (va.gov-team#125352)', () => {
    const statuses = ['active', 'on-hold', 'stopped', 'completed', 'draft', 'cancelled'];
    const orders = Array.from({ length: 150 }, (_, at) =>
      order(String(at), { status: statuses[at % 6], medicationCodeableConcept: rx(`r${at}`, `Medicine ${at}`) }),
    );
    assert.equal(all(view(...orders)).length, 150);
  });

  it('hides what was entered in error, and counts it', () => {
    const found = view(
      order('1'),
      order('2', { status: 'entered-in-error' }),
      supply('3', '2026-02-01', { status: 'entered-in-error' }),
    );
    assert.deepEqual(ids(found.enteredInError).sort(), ['2', '3']);
    assert.deepEqual(ids(all(found)[0]?.history ?? []), ['1']);
  });

  it('puts orders not to give it, plans and proposals where they belong', () => {
    assert.equal(only(order('1', { doNotPerform: true })).place, 'do-not-give');
    assert.equal(only(order('1', { intent: 'plan' })).status, 'planned');
    assert.equal(only(order('1', { intent: 'proposal' })).place, 'proposed');
    assert.equal(only(order('1', { intent: 'option' })).status, 'proposed');
  });

  it('names every medicine of the public examples, each document in one line', () => {
    for (const { file, resources } of examples('fhir-r4-official-examples')) {
      const keys = all(medicationList.view(inputOf(resources))).flatMap(({ history }) => history.map(({ key }) => key));
      assert.equal(new Set(keys).size, keys.length, file);
    }
  });
});
