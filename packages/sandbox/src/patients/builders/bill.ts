/**
 * Money: a claim to the insurer, what the insurer explained, and the invoice for the rest (FHIR R4 §13). Amounts are
 * whole cents, so that sums are exact.
 * @module
 */
import type {
  Claim,
  ExplanationOfBenefit,
  ExplanationOfBenefitItemAdjudication,
  Invoice,
  Money,
  Reference,
} from 'fhir/r4.js';
import { concept, hl7Concept } from '../codes/systems.ts';
import { decimal } from '../decimal.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';

const CARIN = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication';
const kinds = { professional: 'Professional', institutional: 'Institutional', pharmacy: 'Pharmacy' } as const;

/** One line of a bill, in cents. What is allowed and not paid by the deductible or copayment is the insurer's part. */
export interface BilledItem {
  readonly service: string;
  readonly charged: number;
  readonly allowed: number;
  readonly deductible?: number;
  readonly copay?: number;
}

export interface BillDetails {
  readonly kind: keyof typeof kinds;
  /** When the service was given: a full date. */
  readonly served: string;
  readonly created: string;
  /** When the insurer answered. Absent: not yet. */
  readonly explained?: string;
  readonly items: readonly [BilledItem, ...BilledItem[]];
  readonly encounter?: Reference;
  readonly outcome?: ExplanationOfBenefit['outcome'];
  readonly disposition?: string;
  readonly status?: Claim['status'];
}

export interface Billed {
  readonly claim: Filed<Claim>;
  readonly explanation?: Filed<ExplanationOfBenefit>;
  /** What is left for the patient, in cents. */
  readonly patientPart: number;
}

/** Files a claim against the chart's coverage and, once explained, the explanation of benefit. */
export function bill(chart: Chart, details: BillDetails): Billed {
  const [coverage] = chart.all('Coverage');
  if (coverage === undefined) throw new RangeError(`${chart.patientId} has no coverage to bill`);
  const insurer = { reference: 'Organization/sonora-health-plan', display: 'Sonora Health Plan' };
  const shared = {
    identifier: [{ system: `${chart.organisation.recordNumbers}/claim`, value: chart.random.digits(10) }],
    status: details.status ?? 'active',
    type: hl7Concept('claim-type', details.kind, kinds[details.kind]),
    use: 'claim' as const,
    patient: chart.patient,
    billablePeriod: { start: details.served, end: details.served },
    created: details.created,
    insurer,
    provider: chart.organisation.self,
  } satisfies Partial<Claim>;
  const itemOf = (item: BilledItem, at: number) => ({
    sequence: at + 1,
    productOrService: { text: item.service },
    servicedDate: details.served,
    net: money(item.charged),
    ...(details.encounter && { encounter: [details.encounter] }),
  });
  const claim = chart.add<Claim>({
    resourceType: 'Claim',
    ...shared,
    priority: hl7Concept('processpriority', 'normal', 'Normal'),
    insurance: [{ sequence: 1, focal: true, coverage: referenceTo(coverage) }],
    item: details.items.map(itemOf),
    total: money(sum(details.items, ({ charged }) => charged)),
  });
  const patientPart = sum(details.items, ownPart);
  if (details.explained === undefined) return { claim, patientPart };
  const paid = sum(details.items, insurersPart);
  const refused = details.outcome === 'error';
  const explanation = chart.add<ExplanationOfBenefit>({
    resourceType: 'ExplanationOfBenefit',
    ...shared,
    created: details.explained,
    claim: referenceTo(claim),
    outcome: details.outcome ?? 'complete',
    ...(details.disposition !== undefined && { disposition: details.disposition }),
    insurance: [{ focal: true, coverage: referenceTo(coverage) }],
    item: details.items.map((item, at) => ({
      ...itemOf(item, at),
      ...(!refused && { adjudication: adjudicationOf(item) }),
    })),
    total: [
      { category: adjudicated('submitted'), amount: money(sum(details.items, ({ charged }) => charged)) },
      ...(refused
        ? []
        : [
            { category: adjudicated('eligible'), amount: money(sum(details.items, ({ allowed }) => allowed)) },
            { category: adjudicated('benefit'), amount: money(paid) },
            { category: memberLiability, amount: money(patientPart) },
          ]),
    ],
    ...(!refused &&
      paid > 0 && {
        payment: {
          type: hl7Concept('ex-paymenttype', 'complete', 'Complete'),
          date: details.explained.slice(0, 10),
          amount: money(paid),
        },
      }),
  });
  return { claim, explanation, patientPart: refused ? 0 : patientPart };
}

export interface InvoiceDetails {
  readonly status: Invoice['status'];
  readonly date: string;
  readonly lines: readonly (readonly [service: string, cents: number])[];
  readonly terms?: string;
  readonly cancelled?: string;
  readonly note?: string;
}

/** Files what the patient is asked to pay. */
export function invoice(chart: Chart, details: InvoiceDetails): Filed<Invoice> {
  const total = money(details.lines.reduce((cents, [, amount]) => cents + amount, 0));
  return chart.add<Invoice>({
    resourceType: 'Invoice',
    identifier: [{ system: `${chart.organisation.recordNumbers}/invoice`, value: `I${chart.random.digits(7)}` }],
    status: details.status,
    ...(details.cancelled !== undefined && { cancelledReason: details.cancelled }),
    type: { text: 'Patient statement' },
    subject: chart.patient,
    recipient: chart.patient,
    date: details.date,
    issuer: chart.organisation.self,
    lineItem: details.lines.map(([service, amount], at) => ({
      sequence: at + 1,
      chargeItemCodeableConcept: { text: service },
      priceComponent: [{ type: 'base', amount: money(amount) }],
    })),
    totalNet: total,
    totalGross: total,
    ...(details.terms !== undefined && { paymentTerms: details.terms }),
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
  });
}

/** An amount of whole cents in US dollars, with its two decimal places. */
function money(cents: number): Money {
  return { value: decimal(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`), currency: 'USD' };
}

function ownPart({ deductible = 0, copay = 0 }: BilledItem): number {
  return deductible + copay;
}

function insurersPart(item: BilledItem): number {
  return item.allowed - ownPart(item);
}

function sum(items: readonly BilledItem[], part: (item: BilledItem) => number): number {
  return items.reduce((total, item) => total + part(item), 0);
}

const displays = {
  submitted: 'Submitted Amount',
  eligible: 'Eligible Amount',
  deductible: 'Deductible',
  copay: 'CoPay',
  benefit: 'Benefit Amount',
} as const;
const memberLiability = concept(CARIN, 'memberliability', 'Member liability');

function adjudicated(code: keyof typeof displays): ReturnType<typeof hl7Concept> {
  return hl7Concept('adjudication', code, displays[code]);
}

function adjudicationOf(item: BilledItem): ExplanationOfBenefitItemAdjudication[] {
  return [
    { category: adjudicated('submitted'), amount: money(item.charged) },
    { category: adjudicated('eligible'), amount: money(item.allowed) },
    ...(item.deductible === undefined ? [] : [{ category: adjudicated('deductible'), amount: money(item.deductible) }]),
    ...(item.copay === undefined ? [] : [{ category: adjudicated('copay'), amount: money(item.copay) }]),
    { category: adjudicated('benefit'), amount: money(insurersPart(item)) },
    { category: memberLiability, amount: money(ownPart(item)) },
  ];
}
