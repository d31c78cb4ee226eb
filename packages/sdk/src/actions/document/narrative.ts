/**
 * What a section says in words, as XHTML that every reader of a document can show (FHIR R4 §2.4.0 Narrative).
 * @module
 */
import type { Narrative } from 'fhir/r4.js';

/** @param lines What was shown, a line each; @param notes what is to be known of them all. Plain text, both. */
export function narrativeOf(
  lines: readonly (readonly string[])[],
  notes: readonly string[],
  language?: string,
): Narrative {
  const items = lines.map((words) => `<li>${words.filter(Boolean).map(escaped).join(' · ')}</li>`);
  const list = items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
  const lang = language === undefined ? '' : ` lang="${escaped(language)}" xml:lang="${escaped(language)}"`;
  const told = notes.map((note) => `<p>${escaped(note)}</p>`).join('');
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"${lang}>${told}${list}</div>` };
}

function escaped(text: string): string {
  return (
    text
      .replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark)
      // XML has no way to write these.

      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ' ')
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
