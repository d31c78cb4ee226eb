/**
 * Defines the elements that a page uses, those already in it and those added later, each when it is first seen, and loads
 * the words of their language. Meant for a `<script type="module">`; it starts at import, which is what a host imports it for.
 * @module
 */
import { warnOnce } from './shared/warn-once.ts';

/** Where each element is defined. Written out, so that bundlers can split them into files of their own. */
const definitions: Readonly<Record<string, () => Promise<unknown>>> = {
  'ehr-appointment-list': () => import('./appointment-list/define.ts'),
  'ehr-appointment-picker': () => import('./appointment-picker/define.ts'),
  'ehr-connect': () => import('./connect/define.ts'),
  'ehr-medication-list': () => import('./medication-list/define.ts'),
  'ehr-patient-summary': () => import('./patient-summary/define.ts'),
  'ehr-results-viewer': () => import('./results-viewer/define.ts'),
  'ehr-session': () => import('./session/define.ts'),
  'ehr-source': () => import('./source/define.ts'),
};

/** English comes with every element. */
const spanish = (): Promise<unknown> => import('./languages/es/define.ts');

const loading = new Map<string, Promise<unknown>>();

/** Defines what is found in a part of a page, itself included. */
function discover(root: ParentNode): void {
  const found = root.querySelectorAll(Object.keys(definitions).join());
  if (root instanceof Element) ask(root);
  for (const element of found) ask(element);
}

function ask(element: Element): void {
  const tag = element.localName;
  const define = definitions[tag];
  if (!define) return;
  const language = element.closest('[lang]')?.getAttribute('lang') || navigator.language;
  const words = /^es(?![a-z])/i.test(language) ? load('lang="es"', spanish) : undefined;
  if (customElements.get(tag)) return;
  // After the words: an element should not speak English for a moment. Where they cannot be loaded, it does.
  void load(`<${tag}>`, words ? () => words.then(define) : define);
}

/** Loads something once a page; ends, well or badly. */
function load(name: string, get: () => Promise<unknown>): Promise<unknown> {
  const known = loading.get(name);
  if (known) return known;
  const coming = get().catch(() => {
    loading.delete(name);
    warnOnce(`${name} could not be loaded. Check that all files of the library are served from one place.`);
  });
  loading.set(name, coming);
  return coming;
}

new MutationObserver((records) => {
  for (const { addedNodes, target, type } of records) {
    if (type === 'attributes') discover(target as Element);
    for (const node of addedNodes) if (node instanceof Element) discover(node);
  }
}).observe(document, { childList: true, subtree: true, attributeFilter: ['lang'] });

discover(document);
