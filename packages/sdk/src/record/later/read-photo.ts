/**
 * Reading somebody's photo (FHIR R4 §8.4 Practitioner.photo): a small picture that a page can draw, and nothing else.
 * @module
 */
import { pictureType } from '../../format/picture.ts';
import type { Source } from '../../session/source.ts';
import type { AttachedFile } from '../../topics/attachment.ts';
import { isReadable, readFile, type ReadFile } from './read-file.ts';

/** How many bytes a photo may have: what is larger is not meant to stand beside a name. */
const MOST = 2_000_000;

/**
 * The first that can be drawn: sent with the record or lying under its source's base, of at most 2 MB, PNG, JPEG, GIF or WebP
 * by what is said of it and by its bytes. Undefined where none is; what says that it is anything else is not fetched.
 * @throws EhrError As `readFile` does. An abort rejects with its reason.
 */
export async function readPhoto(
  photos: readonly AttachedFile[],
  source: Source,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ReadFile | undefined> {
  for (const photo of photos) {
    if (!isDrawn(photo) || !isReadable(photo, source)) continue;
    const read = await readFile(photo, source, { most: MOST, ...(signal && { signal }) });
    if (pictureType(read.type)) return read;
  }
  return undefined;
}

function isDrawn({ contentType, size = 0 }: AttachedFile): boolean {
  return size <= MOST && (contentType === undefined || pictureType(contentType) !== undefined);
}
