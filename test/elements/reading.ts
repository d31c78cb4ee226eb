import { until } from '../support/until.ts';
/** How tests read an element: as the person in front of it does. */

/** All words that an element shows, in its shadow root where it has one, with single spaces. */
export function wordsOf(element: Element): string {
  return textOf(element.shadowRoot ?? element)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Blocks end a word; textContent alone would glue them together. */
function textOf(node: Node): string {
  // By type, not by class: the node may be of another page's realm.
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  if (node.nodeType === Node.COMMENT_NODE) return '';
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : undefined;
  if (element?.matches('style, [hidden], .vh, .sheet-head')) return '';
  const inside = [...node.childNodes].map(textOf).join('');
  return element && !element.matches('wbr') ? `${inside} ` : inside;
}

/** Waits until the element says something. */
export async function says(element: Element, words: string): Promise<void> {
  await until(() => wordsOf(element).includes(words), `“${words}” in: ${wordsOf(element)}`);
}

/** Every match inside the element's shadow root. */
export function all<E extends Element = HTMLElement>(element: Element, selector: string): E[] {
  return [...(element.shadowRoot?.querySelectorAll<E>(selector) ?? [])];
}

/** The section of the summary with this title. */
export function section(element: Element, title: string): HTMLElement {
  const found = all(element, 'section').find((one) => one.querySelector('.h')?.textContent?.trim() === title);
  if (!found) throw new Error(`No section “${title}” in: ${wordsOf(element)}`);
  return found;
}

/** The button with these words. */
export function button(within: Element, words: string): HTMLButtonElement {
  const root = within.shadowRoot ?? within;
  const found = [...root.querySelectorAll('button')].find((one) =>
    one.textContent?.replace(/\s+/g, ' ').includes(words),
  );
  if (!found) throw new Error(`No button “${words}” in: ${wordsOf(within)}`);
  return found;
}

/** What of an element sticks out of its box on either side, in words; nothing, as it should be. A dialog has the window for its box. */
export function outside(element: Element): string[] {
  const edge = element.getBoundingClientRect();
  return all(element, '.root *:not(.vh):not(svg *):not(dialog, dialog *)')
    .filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 0 && (left < edge.left - 1 || right > edge.right + 1);
    })
    .map((one) => `${named(one)} sticks out`);
}

/** What of an element does not show all of its words; nothing, as it should be. */
export function cut(element: Element): string[] {
  return all(element, '.root *:not(.vh):not(svg *):not(select, input, textarea)')
    .filter((one) => {
      const { overflowX, display } = getComputedStyle(one);
      return display !== 'inline' && /hidden|clip/.test(overflowX) && one.scrollWidth > one.clientWidth + 1;
    })
    .map((one) => `${named(one)} is cut`);
}

function named(one: HTMLElement): string {
  return `${one.localName}.${one.className.toString()} “${one.textContent?.trim().slice(0, 40)}”`;
}

/** What was warned of while `during` ran. */
export async function warnings(during: () => Promise<void> | void): Promise<string[]> {
  const original = console.warn;
  const said: string[] = [];
  console.warn = (...parts: unknown[]) => void said.push(parts.join(' '));
  try {
    await during();
  } finally {
    console.warn = original;
  }
  return said;
}
