/**
 * The look that an EHR hands to the apps it launches (SMART App Launch 2.2, "Styling"). The values are CSS written by
 * somebody else: only what fits a narrow grammar is handed on, and never as it was written.
 * @module
 */
import { EhrError } from '../errors.ts';
import { isProtected } from './base-url.ts';
import { objectOf } from './json.ts';

/** Colours, lengths and typefaces, each safe as the value of a CSS property. What was absent or unusable is left out. */
export interface SmartStyle {
  /** Colours, but for the backdrop's, let nothing shine through: contrast can be worked out. */
  readonly colorBackground?: string;
  readonly colorError?: string;
  readonly colorHighlight?: string;
  /** May be translucent. */
  readonly colorModalBackdrop?: string;
  readonly colorSuccess?: string;
  readonly colorText?: string;
  /** Lengths are in px, whatever the unit sent: `rem` and `em` would mean the host page's sizes, so they count 16 px. */
  readonly dimBorderRadius?: string;
  readonly dimFontSize?: string;
  readonly dimSpacingSize?: string;
  /** A list of typefaces, every name that is not generic in quotes. */
  readonly fontFamilyBody?: string;
  readonly fontFamilyHeading?: string;
}

export interface SmartStyleOptions {
  readonly fetch?: (url: string, init?: RequestInit) => Promise<Response>;
  readonly signal?: AbortSignal;
}

/** In milliseconds: a look that comes later than this is a change under the reader's hands. */
const TIMEOUT = 10_000;
/** In bytes; the standard's own example has 500. */
const LARGEST = 32_768;

/**
 * Reads a style document: `context.styleUrl` of a launch. No cookie, token or referrer goes along. The URL changes when
 * the look does, so the browser may keep the answer.
 * @throws EhrError `rejected` for an address that is not https (nothing is sent) and for a refusal, `unreachable`,
 *   `timeout`, `bad-response`. An abort by `options.signal` rejects with its reason.
 */
export async function readSmartStyle(url: string, options: SmartStyleOptions = {}): Promise<SmartStyle> {
  const { signal, fetch = (input, init) => globalThis.fetch(input, init) } = options;
  const address = URL.parse(url);
  if (!address || !/^https?:$/.test(address.protocol) || address.username || !isProtected(address)) {
    throw failed('rejected', 'the launch gave an address for it that is not https');
  }
  const timeout = AbortSignal.timeout(TIMEOUT);
  try {
    const response = await fetch(address.href, {
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      headers: { accept: 'application/json' },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (!response.ok) throw failed('rejected', `the server answered ${response.status}`, response.status);
    return validStyle(parse(await textOf(response)));
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof EhrError) throw thrown;
    if (timeout.aborted) throw failed('timeout', 'the server did not answer in time');
    throw failed('unreachable', 'the server could not be reached, or does not allow this page by CORS');
  }
}

/** What of a style document can be used. */
function validStyle(document: unknown): SmartStyle {
  const json = objectOf(document) ?? {};
  const style: Record<keyof SmartStyle, string | undefined> = {
    colorBackground: opaque(json.color_background),
    colorError: opaque(json.color_error),
    colorHighlight: opaque(json.color_highlight),
    colorModalBackdrop: color(json.color_modal_backdrop),
    colorSuccess: opaque(json.color_success),
    colorText: opaque(json.color_text),
    dimBorderRadius: length(json.dim_border_radius, 0, 32),
    // Below 10 px nobody can be expected to read a dose; above 32 px a table no longer fits.
    dimFontSize: length(json.dim_font_size, 10, 32),
    dimSpacingSize: length(json.dim_spacing_size, 2, 64),
    fontFamilyBody: typefaces(json.font_family_body),
    fontFamilyHeading: typefaces(json.font_family_heading),
  };
  return Object.freeze(Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined)));
}

const HEX = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/;
const NUMBER = String.raw`[+-]?(?:\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})`;
const ALPHA = String.raw`(?<alpha>${NUMBER}%?)`;
/** Numbers only, in the notation with commas and in the one with spaces (CSS Color 4 §5.1, §7). */
const WITH_COMMAS = new RegExp(
  String.raw`^(?:rgb|hsl)a?\( ?${NUMBER}(?:deg|%)?(?: ?, ?${NUMBER}%?){2}(?: ?, ?${ALPHA})? ?\)$`,
);
const WITH_SPACES = new RegExp(
  String.raw`^(?:rgb|hsl)a?\( ?${NUMBER}(?:deg|%)?(?: ${NUMBER}%?){2}(?: ?/ ?${ALPHA})? ?\)$`,
);
/** They name no colour but point to one of the page's, or let the page shine through. */
const KEYWORDS = /^(?:currentcolor|inherit|initial|unset|revert|transparent)$/;

function color(value: unknown): string | undefined {
  const text = tidy(value)?.toLowerCase();
  if (text === undefined) return undefined;
  const isName = /^[a-z]{3,20}$/.test(text) && !KEYWORDS.test(text);
  if (!isName) return HEX.test(text) || numbersOf(text) ? supported(text) : undefined;
  // Only the browser knows which words are colours.
  return 'CSS' in globalThis ? supported(text) : undefined;
}

function opaque(value: unknown): string | undefined {
  const text = color(value);
  if (text === undefined) return undefined;
  if (text.startsWith('#')) return [4, 7].includes(text.length) || /^#(?:.{3}f|.{6}ff)$/.test(text) ? text : undefined;
  const alpha = numbersOf(text)?.groups?.alpha;
  return alpha === undefined || parseFloat(alpha) >= (alpha.endsWith('%') ? 100 : 1) ? text : undefined;
}

function numbersOf(text: string): RegExpExecArray | null {
  return WITH_COMMAS.exec(text) ?? WITH_SPACES.exec(text);
}

function supported(text: string): string | undefined {
  return 'CSS' in globalThis && !CSS.supports('color', text) ? undefined : text;
}

/** In px. */
const UNITS: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, em: 16, rem: 16 };

function length(value: unknown, least: number, most: number): string | undefined {
  const [, number, unit] =
    /^(\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})(px|pt|em|rem)?$/.exec(tidy(value)?.toLowerCase() ?? '') ?? [];
  // A length without a unit is none, but for zero (CSS Values 4 §6).
  const factor = unit === undefined && Number(number) === 0 ? 1 : UNITS[unit ?? ''];
  if (number === undefined || factor === undefined) return undefined;
  const pixels = Math.round(Number(number) * factor * 100) / 100;
  return pixels >= least && pixels <= most ? `${pixels}px` : undefined;
}

const GENERIC = /^(?:serif|sans-serif|monospace|cursive|fantasy|system-ui|ui-(?:serif|sans-serif|monospace|rounded))$/;
const NAME = /^(?<quote>["']?)(?<name>[\p{L}\p{N}][\p{L}\p{N} ._-]{0,60})\k<quote>$/u;

function typefaces(value: unknown): string | undefined {
  const names = tidy(value)
    ?.split(',', 16)
    .map((part) => {
      const { quote, name = '' } = NAME.exec(part.trim())?.groups ?? {};
      if (!quote && GENERIC.test(name.toLowerCase())) return name.toLowerCase();
      return name && `"${name.trim()}"`;
    })
    .filter(Boolean);
  return names?.length ? names.join(', ') : undefined;
}

/** Text of a sane length, with single spaces, and without the semicolon that the standard's own example ends in. */
function tidy(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 500) return undefined;
  return value.replace(/\s+/g, ' ').trim().replace(/ ?;$/, '') || undefined;
}

async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > LARGEST) {
      void reader.cancel();
      throw failed('bad-response', 'the answer is far too large for a style');
    }
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failed('bad-response', 'the answer is not JSON');
  }
}

function failed(code: EhrError['code'], reason: string, status?: number): EhrError {
  const message = `The look of the record system was not taken over: ${reason}. The page's own look stays.`;
  return new EhrError(code, message, { ...(status !== undefined && { status }) });
}
