import { readSmartStyle, type SmartStyle } from '@ehr-widgets/sdk/style';
import { colors } from '../shared/tokens.styles.ts';
import { warnOnce } from '../shared/warn-once.ts';

/**
 * Takes over the look of the EHR that launched the page (SMART App Launch 2.2, "Styling"), for as long as its session
 * lasts. It reaches the elements inside by the public custom properties, which a page may still set on the session.
 *
 * Only what leaves everything readable is taken: a colour goes with those that it stands on or under, and every such pair
 * has to reach a contrast of 4.5 (WCAG 2.2, 1.4.3). Colours of error and success are left out: one status colour of
 * another hand among ours would not mean the same any more.
 */
export class EhrLook {
  readonly #host: Element;
  #url: string | undefined;
  #sheet: CSSStyleSheet | undefined;
  #reading = new AbortController();

  constructor(host: Element) {
    this.#host = host;
  }

  /** @param url Where the look is described; undefined to drop the one that is worn, at once. */
  wear(url: string | undefined): void {
    if (url === this.#url) return;
    this.#url = url;
    this.#reading.abort();
    this.#put(undefined);
    if (url === undefined) return;
    const reading = (this.#reading = new AbortController());
    readSmartStyle(url, { signal: reading.signal }).then(
      (style) => {
        if (!reading.signal.aborted) this.#put(sheetOf(style));
      },
      (error: unknown) => {
        if (!reading.signal.aborted && error instanceof Error) warnOnce(error.message);
      },
    );
  }

  #put(sheet: CSSStyleSheet | undefined): void {
    const { shadowRoot } = this.#host;
    if (!shadowRoot) return;
    const others = shadowRoot.adoptedStyleSheets.filter((one) => one !== this.#sheet);
    shadowRoot.adoptedStyleSheets = sheet ? [...others, sheet] : others;
    this.#sheet = sheet;
  }
}

function sheetOf(style: SmartStyle): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.insertRule(':host {}');
  const rule = sheet.cssRules[0] as CSSStyleRule;
  // By property, never as the text of a rule: a value cannot end it and begin another.
  for (const [name, value] of Object.entries(propertiesOf(style))) rule.style.setProperty(name, value);
  return sheet;
}

/** The elements' own bounds (in px) for text and corners are narrower than what is valid. */
function propertiesOf(style: SmartStyle): Readonly<Record<string, string>> {
  const { fontFamilyBody, dimFontSize, dimBorderRadius } = style;
  return {
    ...(fontFamilyBody && { '--ehr-font-family': fontFamilyBody }),
    ...(dimFontSize && { '--ehr-font-size': bounded(dimFontSize, 14, 22) }),
    ...(dimBorderRadius && {
      '--ehr-radius-lg': bounded(dimBorderRadius, 0, 16),
      '--ehr-radius-md': bounded(dimBorderRadius, 0, 12),
    }),
    ...colorsOf(style),
  };
}

function bounded(length: string, least: number, most: number): string {
  return `${Math.min(most, Math.max(least, parseFloat(length)))}px`;
}

/** What text stands on besides the surface, and what links and their like do. */
const UNDER_TEXT = ['surface-sunken', 'surface-hover', 'caution-soft', 'critical-soft', 'accent-soft'];
const UNDER_ACCENT = ['surface-sunken', 'accent-soft'];
/** What stands on the surface, besides these. */
const ON_SURFACE = ['text-muted', 'critical', 'high', 'low', 'abnormal', 'ok', 'caution', 'neutral'];

/** For the light and the dark scheme apart: a look is made for one of them, and the other keeps ours. */
function colorsOf(style: SmartStyle): Readonly<Record<string, string>> {
  // Without it a colour could not be for one scheme only.
  if (!CSS.supports('color', 'light-dark(#fff, #000)')) return {};
  const [light, dark] = [0, 1].map((scheme) => schemeOf(style, scheme)) as [Scheme, Scheme];
  const changed = [...new Set([...Object.keys(light), ...Object.keys(dark)])];
  const value = (scheme: Scheme, name: string, index: number): string => scheme[name] ?? ours(name, index);
  return Object.fromEntries(
    changed.map((name) => [`--ehr-color-${name}`, `light-dark(${value(light, name, 0)}, ${value(dark, name, 1)})`]),
  );
}

type Scheme = Readonly<Record<string, string>>;

function schemeOf(style: SmartStyle, scheme: number): Scheme {
  const [background, given, highlight] = [style.colorBackground, style.colorText, style.colorHighlight].map(hexOf);
  const own = (names: readonly string[]): string[] => names.map((name) => ours(name, scheme));
  const isReadableOn = (one: string | undefined, grounds: readonly string[]): boolean =>
    one !== undefined && grounds.every((ground) => contrast(one, ground) >= 4.5);
  const canStand = (on: string): boolean => own(ON_SURFACE).every((one) => isReadableOn(one, [on]));
  const textOn = (on: string): string | undefined =>
    [given, ours('text', scheme)].find((one) => isReadableOn(one, [on, ...own(UNDER_TEXT)]));
  const surface = background && canStand(background) && textOn(background) ? background : ours('surface', scheme);
  const text = textOn(surface);
  const accent = [highlight, ours('accent', scheme)].find((one) => isReadableOn(one, [surface, ...own(UNDER_ACCENT)]));
  // The surface is nothing without an accent that can be read on it.
  if (!accent) return {};
  const onAccent = ['#ffffff', '#000000'].find((one) => isReadableOn(one, [accent]));
  return {
    ...(surface === background && { surface }),
    ...(text === given && text && { text }),
    ...(accent === highlight && onAccent && { accent, 'accent-hover': accent, focus: accent, 'on-accent': onAccent }),
  };
}

function ours(name: string, scheme: number): string {
  return colors[name]?.[scheme] ?? '';
}

/** WCAG 2.2, "contrast ratio", of two colours in hexadecimal. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A colour in any notation as `#rrggbb`: a canvas says it so (HTML, "serialization of a color"). */
function hexOf(color: string | undefined): string | undefined {
  const context = color && document.createElement('canvas').getContext('2d');
  if (!context) return undefined;
  context.fillStyle = color;
  const { fillStyle } = context;
  return typeof fillStyle === 'string' && /^#[\da-f]{6}$/.test(fillStyle) ? fillStyle : undefined;
}
