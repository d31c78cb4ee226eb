/**
 * What bytes are, by looking at them and not at what was said of them, and the text in them.
 * @module
 */

/** `text` is shown as it is; `html`, `xml`, `cda` and `rtf` are text that a program would interpret. */
export type FileKind = 'pdf' | 'image' | 'text' | 'html' | 'xml' | 'cda' | 'rtf' | 'dicom' | 'unknown';

export interface FileContent {
  readonly kind: FileKind;
  /** The MIME type of what the bytes are; `application/octet-stream` where nobody knows. Never one that runs on its own. */
  readonly type: string;
  /** Of what is text. */
  readonly text?: string | undefined;
}

/** The kind, type and text of bytes. `stated` is a MIME type as sent: it helps with the charset, and is not trusted. */
export function contentOf(bytes: Uint8Array, stated?: string): FileContent {
  const found = SIGNATURES.find(([, , at, signature]) => startsWith(bytes, at, signature));
  if (found && found[1] !== 'application/rtf') return { kind: found[0], type: found[1] };
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return { kind: 'image', type: 'image/webp' };
  if (!isText(bytes, stated)) return { kind: 'unknown', type: 'application/octet-stream' };
  const text = textOf(bytes, stated);
  if (found) return { kind: 'rtf', type: 'application/rtf', text };
  const start = text.slice(PROLOG.exec(text)?.[0].length).slice(0, 4000);
  if (/^(?:<!doctype html|<html|<(?:head|body|div|p|table|span|h\d)[\s>])/i.test(start))
    return { kind: 'html', type: 'text/html', text };
  if (/<(?:\w+:)?ClinicalDocument[\s>]/.test(start)) return { kind: 'cda', type: 'application/xml', text };
  // A picture made of markup may hold scripts: it is markup here.
  if (/^<[!?\w]/.test(start) && /(?:\bxml\b|svg)/i.test(`${stated} ${text.slice(0, 200)}`))
    return { kind: 'xml', type: 'application/xml', text };
  return { kind: 'text', type: 'text/plain', text };
}

/** The bytes that base64 stands for; undefined for what is no base64. Letters of URLs, spaces and missing ends are understood. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  const plain = base64.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  try {
    return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** What may stand before the root of markup. Some documents begin with a licence of several pages. */
const PROLOG = /^\s*(?:<\?[^>]*\?>|<!--[\s\S]*?-->|\s)*/;

const SIGNATURES: readonly (readonly [kind: FileKind, type: string, at: number, signature: string])[] = [
  ['pdf', 'application/pdf', 0, '%PDF-'],
  ['image', 'image/png', 0, '\x89PNG\r\n'],
  ['image', 'image/jpeg', 0, '\xff\xd8\xff'],
  ['image', 'image/gif', 0, 'GIF8'],
  ['image', 'image/bmp', 0, 'BM'],
  ['image', 'image/tiff', 0, 'II*\0'],
  ['image', 'image/tiff', 0, 'MM\0*'],
  ['rtf', 'application/rtf', 0, '{\\rtf'],
  ['dicom', 'application/dicom', 128, 'DICM'],
];

function startsWith(bytes: Uint8Array, at: number, signature: string): boolean {
  // `BM` are two letters of many a text: a bitmap says its own length after them.
  if (signature === 'BM') {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 6 || view.getUint32(2, true) !== bytes.length) return false;
  }
  return [...signature].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
}

/** UTF-16 holds zeros; in other text there are none, and few of the other letters that control something. */
function isText(bytes: Uint8Array, stated: string | undefined): boolean {
  if (bytes.length === 0 || byteOrder(bytes)) return true;
  if (/utf-?16/i.test(charsetIn(stated) ?? '')) return true;
  const some = bytes.subarray(0, 4096);
  const odd = some.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length;
  return odd === 0;
}

/**
 * The text by its byte order mark, else the charset stated, else the one that it names itself (XML, HTML), else UTF-8; and
 * where it is not UTF-8, windows-1252, in which every letter is one.
 */
function textOf(bytes: Uint8Array, stated: string | undefined): string {
  const marked = byteOrder(bytes);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const named =
    /<\?xml[^>]*encoding=["']([\w-]+)/i.exec(head)?.[1] ?? /<meta[^>]*charset=["']?([\w-]+)/i.exec(head)?.[1];
  const charset = marked ?? charsetIn(stated) ?? named ?? 'utf-8';
  for (const label of [charset, 'utf-8']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // Not in it, or nobody knows it.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

/** By its mark, or by the `<?` of XML, which may stand without one. */
function byteOrder(bytes: Uint8Array): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || startsWith(bytes, 0, '<\0?\0')) return 'utf-16le';
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || startsWith(bytes, 0, '\0<\0?')) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined;
}

function charsetIn(stated: string | undefined): string | undefined {
  return /charset\s*=\s*["']?([\w-]+)/i.exec(stated ?? '')?.[1];
}
