/** A patient summary to take along, made of what is shown at the sandbox over HTTP, and read again as a stranger would. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  Bundle,
  Composition,
  CompositionSection,
  Condition,
  FhirResource,
  MedicationRequest,
  Patient,
  Reference,
} from 'fhir/r4.js';
import { structuralIssues } from '../../../packages/sandbox/src/fhir/structure.ts';
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/index.ts';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { recordOf } from '../../../packages/sdk/src/record/record.ts';
import { bundleSession } from '../../../packages/sdk/src/session/bundle-session.ts';
import { openSession } from '../../../packages/sdk/src/session/host-session.ts';
import { joinedSession, type JoinedSession } from '../../../packages/sdk/src/session/joined-session.ts';
import type { Session } from '../../../packages/sdk/src/session/session.ts';
import {
  summaryDocument,
  type DocumentOptions,
  type ShownSection,
  type SummaryDocument,
} from '../../../packages/sdk/src/summary-document.ts';
import { allergies } from '../../../packages/sdk/src/topics/allergies.ts';
import { problems } from '../../../packages/sdk/src/topics/problems.ts';
import { results } from '../../../packages/sdk/src/topics/results.ts';
import type { Line } from '../../../packages/sdk/src/topics/topic.ts';
import { once } from '../../support/record.ts';

const OPTIONS: DocumentOptions = {
  title: 'Patient summary',
  language: 'en',
  notShown: 'This part was not shown when the document was made.',
  now: new Date('2026-03-02T09:00:00Z'),
};

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox({ port: 0, auth: 'off', today: new Date('2026-03-02T09:00:00Z') });
});
after(() => sandbox.close());

const hospital = (patient: string): Session =>
  openSession({ fhirBase: sandbox.organisations[0]!.fhirBase, patient, name: 'Hospital' });
function joined(atHospital: string, atClinic: string): Session {
  const session = joinedSession();
  session.add(hospital(atHospital), { id: 'hospital', name: 'Hospital' });
  const clinic = openSession({ fhirBase: sandbox.organisations[1]!.fhirBase, patient: atClinic });
  session.add(clinic, { id: 'clinic', name: 'Clinic' });
  return session;
}

function linesOf(lines: readonly (Line & { name?: { text: string } | undefined })[]): ShownSection['lines'] {
  return lines.map(({ reference, origin, name }) => ({ reference, source: origin.source, words: [name?.text ?? ''] }));
}

/** Problems, allergies and the newest of each result, as a page shows them. */
async function shownOf(session: Session): Promise<ShownSection[]> {
  const record = recordOf(session);
  const [allergy, problem, result] = await Promise.all([
    once(record, allergies),
    once(record, problems),
    once(record, results),
  ]);
  assert.ok(allergy.kind === 'ready' && problem.kind === 'ready' && result.kind === 'ready');
  const newest = result.view.tests.flatMap(({ latest }) => (latest ? [latest] : []));
  return [
    { name: 'allergies', title: 'Allergies', lines: linesOf(allergy.view.current) },
    { name: 'problems', title: 'Problems', lines: linesOf(problem.view.current.flatMap(({ entries }) => entries)) },
    { name: 'results', title: 'Results', lines: linesOf(newest) },
  ];
}

function compositionIn({ document }: SummaryDocument): Composition {
  return document.entry?.[0]?.resource as Composition;
}

function sectionIn(made: SummaryDocument, code: string): CompositionSection {
  const found = compositionIn(made).section?.find((section) => section.code?.coding?.[0]?.code === code);
  assert.ok(found, `section ${code}`);
  return found;
}

function* referencesIn(node: unknown): Generator<Reference> {
  if (typeof node !== 'object' || node === null) return;
  if ('reference' in node && typeof node.reference === 'string') yield node as Reference;
  for (const each of Object.values(node)) yield* referencesIn(each);
}

/** What FHIR R4 §3.3 and IPS 2.0 ask of every document. */
function assertIsSummary(made: SummaryDocument): void {
  const { document } = made;
  const entries = document.entry ?? [];
  const urls = entries.map(({ fullUrl }) => fullUrl);
  assert.equal(new Set(urls).size, urls.length, 'each entry has a URL of its own');
  assert.equal(document.type, 'document');
  assert.ok(document.identifier?.value && document.timestamp);
  const composition = compositionIn(made);
  assert.equal(composition.resourceType, 'Composition');
  assert.equal(composition.type.coding?.[0]?.code, '60591-5');
  for (const code of ['10160-0', '48765-2', '11450-4']) sectionIn(made, code);
  for (const section of composition.section ?? []) {
    assert.ok(section.title && section.code && section.text?.div);
    assert.notEqual(section.entry === undefined, section.emptyReason === undefined, `${section.title}: one of them`);
    for (const { reference } of section.entry ?? []) assert.ok(urls.includes(reference), reference);
  }
  for (const { reference } of [composition.subject!, ...composition.author]) assert.ok(urls.includes(reference));
  assert.equal(entries.filter(({ resource }) => resource?.resourceType === 'Patient').length, 1);
  for (const { resource } of entries) {
    assert.deepEqual(structuralIssues(resource as never), [], resource?.resourceType);
    for (const { reference } of referencesIn(resource)) {
      if (reference?.startsWith('#')) continue;
      assert.ok(urls.includes(reference) || /^https?:/.test(reference ?? ''), `${reference} leads somewhere`);
      assert.ok(!/\/Patient\//.test(reference ?? '') || urls.includes(reference), 'one patient only');
    }
  }
  assert.deepEqual(JSON.parse(made.json), JSON.parse(JSON.stringify(document)));
}

describe('a summary document', () => {
  it('is an International Patient Summary of what was shown', async () => {
    const session = hospital('p-1001');
    const shown = await shownOf(session);
    const made = await summaryDocument(session, shown, OPTIONS);
    assertIsSummary(made);
    assert.deepEqual(made.wordsOnly, []);
    const { entry = [], text } = sectionIn(made, '11450-4');
    assert.equal(entry.length, shown[1]!.lines.length);
    for (const { words } of shown[1]!.lines) assert.ok(text?.div.includes(words[0]!));
  });

  it('shows the same when it is read again', async () => {
    const session = hospital('p-1001');
    const shown = await shownOf(session);
    const made = await summaryDocument(session, shown, OPTIONS);
    const again = bundleSession({ bundle: JSON.parse(made.json) as Bundle });
    const read = await shownOf(again);
    const words = (sections: readonly ShownSection[]): string[][] =>
      sections.map(({ lines }) => lines.map((line) => line.words.join()).sort());
    assert.deepEqual(words(read), words(shown));
  });

  it('keeps every decimal as the laboratory wrote it', async () => {
    const session = hospital('p-1001');
    const made = await summaryDocument(session, await shownOf(session), OPTIONS);
    const sent = new Set<string>();
    for (const { reference } of (await shownOf(session))[2]!.lines) {
      const text = await (await fetch(`${sandbox.organisations[0]!.fhirBase}/${reference}`)).text();
      for (const [, value] of text.matchAll(/"value":\s*(-?\d+\.\d+)/g)) sent.add(value!);
    }
    assert.ok(
      [...sent].some((value) => value.endsWith('0')),
      'there is one that a number would lose',
    );
    for (const value of sent) assert.match(made.json, new RegExp(`"value":${value.replace('.', '\\.')}[,}]`));
  });

  it('is about one patient, also where two places tell of them', async () => {
    const session = joined('p-1001', 'c-2001');
    const shown = await shownOf(session);
    const made = await summaryDocument(session, shown, OPTIONS);
    assertIsSummary(made);
    const bases = new Set(
      (made.document.entry ?? []).map(({ fullUrl }) => URL.parse(fullUrl ?? '')?.pathname.split('/')[1]),
    );
    assert.ok(bases.has('university-hospital') && bases.has('city-clinic'), [...bases].join());
  });

  it('says why a part has nothing, and that a part was not shown', async () => {
    const session = hospital('p-1001');
    const shown: ShownSection[] = [
      { name: 'allergies', title: 'Allergies', lines: [], empty: 'nilknown', notes: ['No known allergies.'] },
      {
        name: 'problems',
        title: 'Problems',
        lines: [],
        empty: 'withheld',
        notes: ['Your sign-in does not permit it.'],
      },
    ];
    const made = await summaryDocument(session, shown, OPTIONS);
    assertIsSummary(made);
    const reason = (code: string): unknown => sectionIn(made, code).emptyReason?.coding?.[0]?.code;
    assert.deepEqual(['48765-2', '11450-4', '10160-0'].map(reason), ['nilknown', 'withheld', 'unavailable']);
    assert.equal(sectionIn(made, '10160-0').emptyReason?.text, OPTIONS.notShown);
  });

  it('writes words as words, whatever is in them', async () => {
    const session = hospital('p-1001');
    const source = session.sources[0]!.id;
    const words = ['<script>alert("x")</script> & 5 < 6 \u0007'];
    const lines = [{ reference: 'Condition/none', source, words }];
    const made = await summaryDocument(session, [{ name: 'problems', title: 'P', lines }], OPTIONS);
    const { div } = sectionIn(made, '11450-4').text!;
    assert.match(div, /<li>&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt; &amp; 5 &lt; 6 {2}<\/li>/);
  });

  it('keeps a line in words whose resource cannot be read, and names it', async () => {
    const session = hospital('p-1001');
    const source = session.sources[0]!.id;
    const lines = [{ reference: 'Condition/gone', source, words: ['Gout'] }];
    const made = await summaryDocument(session, [{ name: 'problems', title: 'Problems', lines }], OPTIONS);
    assert.deepEqual(made.wordsOnly, [{ reference: 'Condition/gone', source }]);
    assertIsSummary(made);
    const { text, emptyReason } = sectionIn(made, '11450-4');
    assert.match(text!.div, /Gout/);
    assert.equal(emptyReason?.text, 'Gout');
  });

  it('keeps what a document said in words alone, under its own codes, without the document that said it', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'document',
      entry: [
        { resource: { resourceType: 'Composition', id: 'c', subject: { reference: 'Patient/p' } } },
        { fullUrl: 'https://ehr.example/Patient/p', resource: { resourceType: 'Patient', id: 'p' } },
      ],
    } as unknown as Bundle;
    const session = bundleSession({ bundle });
    const lines = [{ reference: 'Composition/c', source: session.sources[0]!.id, words: ['Travelled to Peru'] }];
    const codings = [{ system: 'http://loinc.org', code: '10182-4' }];
    const shown = [{ name: 'also-in-document', title: 'Travel', codings, lines }] as const;
    const made = await summaryDocument(session, shown, OPTIONS);
    assertIsSummary(made);
    assert.deepEqual(made.wordsOnly, []);
    const travel = sectionIn(made, '10182-4');
    assert.match(travel.text?.div ?? '', /Travelled to Peru/);
    assert.equal(travel.entry, undefined);
    const types = made.document.entry?.map(({ resource }) => resource?.resourceType);
    assert.equal(types?.filter((type) => type === 'Composition').length, 1);
  });

  it('is not made of two sessions', async () => {
    const session = hospital('p-1001');
    const shown = await shownOf(session);
    const making = summaryDocument(session, shown, OPTIONS);
    await session.signOut();
    await assert.rejects(making, (thrown) => thrown instanceof EhrError && thrown.code === 'session-expired');
  });

  it('can be made of a Bundle, whose patient may have no id', async () => {
    const patient: Patient = { resourceType: 'Patient', name: [{ family: 'Novak' }] };
    const condition: FhirResource = {
      resourceType: 'Condition',
      id: 'c1',
      code: { text: 'Gout' },
      subject: { reference: 'urn:uuid:11111111-1111-4111-8111-111111111111' },
    };
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: patient },
        { fullUrl: 'https://elsewhere.example/fhir/Condition/c1', resource: condition },
      ],
    };
    const session = bundleSession({ bundle });
    const made = await summaryDocument(session, await shownOf(session), OPTIONS);
    assertIsSummary(made);
    assert.deepEqual(made.wordsOnly, []);
    assert.equal(condition.subject.reference, 'urn:uuid:11111111-1111-4111-8111-111111111111', 'the host’s own stays');
  });

  it('takes no other patient of a Bundle for the one that it is about', async () => {
    const [mother, child] = [
      'urn:uuid:11111111-1111-4111-8111-111111111111',
      'urn:uuid:22222222-2222-4222-8222-222222222222',
    ];
    const condition: Condition = {
      resourceType: 'Condition',
      id: 'c1',
      code: { text: 'Gestational diabetes' },
      subject: { reference: mother },
      evidence: [{ detail: [{ reference: child }] }],
    };
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'document',
      entry: [
        { resource: { resourceType: 'Composition', subject: { reference: mother } } as Composition },
        { fullUrl: mother, resource: { resourceType: 'Patient', name: [{ family: 'Novak' }] } as Patient },
        { fullUrl: child, resource: { resourceType: 'Patient', name: [{ family: 'Child' }] } as Patient },
        { fullUrl: 'urn:uuid:33333333-3333-4333-8333-333333333333', resource: condition },
      ],
    };
    const session = bundleSession({ bundle });
    const made = await summaryDocument(session, await shownOf(session), OPTIONS);
    assertIsSummary(made);
    const told = made.document.entry?.find(({ resource }) => resource?.resourceType === 'Condition')?.resource;
    assert.deepEqual((told as Condition).evidence, [{ detail: [{ type: 'Patient' }] }]);
    assert.doesNotMatch(made.json, /Child/);
  });

  it('is of FHIR R4 also when it is made of a Bundle of R5', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: { resourceType: 'Patient', id: 'p1' } },
        {
          resource: {
            resourceType: 'MedicationRequest',
            id: 'm1',
            status: 'active',
            intent: 'order',
            subject: { reference: 'Patient/p1' },
            medication: { concept: { text: 'Metformin' } },
          },
        },
      ],
    } as unknown as Bundle;
    const session = bundleSession({ bundle });
    const lines = [{ reference: 'MedicationRequest/m1', source: session.sources[0]!.id, words: ['Metformin'] }];
    const made = await summaryDocument(session, [{ name: 'medications', title: 'Medicines', lines }], OPTIONS);
    const told = made.document.entry?.find(({ resource }) => resource?.resourceType === 'MedicationRequest')?.resource;
    assert.equal((told as MedicationRequest).medicationCodeableConcept?.text, 'Metformin');
    assert.equal('medication' in (told as MedicationRequest), false);
  });

  it('is not made of what was shown of another patient', async () => {
    const shown = await shownOf(hospital('p-1001'));
    await assert.rejects(summaryDocument(hospital('p-1002'), shown, OPTIONS), { code: 'rejected' });
  });

  it('is not made of two people, whose records stand on one page', async () => {
    const session = joinedSession();
    for (const patient of ['p-1001', 'p-1002']) session.add(hospital(patient), { id: patient, name: patient });
    await assert.rejects(summaryDocument(session, [], OPTIONS), { code: 'rejected' });
  });

  it('is made although another place comes or fails meanwhile', async () => {
    const session = joined('p-1001', 'c-2001') as JoinedSession;
    const making = summaryDocument(session, [], OPTIONS);
    const late = openSession({ fhirBase: sandbox.organisations[1]!.fhirBase, patient: '' });
    session.add(late, { id: 'late', name: 'Late' });
    assertIsSummary(await making);
  });
});
