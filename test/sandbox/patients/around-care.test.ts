import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  Appointment,
  Communication,
  Device,
  DiagnosticReport,
  ExplanationOfBenefit,
  FhirResource,
  ImagingStudy,
  Invoice,
  Money,
  Observation,
  QuestionnaireResponse,
  ServiceRequest,
  Slot,
  Specimen,
} from 'fhir/r4.js';
import { generated, moments, organisations } from './walk.ts';

for (const today of moments) {
  for (const organisation of organisations) {
    const resources = generated(organisation, today);
    const byReference = new Map(resources.map((one) => [`${one.resourceType}/${one.id}`, one]));
    const of = <R extends FhirResource>(type: R['resourceType']): R[] =>
      resources.filter((one): one is R => one.resourceType === type);

    describe(`${organisation}'s appointments on ${today.toISOString()}`, () => {
      const slots = of<Slot>('Slot');
      const booked = of<Appointment>('Appointment').filter(({ status }) => status === 'booked');

      it('hold each busy slot once, for exactly its time, and leave the others free', () => {
        const held = booked.flatMap(({ slot = [] }) => slot.map(({ reference }) => reference ?? ''));
        assert.equal(new Set(held).size, held.length);
        for (const slot of slots)
          assert.equal(slot.status === 'busy', held.includes(`Slot/${slot.id}`), `${slot.id} is ${slot.status}`);
        for (const { slot = [], start, end } of booked)
          for (const { reference = '' } of slot) {
            const own = byReference.get(reference) as Slot;
            assert.deepEqual([own.start, own.end], [start, end]);
          }
      });

      it('lie in slots of clinicians that do not overlap, six weeks of them, on weekdays, in office hours', () => {
        const free = slots.filter(({ status }) => status === 'free');
        const last = Math.max(...free.map(({ start }) => Date.parse(start)));
        assert.ok(last - today.getTime() > 35 * 86_400_000 && last - today.getTime() < 43 * 86_400_000);
        for (const slot of free) {
          assert.ok(Date.parse(slot.start) > today.getTime() && Date.parse(slot.end) > Date.parse(slot.start));
          assert.ok(Number(slot.start.slice(11, 13)) >= 8 && Number(slot.end.slice(11, 13)) < 18, slot.start);
          const weekday = new Date(`${slot.start.slice(0, 10)}T00:00:00Z`).getUTCDay();
          assert.ok(weekday >= 1 && weekday <= 5, slot.start);
        }
        const perSchedule = Map.groupBy(slots, ({ schedule }) => schedule.reference);
        assert.ok(perSchedule.size >= 2);
        for (const own of perSchedule.values()) {
          const sorted = own.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
          sorted.slice(1).forEach((slot, at) => {
            assert.ok(Date.parse(sorted[at]?.end ?? '') <= Date.parse(slot.start), slot.id);
          });
        }
      });

      it('say for each planned visit when and with whom', () => {
        for (const visit of resources) {
          if (visit.resourceType !== 'Encounter' || visit.status !== 'planned') continue;
          const own = byReference.get(visit.appointment?.[0]?.reference ?? '') as Appointment | undefined;
          assert.deepEqual([own?.status, own?.start, own?.end], ['booked', visit.period?.start, visit.period?.end]);
          const actors = own?.participant.map(({ actor }) => actor?.reference);
          assert.ok(actors?.includes(visit.subject?.reference));
          assert.ok(actors?.includes(visit.participant?.[0]?.individual?.reference));
        }
      });
    });

    describe(`${organisation}'s chains of documents on ${today.toISOString()}`, () => {
      it('lead from a report to the order and the specimen that its results name too', () => {
        for (const report of of<DiagnosticReport>('DiagnosticReport')) {
          if (!report.basedOn) continue;
          const order = byReference.get(report.basedOn[0]?.reference ?? '') as ServiceRequest;
          assert.equal(order.subject.reference, report.subject?.reference);
          assert.ok((order.authoredOn ?? '') <= (report.effectiveDateTime ?? ''));
          if (!report.specimen) continue;
          const specimen = byReference.get(report.specimen[0]?.reference ?? '') as Specimen;
          assert.equal(specimen.request?.[0]?.reference, report.basedOn[0]?.reference);
          for (const { reference = '' } of report.result ?? []) {
            const result = byReference.get(reference) as Observation;
            assert.equal(result.specimen?.reference, report.specimen[0]?.reference);
          }
        }
      });

      it('answer messages after they were sent, in one thread', () => {
        for (const message of of<Communication>('Communication')) {
          if (message.received) assert.ok(message.received >= (message.sent ?? ''), message.id);
          const before = byReference.get(message.inResponseTo?.[0]?.reference ?? '') as Communication | undefined;
          if (!before) continue;
          assert.ok((before.sent ?? '') < (message.sent ?? ''), message.id);
          assert.equal(before.topic?.text, message.topic?.text);
          assert.equal(before.identifier?.[0]?.value, message.identifier?.[0]?.value);
        }
      });

      it('number images as DICOM does, each UID once', () => {
        const uids = of<ImagingStudy>('ImagingStudy').flatMap((study) => [
          (study.identifier?.[0]?.value ?? '').replace('urn:oid:', ''),
          ...(study.series ?? []).flatMap((series) => [series.uid, ...(series.instance ?? []).map(({ uid }) => uid)]),
        ]);
        assert.equal(new Set(uids).size, uids.length);
        for (const uid of uids) assert.ok(/^2\.25\.[1-9]\d*(\.[1-9]\d*)*$/.test(uid) && uid.length <= 64, uid);
        for (const study of of<ImagingStudy>('ImagingStudy')) {
          assert.equal(study.numberOfSeries, study.series?.length);
          const instances = study.series?.flatMap(({ instance = [] }) => instance) ?? [];
          assert.equal(study.numberOfInstances, instances.length);
          const reports = of<DiagnosticReport>('DiagnosticReport').filter((one) =>
            one.imagingStudy?.some(({ reference }) => reference === `ImagingStudy/${study.id}`),
          );
          assert.ok(reports.length === 1 && reports[0]?.conclusion, study.id);
        }
      });

      it('explain bills whose lines add up to their totals', () => {
        const cents = (money: Money | undefined): number => Math.round((money?.value ?? 0) * 100);
        for (const one of of<ExplanationOfBenefit>('ExplanationOfBenefit')) {
          const claim = byReference.get(one.claim?.reference ?? '');
          assert.ok(claim?.resourceType === 'Claim');
          for (const total of one.total ?? []) {
            const code = total.category.coding?.[0]?.code;
            const lines = (one.item ?? []).map(({ net, adjudication = [] }) =>
              code === 'submitted'
                ? cents(net)
                : cents(adjudication.find(({ category }) => category.coding?.[0]?.code === code)?.amount),
            );
            assert.equal(
              lines.reduce((sum, line) => sum + line, 0),
              cents(total.amount),
              `${one.id} ${code}`,
            );
          }
          const of = (code: string): number =>
            cents(one.total?.find(({ category }) => category.coding?.[0]?.code === code)?.amount);
          assert.equal(of('eligible'), of('benefit') + of('memberliability'));
          assert.ok(of('eligible') <= of('submitted'));
          assert.equal(cents(claim.total), of('submitted'));
          if (one.payment) assert.equal(cents(one.payment.amount), of('benefit'));
        }
        for (const one of of<Invoice>('Invoice')) {
          const lines = (one.lineItem ?? []).map(({ priceComponent = [] }) => cents(priceComponent[0]?.amount));
          assert.equal(
            lines.reduce((sum, line) => sum + line, 0),
            cents(one.totalNet),
            one.id,
          );
        }
      });

      it('score the PHQ-9 by its answers, and observe that score', () => {
        const scores: Readonly<Record<string, number>> = {
          'LA6568-5': 0,
          'LA6569-3': 1,
          'LA6570-1': 2,
          'LA6571-9': 3,
        };
        for (const form of of<QuestionnaireResponse>('QuestionnaireResponse')) {
          if (!form.questionnaire?.includes('/phq-9')) continue;
          const nine = (form.item ?? []).slice(0, 9);
          const sum = nine.reduce(
            (total, { answer }) => total + (scores[answer?.[0]?.valueCoding?.code ?? ''] ?? NaN),
            0,
          );
          const total = form.item?.find(({ linkId }) => linkId === '44261-6')?.answer?.[0]?.valueInteger;
          const observed = of<Observation>('Observation').find((one) =>
            one.derivedFrom?.some(({ reference }) => reference === `QuestionnaireResponse/${form.id}`),
          );
          assert.deepEqual([sum, observed?.valueQuantity?.value], [total, total], form.id);
        }
      });

      it('answer questions that their form asks', () => {
        const known = new Map<string, Set<string>>();
        const collect = (items: readonly { linkId?: string; item?: never[] }[] = []): string[] =>
          items.flatMap(({ linkId = '', item }) => [linkId, ...collect(item)]);
        for (const one of resources)
          if (one.resourceType === 'Questionnaire')
            known.set(`${one.url}|${one.version}`, new Set(collect(one.item as [])));
        for (const form of of<QuestionnaireResponse>('QuestionnaireResponse')) {
          const asked = known.get(form.questionnaire ?? '');
          for (const linkId of collect(form.item as [])) assert.ok(asked?.has(linkId), `${form.id} ${linkId}`);
        }
      });

      it('name implants by GTINs whose check digit holds', () => {
        for (const { udiCarrier = [], id } of of<Device>('Device'))
          for (const { deviceIdentifier = '' } of udiCarrier)
            assert.ok(deviceIdentifier.length === 14 && gtinHolds(deviceIdentifier), id);
      });
    });
  }
}

describe('the hospital has something true to show in every later widget', () => {
  const hospital = generated('university-hospital', moments[0] as Date);
  const kinds = (
    'ServiceRequest Specimen Provenance ImagingStudy Task Communication ExplanationOfBenefit Claim Invoice Questionnaire ' +
    'QuestionnaireResponse Consent AuditEvent MeasureReport Measure Device Flag FamilyMemberHistory Schedule Slot ' +
    'Appointment HealthcareService PractitionerRole RelatedPerson Endpoint'
  ).split(' ');
  for (const kind of kinds) it(kind, () => assert.ok(hospital.some(({ resourceType }) => resourceType === kind)));

  it('keeps the video clinic at the clock of New York over the change of summer time', () => {
    const offsets = (today: string): Set<string> =>
      new Set(
        generated('university-hospital', new Date(today))
          .filter(
            (one): one is Slot => one.resourceType === 'Slot' && one.id?.startsWith('slot-ingrid-solheim') === true,
          )
          .map(({ start }) => start.slice(11)),
      );
    assert.deepEqual(
      [...offsets('2026-10-15T18:00:00Z')].toSorted(),
      ['16:00', '16:20', '16:40'].flatMap((clock) => [`${clock}:00-04:00`, `${clock}:00-05:00`]),
    );
    assert.ok([...offsets('2026-12-01T18:00:00Z')].every((clock) => clock.endsWith('-05:00')));
  });

  it('says through whom what came from City Clinic arrived', () => {
    const sent = hospital.filter(
      (one) =>
        one.resourceType === 'Provenance' &&
        one.agent.some(
          ({ type, who }) => type?.coding?.[0]?.code === 'transmitter' && who.reference === 'Organization/city-clinic',
        ),
    );
    assert.ok(sent.length >= 3);
  });
});

/** GS1's rule is Luhn's with weights of 3 and no digit sum. */
function gtinHolds(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}
