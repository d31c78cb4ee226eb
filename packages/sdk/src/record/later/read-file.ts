/**
 * Reading a file that a line carries: sent with it, or fetched with the source's credentials from under its base, and from
 * nowhere else (SMART App Launch 2.2, "App protection").
 * @module
 */
import type { Binary, FhirResource, Media } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import { failure, refused, unanswered, type Asked } from '../../fhir/refusal.ts';
import { isUnder } from '../../fhir/under.ts';
import { bytesOf, contentOf, type FileContent } from '../../format/file.ts';
import type { ServerSource, Source } from '../../session/source.ts';
import { attachmentsOf, type AttachedFile } from '../../topics/attachment.ts';
import { requireOwn } from './whole-resource.ts';

/** A file that was read. What it is was found by looking at it. */
export interface ReadFile extends FileContent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The MIME type that was stated, where that is not what it is: say so. */
  readonly stated?: string | undefined;
}

export interface ReadFileOptions {
  readonly signal?: AbortSignal;
  /** How many bytes may be read; more is refused before it is read where the server says so, else while it is. */
  readonly most?: number;
}

/** Whether a file can be read here: sent with its line, or under the base of its source. Otherwise only its host can open it. */
export function isReadable(file: AttachedFile, source: Source): boolean {
  return file.data !== undefined || (file.url !== undefined && addressOf(file.url, source) !== undefined);
}

/**
 * @throws EhrError `rejected` for a file that lies elsewhere, is larger than `most` or is another patient's,
 *   `bad-response` for one that is no file, otherwise as a request fails. An abort rejects with its reason.
 */
export function readFile(file: AttachedFile, source: Source, options: ReadFileOptions = {}): Promise<ReadFile> {
  return read(file, source, options, true);
}

/** @param mayLead Whether it may be a Media, whose file is read next: one leads to another file, and that to no third. */
async function read(file: AttachedFile, source: Source, options: ReadFileOptions, mayLead: boolean): Promise<ReadFile> {
  const asked: Asked = { base: source.base || source.name, resourceType: 'Binary' };
  if (file.data !== undefined) return fileOf(bytesIn(file.data, asked), file.contentType);
  const address = file.url === undefined ? undefined : addressOf(file.url, source);
  if (address === undefined) throw failure('rejected', 'does not have this file itself. It was not fetched.', asked);
  if (source.kind === 'bundle') {
    const found = source.bundle.entry?.find(({ fullUrl, resource }) => {
      return fullUrl === address || `${resource?.resourceType}/${resource?.id}` === address;
    });
    const held = found?.resource as FhirResource | undefined;
    if (held?.resourceType === 'Media' && mayLead) return read(fileIn(held, asked), source, options, false);
    if (held?.resourceType !== 'Binary') throw failure('not-found', 'has no such file.', asked);
    return fileOf(bytesIn(held.data ?? '', asked), held.contentType);
  }
  const got = await fetched(address, file, source, options, asked);
  if (!('resourceType' in got)) return got;
  if (!mayLead) throw failure('bad-response', NO_FILE, asked);
  return read(fileIn(got, asked), source, options, false);
}

/** An absolute URL under the base of a server; in a Bundle what its entries are called. */
function addressOf(url: string, source: Source): string | undefined {
  if (source.kind === 'bundle') return url;
  const absolute = URL.parse(url, `${source.base}/`)?.href;
  return absolute !== undefined && isUnder(source.base, absolute) ? absolute : undefined;
}

async function fetched(
  address: string,
  file: AttachedFile,
  source: ServerSource,
  { signal, most = Infinity }: ReadFileOptions,
  asked: Asked,
): Promise<ReadFile | Media> {
  const timeout = AbortSignal.timeout(120_000);
  try {
    const response = await source.fetch(address, {
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      // A server answers for a Binary with its bytes where they are asked for by their own type (FHIR R4 §2.41.3).
      headers: { accept: [file.contentType, '*/*;q=0.8'].filter(Boolean).join(', ') },
    });
    if (!response.ok) throw refused(response.status, undefined, asked);
    const bytes = await bytesFrom(response, most, asked);
    const type = response.headers.get('content-type') ?? undefined;
    if (!/\bfhir\+json\b|^application\/json\b/.test(type ?? '')) return fileOf(bytes, type ?? file.contentType);
    const resource = resourceIn(bytes, asked);
    if (resource.resourceType === 'Media') {
      requireOwn(source, resource);
      return resource;
    }
    return fileOf(bytesIn(resource.data ?? '', asked), resource.contentType ?? file.contentType);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof EhrError) throw thrown;
    throw unanswered(timeout.aborted, asked, thrown);
  }
}

async function bytesFrom(response: Response, most: number, asked: Asked): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = (): EhrError => failure('rejected', 'has a larger file than was asked for. It was not read.', asked);
  if (Number(response.headers.get('content-length') ?? 0) > most) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop ends the reading.
    if (length > most) throw tooLarge();
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** A Binary, or a Media, which has its file in it or says where that is (FHIR R4 §10.7). */
function resourceIn(bytes: Uint8Array, asked: Asked): Binary | Media {
  try {
    const resource = JSON.parse(new TextDecoder().decode(bytes)) as Binary | Media | null;
    if (resource?.resourceType === 'Binary' || resource?.resourceType === 'Media') return resource;
  } catch {
    // Said below.
  }
  throw failure('bad-response', NO_FILE, asked);
}

const NO_FILE = 'answered for a file with something else.';

function fileIn({ content }: Media, asked: Asked): AttachedFile {
  const [file] = attachmentsOf([content]);
  if (!file) throw failure('bad-response', NO_FILE, asked);
  return file;
}

function bytesIn(base64: string, asked: Asked): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(base64);
  if (!bytes) throw failure('bad-response', 'sent a file that is no base64. Nothing of it was used.', asked);
  return bytes;
}

function fileOf(bytes: Uint8Array<ArrayBuffer>, stated: string | undefined): ReadFile {
  const content = contentOf(bytes, stated);
  const bare = stated?.split(';')[0]?.trim().toLowerCase();
  const differs = bare !== undefined && bare !== content.type && !ALIKE[content.type]?.includes(bare);
  return { ...content, bytes, ...(differs && { stated: bare }) };
}

/** Other names of the same. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  'application/xml': ['text/xml', 'application/hl7-cda+xml', 'application/hl7-sda+xml', 'application/xhtml+xml'],
  'application/rtf': ['text/rtf'],
  'image/jpeg': ['image/jpg'],
  'text/html': ['application/xhtml+xml'],
};
