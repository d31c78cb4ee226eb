/**
 * Writes Bundles around resources' stored text, so that what was stored reaches the wire unchanged
 * (https://hl7.org/fhir/R4/bundle.html).
 * @module
 */

export interface BundleEntry {
  readonly fullUrl?: string;
  /** The resource's JSON. */
  readonly resource?: string | undefined;
  readonly search?: { readonly mode: 'match' | 'include' | 'outcome' };
  readonly request?: { readonly method: string; readonly url: string };
  readonly response?: {
    readonly status: string;
    readonly location?: string | undefined;
    readonly etag?: string | undefined;
    readonly lastModified?: string | undefined;
    /** The OperationOutcome's JSON. */
    readonly outcome?: string | undefined;
  };
}

export interface BundleParts {
  readonly type: 'searchset' | 'history' | 'batch-response' | 'transaction-response';
  readonly total?: number | undefined;
  readonly links?: readonly { readonly relation: string; readonly url: string }[];
  readonly entries: readonly BundleEntry[];
  readonly timestamp: Date;
}

export function bundleText({ type, total, links = [], entries, timestamp }: BundleParts): string {
  const head = JSON.stringify({
    resourceType: 'Bundle',
    meta: { lastUpdated: timestamp.toISOString() },
    type,
    total,
    link: links.length === 0 ? undefined : links,
  });
  // FHIR has no empty arrays.
  if (entries.length === 0) return head;
  return `${head.slice(0, -1)},"entry":[${entries.map(entryText).join(',')}]}`;
}

function entryText({ fullUrl, resource, search, request, response }: BundleEntry): string {
  const fields: string[] = [];
  if (fullUrl !== undefined) fields.push(`"fullUrl":${JSON.stringify(fullUrl)}`);
  if (resource !== undefined) fields.push(`"resource":${resource}`);
  if (search !== undefined) fields.push(`"search":${JSON.stringify(search)}`);
  if (request !== undefined) fields.push(`"request":${JSON.stringify(request)}`);
  if (response !== undefined) {
    const { outcome, ...rest } = response;
    const text = JSON.stringify(rest);
    fields.push(`"response":${outcome === undefined ? text : `${text.slice(0, -1)},"outcome":${outcome}}`}`);
  }
  return `{${fields.join(',')}}`;
}
