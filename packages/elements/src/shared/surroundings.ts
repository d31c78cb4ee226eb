import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { onTranslation } from './strings.ts';
import { warnOnce } from './warn-once.ts';

/** For whom the words are: the person the record is about, or someone who cares for them. */
export type Persona = 'patient' | 'clinician';
/** Which colour scheme is drawn. `auto` follows the reader's system. */
export type Theme = 'light' | 'dark' | 'auto';

/**
 * What the element's place in the page says: the nearest `lang`, `persona`, and `theme` (or `data-theme`), looked for
 * on the element itself and then outwards, through shadow roots. Updates the element when one of them changes.
 */
export class Surroundings implements ReactiveController {
  /** A language tag that Intl accepts. */
  locale = 'en';
  persona: Persona = 'patient';
  theme: Theme = 'auto';

  readonly #host: ReactiveControllerHost & Element;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#look();
    watchers.add(this);
    if (watchers.size === 1) startWatching();
  }

  hostDisconnected(): void {
    watchers.delete(this);
    if (watchers.size === 0) stopWatching();
  }

  hostUpdate(): void {
    this.#look();
  }

  /** Looks again; asks the element to draw itself anew. */
  refresh(): void {
    this.#host.requestUpdate();
  }

  #look(): void {
    this.locale = usableLocale(nearest(this.#host, (element) => element.getAttribute('lang')));
    this.persona = nearest(this.#host, (element) => own(element, 'persona', personas)) ?? 'patient';
    this.theme = nearest(this.#host, (element) => own(element, 'theme', themes) ?? pageTheme(element)) ?? 'auto';
  }
}

const personas = ['patient', 'clinician'] as const;
const themes = ['auto', 'light', 'dark'] as const;
const watchers = new Set<Surroundings>();
let observer: MutationObserver | undefined;
let stopTranslations: (() => void) | undefined;

/** One observer for all elements on the page: started by the first, ended by the last. */
function startWatching(): void {
  const refreshAll = (): void => {
    for (const watcher of watchers) watcher.refresh();
  };
  observer = new MutationObserver(refreshAll);
  observer.observe(document.documentElement, {
    attributes: true,
    subtree: true,
    attributeFilter: ['lang', 'persona', 'theme', 'data-theme'],
  });
  stopTranslations = onTranslation(refreshAll);
}

function stopWatching(): void {
  observer?.disconnect();
  stopTranslations?.();
}

/** The first answer, going from the element outwards through shadow roots. */
function nearest<T>(start: Element, ask: (element: Element) => T | null | undefined): T | undefined {
  for (let element: Element | null = start; element; element = element.parentElement ?? shadowHost(element)) {
    const answer = ask(element);
    if (answer) return answer;
  }
  return undefined;
}

function shadowHost(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function usableLocale(found: string | undefined): string {
  for (const tag of [found, navigator.language]) {
    try {
      const [locale] = Intl.getCanonicalLocales((tag ?? '').replaceAll('_', '-') || []);
      if (locale) return locale;
    } catch {
      warnOnce(`lang="${tag}" is not a language tag; the browser's language is used.`);
    }
  }
  return 'en';
}

/** An attribute counts on our own elements only: other libraries use the same short names for other things. */
function own<T extends string>(element: Element, attribute: 'persona' | 'theme', allowed: readonly T[]): T | undefined {
  if (!element.localName.startsWith('ehr-')) return undefined;
  // The property is newer than the attribute until it has been reflected.
  const value =
    (element as Element & { persona?: string; theme?: string })[attribute] ?? element.getAttribute(attribute);
  if (!value) return undefined;
  const known = allowed.find((word) => word === value);
  if (!known) warnOnce(`${attribute}="${value}" is not known; use ${allowed.join(' or ')}.`);
  return known;
}

/** `data-theme` may carry other words of the host's design; only `light` and `dark` mean something to us. */
function pageTheme(element: Element): Theme | undefined {
  return themes.find((theme) => theme !== 'auto' && theme === element.getAttribute('data-theme'));
}
