/**
 * A dress: how a named vendor's server is known to behave, as data. Every part is optional; what is left out is as the
 * sandbox does it anyway. What lies under a dress stays the same: a client that keeps to a vendor's rules reads the same
 * record through every one of them.
 * @module
 */

/** What a vendor's server does differently from the plain sandbox. */
export interface Dress {
  /** As it is called on the command line. */
  readonly name: string;
  /** As the vendor writes it. */
  readonly title: string;
  /** Bundles posted to the base. Left out: batch and transaction, any entry. */
  readonly bundles?: 'none' | BundleRules;
  /** Resource types that the server does not have. */
  readonly lacks?: readonly string[];
  /** Types that can be read but not searched for. */
  readonly unsearchable?: readonly string[];
  /** The types that clients may create and update; nothing can be deleted or patched then. Left out: everything. */
  readonly writes?: { readonly create: readonly string[]; readonly update: readonly string[] };
  /** Operations, as `Patient/$summary`. Left out: all of the sandbox's. */
  readonly operations?: readonly string[];
  readonly requires?: readonly Requirement[];
  /** A parameter that every search has to carry, literally so in the URL. */
  readonly everySearch?: { readonly name: string; readonly starts: string };
  /** Values that a parameter does not take, though they are common elsewhere. */
  readonly refusedValues?: readonly {
    readonly type: string;
    readonly name: string;
    readonly values: readonly string[];
  }[];
  /** What happens to a parameter that the server does not know. Left out: it is named in an outcome. */
  readonly unknownParameters?: 'silent' | 'refused';
  /** A posted search reads its body only, whatever its URL says. */
  readonly postedSearchIgnoresQuery?: boolean;
  readonly paging?: Paging;
  /** `Bundle.total`: left out of answers, or estimated until the last page. */
  readonly totals?: 'none' | 'estimated';
  readonly includes?: Includes;
  /** The most matches that a search of a type gives; more is an error. */
  readonly tooMany?: { readonly type: string; readonly most: number };
  /** Coded words for what goes wrong, and for what the vendor says inside Bundles. */
  readonly codes?: Codes;
  /** How a medicine is written in requests and statements. */
  readonly medications?: 'contained';
  /** A patient sees of what was entered in error only that it is not to be shown. */
  readonly masksErrors?: boolean;
  /** The status of a refused create whose content lacks something. Left out: 400. */
  readonly incompleteStatus?: number;
  readonly rate?: Rate;
  readonly cors?: Cors;
  /** Fields, and entries of `capabilities`, that the SMART configuration does not have. */
  readonly smart?: { readonly without?: readonly string[]; readonly incapable?: readonly string[] };
  /** Resource scopes that are left out of what is granted, without a word: tested against each scope. */
  readonly trims?: RegExp;
}

export interface BundleRules {
  readonly types: readonly ('batch' | 'transaction')[];
  readonly most: number;
  /** Searches are not among the entries that are carried out. */
  readonly searches: boolean;
}

/** A search of a type has to carry all parameters of one of these sets. */
export interface Requirement {
  readonly type: string;
  readonly anyOf: readonly (readonly string[])[];
}

export interface Paging {
  /** What a client sets the size of a page with. Left out: `_count`. */
  readonly parameter?: string;
  readonly usual: number;
  readonly most: number;
  /** Asking for more than `most` is answered with a warning in the Bundle. */
  readonly warnsAbove?: boolean;
  /** The parameter that carries the place in the search. Left out: the sandbox's own links. */
  readonly token?: string;
  /** Further parameters of a link to the next page. */
  readonly also?: Readonly<Record<string, string>>;
  /** Links go to the base, not to the type. */
  readonly atBase?: boolean;
  /** Characters that a token has at least. */
  readonly tokenLength?: number;
  /** How addresses in `Bundle.link` are written. Left out: absolute. */
  readonly form?: 'relative' | 'scheme-less';
  /** The link relations given. Left out: all. */
  readonly relations?: readonly string[];
  /** How long a link works. Left out: as long as the sandbox keeps a search. */
  readonly minutes?: number;
}

export interface Includes {
  /** The values of `_include` that work. Left out: all. */
  readonly forward?: readonly string[];
  /** The values of `_revinclude` that work. Left out: all. */
  readonly reverse?: readonly string[];
  /** The most included resources on a page. */
  readonly most?: number;
  /** What is over `most` can be had at a `related` link; otherwise it is dropped without a word. */
  readonly linked?: boolean;
  /** Each included type needs a scope of its own; without it the search is refused. */
  readonly needScope?: boolean;
}

/** A situation that some vendors give a code of their own. */
export type Situation =
  | 'missing-parameter'
  | 'invalid-value'
  | 'unknown-parameter'
  | 'expired-page'
  | 'too-many'
  | 'nothing-found'
  | 'maybe-incomplete'
  | 'not-found';

export interface Codes {
  readonly system: string;
  /** Those of `nothing-found` and `maybe-incomplete` appear in Bundles; without a code they do not. */
  readonly of: Readonly<Partial<Record<Situation, CodedIssue>>>;
}

export interface CodedIssue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** IssueType. */
  readonly type: string;
  readonly code: string;
  readonly display: string;
}

export interface Rate {
  readonly requests: number;
  readonly seconds: number;
  /** Headers that say how long to wait; none when the server leaves it to the client to guess. */
  readonly says: readonly ('Retry-After' | 'x-ms-retry-after-ms')[];
  /** IssueType of the answer. */
  readonly issue: 'throttled' | 'too-costly';
}

export interface Cors {
  /** `Access-Control-Expose-Headers`. */
  readonly exposes: readonly string[];
  /** A refused token is answered without CORS headers: to a page it looks as if the network had failed. */
  readonly hides401?: boolean;
}
