/**
 * A file that a line carries, told before it is read: what it says that it is, and how large (FHIR R4 §2.24.0.11 Attachment).
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import { decimalText } from '../format/decimal.ts';
import { date, list, text } from '../format/read.ts';

/** At least one of `data` and `url` is present, or neither: then only the title is known. */
export interface AttachedFile {
  /** Unique within its line. */
  readonly key: string;
  /** As the sender named it. */
  readonly title?: string | undefined;
  /** A MIME type as sent. What the bytes are is told when they are read. */
  readonly contentType?: string | undefined;
  /** BCP 47. */
  readonly language?: string | undefined;
  /** Bytes; of inline data counted, else as the sender says. */
  readonly size?: number | undefined;
  readonly created?: string | undefined;
  /** Base64, where it was sent with the line. */
  readonly data?: string | undefined;
  /** Where it lies, as sent: absolute, or relative to the source's base. */
  readonly url?: string | undefined;
}

/** The files of a list that say anything. */
export function attachmentsOf(sent: readonly fhir.Attachment[] | undefined): AttachedFile[] {
  return list(sent).flatMap((one, at): AttachedFile[] => {
    const [data, url, title] = [text(one.data), text(one.url), text(one.title)];
    const contentType = text(one.contentType);
    if (!data && !url && !title && !contentType) return [];
    const size = data === undefined ? Number(decimalText(one, 'size') ?? Number.NaN) : sizeOf(data);
    return [
      {
        key: String(at),
        title,
        contentType,
        language: text(one.language),
        size: Number.isFinite(size) ? size : undefined,
        created: date(one.creation),
        data,
        url,
      },
    ];
  });
}

/** Bytes that base64 stands for: three for four letters, less what pads the end. */
export function sizeOf(base64: string): number {
  const letters = base64.replace(/[\s=]/g, '').length;
  return Math.floor((letters * 3) / 4);
}
