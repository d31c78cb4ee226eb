import type { Reader } from './reader.ts';

/** Words to be looked for, or to be looked through: without regard to case and accents. */
export function folded(text: string, { locale }: Reader): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(locale);
}
