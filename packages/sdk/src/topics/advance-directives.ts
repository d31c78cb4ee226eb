/**
 * Advance directives: what somebody wants done, or not done, when they cannot say it themselves (FHIR R4 §6.2 Consent of
 * scope `adr`; §10.2 DocumentReference, US Core ADI DocumentReference; IPS 2.0 Advance Directives). That nothing is recorded says nothing.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { conceptOf, conceptsOf, hasCode, type Concept } from '../format/concept.ts';
import { date, list, text } from '../format/read.ts';
import { periodOf, type Period } from '../format/when.ts';
import { namedLine, partiesOf, statusOf, type Party, type Reading } from './line.ts';
import { linesOf } from './lines.ts';
import { contentOfList, listView, maybeSame, type ListedLine, type ListView } from './list-view.ts';
import { topic } from './topic.ts';

export interface DirectiveLine extends ListedLine {
  readonly status:
    | 'draft'
    | 'proposed'
    | 'active'
    | 'rejected'
    | 'inactive'
    /** A document in use. It does not say whether what it holds is still wanted. */
    | 'current'
    | 'superseded'
    | 'entered-in-error'
    | 'unknown';
  /** Of a document: `preliminary`, `final`, `amended`. */
  readonly documentStatus?: string | undefined;
  readonly categories: readonly Concept[];
  /** Allowed or refused, as far as the rule itself says so. */
  readonly decisions: readonly DirectiveDecision[];
  /** The rule that holds otherwise, as sent. */
  readonly rule?: Concept | undefined;
  readonly period?: Period | undefined;
  /** Who agreed, or wrote it. */
  readonly by: readonly Party[];
  readonly organizations: readonly Party[];
  /** Verified with the patient or their family, and when. */
  readonly verified?: { readonly date?: string | undefined } | undefined;
  readonly description?: string | undefined;
  /** Titles of the documents that hold it. */
  readonly documents: readonly string[];
}

export interface DirectiveDecision {
  readonly type: 'permit' | 'deny' | 'unknown';
  readonly what: readonly Concept[];
}

export type DirectivesView = ListView<DirectiveLine>;

export const advanceDirectives = topic<DirectivesView>({
  name: 'advance-directives',
  // Every consent is asked for: a server may know a directive by its scope or by its category, and none by either.
  searches: [
    { type: 'Consent', by: 'patient' },
    { type: 'DocumentReference', by: 'patient', params: { category: '42348-3' } },
  ],
  view: (input) => {
    const matches = input.matches.filter(({ resource }) => isDirective(resource));
    const own = { ...input, matches };
    return listView(
      [...linesOf(own, 'Consent', consentLine), ...linesOf(own, 'DocumentReference', documentLine)],
      ({ status }) => ['rejected', 'inactive', 'superseded'].includes(status),
      maybeSame(),
    );
  },
  content: contentOfList,
});

/** All consents but those that say that they are about something else, by scope, and name no directive, by category. */
export function isDirective(resource: fhir.FhirResource | undefined): boolean {
  if (resource?.resourceType !== 'Consent') return resource?.resourceType === 'DocumentReference';
  const isOther = hasCode(conceptOf(resource.scope), ['patient-privacy', 'research', 'treatment']);
  return !isOther || conceptsOf(resource.category).some((one) => hasCode(one, CATEGORIES));
}

const CATEGORIES = ['acd', 'dnr', 'emrgonly', 'hcd', 'polst', '42348-3', '75320-2', '64298-3', '86533-7', '92664-2'];

function consentLine(reading: Reading<fhir.Consent>): DirectiveLine {
  const { resource } = reading;
  const { status, code } = statusOf(
    ['draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error'],
    resource.status,
  );
  const categories = conceptsOf(resource.category);
  const provisions = list(resource.provision).flatMap((one) => [one, ...list(one.provision)]);
  const verified = list(resource.verification).find((one) => one.verified === true);
  const title = text(resource.sourceAttachment?.title) ?? text(resource.sourceReference?.display);
  return {
    ...namedLine(reading, undefined, undefined),
    name: categories[0] ?? conceptOf(resource.scope),
    status,
    statusCode: code,
    date: date(resource.dateTime),
    categories,
    decisions: provisions.flatMap(decisionOf),
    rule: conceptOf(resource.policyRule),
    period: periodOf(resource.provision?.period),
    by: partiesOf(resource.performer, reading),
    organizations: partiesOf(resource.organization, reading),
    verified: verified && { date: date(verified.verificationDate) },
    documents: title ? [title] : [],
  };
}

function decisionOf(sent: fhir.ConsentProvision): DirectiveDecision[] {
  const what = [...conceptsOf(sent.code), ...conceptsOf(sent.action)];
  const { status: type } = statusOf(['permit', 'deny'], sent.type);
  return what.length > 0 || type !== 'unknown' ? [{ type, what }] : [];
}

function documentLine(reading: Reading<fhir.DocumentReference>): DirectiveLine {
  const { resource } = reading;
  const { status, code } = statusOf(['current', 'superseded', 'entered-in-error'], resource.status);
  const documentStatus = text(resource.docStatus);
  return {
    ...namedLine(reading, resource.type, undefined),
    status: documentStatus === 'entered-in-error' ? 'entered-in-error' : status,
    statusCode: code,
    documentStatus,
    date: date(resource.date),
    categories: conceptsOf(resource.category),
    decisions: [],
    period: periodOf(resource.context?.period),
    by: partiesOf(resource.author, reading),
    organizations: partiesOf([resource.custodian ?? {}], reading),
    description: text(resource.description),
    documents: list(resource.content).flatMap(({ attachment }) => text(attachment?.title) ?? []),
  };
}
