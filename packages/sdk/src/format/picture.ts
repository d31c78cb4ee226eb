/** Which pictures may stand beside a name. */
import { oneOf, text } from './read.ts';

/** What every browser draws, and what cannot run or fetch anything while it does: no SVG. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

/** A MIME type, as sent, where it is a picture that can be drawn. Parameters and the name that IANA does not have are understood. */
export function pictureType(sent: unknown): (typeof PICTURES)[number] | undefined {
  const type = text(sent)?.split(';')[0]?.trim().toLowerCase();
  return oneOf(PICTURES, type === 'image/jpg' ? 'image/jpeg' : type);
}
