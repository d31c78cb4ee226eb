/**
 * The words of a narrative (FHIR R4 §2.4 Narrative): its markup is never drawn.
 * @module
 */

/** The text of XHTML, on one line; undefined where it says nothing. */
export function narrativeText(div: unknown): string | undefined {
  if (typeof div !== 'string') return undefined;
  const words = div
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|amp|quot|apos|nbsp|#160);/g, (_, name: string) => ENTITIES[name] ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words || undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
