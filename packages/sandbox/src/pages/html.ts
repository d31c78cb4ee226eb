/**
 * Markup as a value: whatever is put into an `html` template is escaped, unless it is itself made by `html`.
 * @module
 */
import { escapeMarkup } from '../escape.ts';

/** Markup that is safe to send: every foreign text in it was escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template may hold. `undefined`, `false` and `''` leave nothing behind. */
export type HtmlValue = string | number | boolean | undefined | Html | readonly HtmlValue[];

/** A template tag: `html`<p>${untrusted}</p>``. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.reduce((text, part, index) => text + render(values[index - 1]) + part));
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  if (value === undefined || typeof value === 'boolean') return '';
  return escapeMarkup(String(value));
}
