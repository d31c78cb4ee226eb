/**
 * JSON that keeps decimals as they were sent: `5.0` stays `5.0` (FHIR R4 §2.24.0.1: "the precision of the decimal value
 * has significance"). A number that JavaScript would write differently is held as its own text.
 * @module
 */

/** A JSON value whose numbers may be raw text; `JSON.stringify` writes them back unchanged. */
export type ExactJson = string | number | boolean | null | RawNumber | readonly ExactJson[] | ExactObject;
export interface ExactObject {
  [key: string]: ExactJson | undefined;
}
interface RawNumber {
  readonly rawJSON: string;
}

/** The two functions of the JSON source text access proposal (in V8 since Node 21.0) that TypeScript does not type yet. */
interface JsonWithSource {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): boolean;
}
const json = JSON as unknown as JsonWithSource;

/** Parses, keeping each number's own text. Throws SyntaxError on malformed JSON. */
export function parseExact(text: string): ExactJson {
  const value = json.parse(text, (_key, parsed, { source }) =>
    typeof parsed === 'number' && source !== undefined && String(parsed) !== source ? json.rawJSON(source) : parsed,
  );
  return value as ExactJson;
}

/** How deep arrays and objects lie in one another, found without parsing. */
export function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === '"') {
      for (position += 1; position < text.length && text[position] !== '"'; position += 1) {
        if (text[position] === '\\') position += 1;
      }
    } else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (character === '}' || character === ']') {
      depth -= 1;
    }
  }
  return deepest;
}

/** True for a JSON object: not an array, not null, not a number kept as text. */
export function isObject(value: unknown): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !json.isRawJSON(value);
}

/** True for a number, whether kept as text or not. */
export function isNumber(value: unknown): boolean {
  return typeof value === 'number' || json.isRawJSON(value);
}

/** The number's own text. */
export function numberText(value: unknown): string {
  return json.isRawJSON(value) ? (value as RawNumber).rawJSON : String(value);
}
