/**
 * Defines the elements that a page uses, those already in it and those added later, each when it is first seen. Meant
 * for a `<script type="module">`; it starts at import, which is what a host imports it for.
 * @module
 */
import { warnOnce } from './shared/warn-once.ts';

/** Where each element is defined. Written out, so that bundlers can split them into files of their own. */
const definitions: Readonly<Record<string, () => Promise<unknown>>> = {
  'ehr-connect': () => import('./connect/define.ts'),
  'ehr-medication-list': () => import('./medication-list/define.ts'),
  'ehr-patient-summary': () => import('./patient-summary/define.ts'),
  'ehr-session': () => import('./session/define.ts'),
  'ehr-source': () => import('./source/define.ts'),
};

const asked = new Set<string>();

/** Defines what is found in a part of a page, itself included. */
function discover(root: ParentNode): void {
  const found = root.querySelectorAll(Object.keys(definitions).join());
  if (root instanceof Element) ask(root.localName);
  for (const element of found) ask(element.localName);
}

function ask(tag: string): void {
  const load = definitions[tag];
  if (!load || asked.has(tag) || customElements.get(tag)) return;
  asked.add(tag);
  load().catch(() => {
    asked.delete(tag);
    warnOnce(`<${tag}> could not be loaded. Check that all files of the library are served from one place.`);
  });
}

new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) if (node instanceof Element) discover(node);
  }
}).observe(document, { childList: true, subtree: true });

discover(document);
