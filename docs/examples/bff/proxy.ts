/**
 * The page's requests for data, sent on with the token. A door to one server, for reading what the page shows: whatever
 * runs in the page can send through it only what is listed here.
 */
import { EhrError } from '@ehr-widgets/sdk/backend';
import type { BackendSession } from '@ehr-widgets/sdk/backend';

/** What the widgets of the page read. */
const TYPES = [
  ...['Patient', 'AllergyIntolerance', 'Condition', 'MedicationRequest', 'MedicationStatement', 'Medication'],
  ...['Immunization', 'Observation', 'DiagnosticReport', 'Encounter', 'Practitioner', 'Organization', 'Location'],
  ...['Flag', 'Procedure', 'Device', 'DeviceUseStatement', 'Goal', 'CarePlan', 'CareTeam', 'Consent'],
  ...['DocumentReference', 'PractitionerRole', 'Provenance'],
];
const ALLOWED = new RegExp(`^(metadata|(${TYPES.join('|')})(/[A-Za-z0-9.-]{1,64})?)$`);

/** What goes along, there and back. Never a cookie, in either direction. */
const SENT = ['accept', 'prefer'];
const RETURNED = ['content-type', 'etag', 'last-modified', 'retry-after'];

/**
 * @param at Where the page finds the FHIR server: the absolute address of this proxy.
 * @param path What the page asks for, below that, with its query.
 */
export async function read(ehr: BackendSession, at: string, path: string, request: Request): Promise<Response> {
  if (!ALLOWED.test(path.replace(/\?.*$/s, ''))) return problem(403, 'This page does not read that.');
  try {
    const { status, headers, body } = await ehr.fetch(`${ehr.base}/${path}`, {
      headers: picked(request.headers, SENT),
      signal: request.signal,
    });
    const answer = picked(headers, RETURNED);
    answer.set('cache-control', 'no-store');
    // To the page, 401 means that its session is over. While that lasts, the hospital's means "not permitted".
    const told = status === 401 ? 403 : status;
    return new Response(body && translated(body, ehr.base, at), { status: told, headers: answer });
  } catch (thrown) {
    if (thrown instanceof EhrError && thrown.code === 'session-expired') return problem(401, 'Sign in again.');
    return problem(502, 'The record could not be reached. Try again.');
  }
}

/**
 * The same JSON with the server's own addresses written as the page knows them, piece by piece as it comes: links to the
 * next page and absolute references would otherwise lead past this proxy.
 */
function translated(body: ReadableStream<Uint8Array<ArrayBuffer>>, base: string, at: string): ReadableStream {
  const [old, replacement] = [`"${base}`, `"${at}`];
  let rest = '';
  const translate = new TransformStream<string, string>({
    transform(piece, controller) {
      const text = (rest + piece).replaceAll(old, replacement);
      // An address may be cut in two between one piece and the next.
      rest = text.slice(Math.max(0, text.length - old.length + 1));
      controller.enqueue(text.slice(0, text.length - rest.length));
    },
    flush: (controller) => controller.enqueue(rest),
  });
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(translate).pipeThrough(new TextEncoderStream());
}

/** An answer in FHIR's own form for what went wrong (FHIR R4 §2.37). */
export function problem(status: number, diagnostics: string): Response {
  const issue = [{ severity: 'error', code: 'processing', diagnostics }];
  const headers = { 'content-type': 'application/fhir+json', 'cache-control': 'no-store' };
  return new Response(JSON.stringify({ resourceType: 'OperationOutcome', issue }), { status, headers });
}

function picked(headers: Headers, names: readonly string[]): Headers {
  return new Headers(
    names.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    }),
  );
}
