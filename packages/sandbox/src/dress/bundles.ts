/**
 * A searchset as a vendor fills it: notices among the entries, includes cut, totals left out or guessed.
 * @module
 */
import { objectsIn } from '../fhir/elements.ts';
import { isObject, type ExactObject } from '../fhir/json.ts';
import type { Asked } from './asked.ts';
import type { Dress } from './dress.ts';
import { issueFor, outcome, type Issue } from './outcome.ts';
import { linksOf, type Link } from './paging.ts';
import { resourceAs } from './resources.ts';

export interface Circumstances {
  readonly base: string;
  readonly now: Date;
  /** More was asked for on a page than the vendor gives. */
  readonly isOverCount: boolean;
  /** Where to ask for the includes that did not fit on this page. */
  readonly moreIncludes: string;
}

/** The Bundle of a search, or of a page of one. */
export function dressedSearchset(dress: Dress, bundle: ExactObject, asked: Asked, facts: Circumstances): ExactObject {
  const all = objectsIn(bundle.entry);
  const matches = all.filter((entry) => modeOf(entry) === 'match');
  const included = all.filter((entry) => modeOf(entry) === 'include');
  const most = dress.includes?.most ?? Infinity;
  const links = objectsIn(bundle.link) as unknown as Link[];
  const isCut = included.length > most && dress.includes?.linked === true;
  const related = isCut ? [{ relation: 'related', url: facts.moreIncludes }] : [];
  const link = [...linksOf(dress, links, facts.base, facts.now), ...related];
  const notices = noticesOf(dress, all, matches, asked, facts);
  const entry = [
    ...[...matches, ...included.slice(0, most)].map((each) => ({
      ...each,
      resource: isObject(each.resource) ? resourceAs(dress, each.resource, asked.request.grant) : each.resource,
    })),
    ...(notices.length === 0 ? [] : [noticeEntry(notices)]),
  ];
  const { entry: _entry, link: _link, total, ...head } = bundle;
  return {
    ...head,
    ...totalOf(dress, total, links, asked),
    ...(link.length === 0 ? {} : { link: link as unknown as ExactObject[] }),
    ...(entry.length === 0 ? {} : { entry }),
  };
}

/** The includes that were cut from a page. */
export function cutIncludes(dress: Dress, bundle: ExactObject): ExactObject {
  const all = objectsIn(bundle.entry);
  const entry = all.filter((each) => modeOf(each) === 'include').slice(dress.includes?.most ?? Infinity);
  const { entry: _entry, link: _link, total: _total, ...head } = bundle;
  return { ...head, ...(entry.length === 0 ? {} : { entry }) };
}

function modeOf({ search }: ExactObject): unknown {
  return isObject(search) ? search.mode : undefined;
}

function totalOf({ totals }: Dress, total: unknown, links: readonly Link[], { query }: Asked): ExactObject {
  if (typeof total !== 'number') return {};
  if (totals === 'none') return query.has('_total') || query.get('_summary') === 'count' ? { total } : {};
  const isLast = !links.some(({ relation }) => relation === 'next');
  // Rounded up, so that a client that trusts it notices.
  return { total: totals === 'estimated' && !isLast ? Math.ceil((total + 1) / 10) * 10 : total };
}

function noticesOf(
  dress: Dress,
  all: readonly ExactObject[],
  matches: readonly ExactObject[],
  { request }: Asked,
  { isOverCount }: Circumstances,
): Issue[] {
  const notices: Issue[] = [];
  if (dress.codes?.of['nothing-found'] !== undefined && matches.length === 0) {
    notices.push(issueFor(dress, 'nothing-found', { severity: 'warning', type: 'processing' }, 'Nothing matches.'));
  }
  if (dress.codes?.of['maybe-incomplete'] !== undefined && /(^|\/)Patient\//.test(request.grant?.fhirUser ?? '')) {
    const diagnostics = 'What is shown to patients may be less than what is recorded.';
    notices.push(issueFor(dress, 'maybe-incomplete', { severity: 'warning', type: 'incomplete' }, diagnostics));
  }
  if (isOverCount && dress.paging?.warnsAbove === true) {
    const diagnostics = `The requested _count is more than the maximum of ${dress.paging.most}, which was used.`;
    notices.push({ severity: 'warning', code: 'not-supported', diagnostics });
  }
  return [...notices, ...ignoredParameters(dress, all)];
}

/** What the sandbox says about parameters that it did not use, as the vendor says it, or not at all. */
function ignoredParameters(dress: Dress, all: readonly ExactObject[]): Issue[] {
  if (dress.unknownParameters === 'silent') return [];
  const issues = all
    .filter((entry) => modeOf(entry) === 'outcome')
    .flatMap(({ resource }) => (isObject(resource) ? objectsIn(resource.issue) : []));
  return (issues as unknown as Issue[]).map((issue) =>
    issue.code === 'not-supported'
      ? issueFor(dress, 'unknown-parameter', { severity: 'warning', type: issue.code }, issue.diagnostics)
      : issue,
  );
}

function noticeEntry(issues: readonly Issue[]): ExactObject {
  return { resource: outcome(issues) as unknown as ExactObject, search: { mode: 'outcome' } };
}
