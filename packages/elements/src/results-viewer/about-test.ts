import type { Concept } from '@ehr-widgets/sdk';
import { warnOnce } from '../shared/warn-once.ts';

/** What a host has to say about a test: words of its own, an address where more is said, or both. */
export interface AboutTest {
  /** Plain text; markup in it is shown as it stands. */
  readonly text?: string | undefined;
  /** An https address, or one of the page's own site. */
  readonly url?: string | URL | undefined;
}

/** Asked with a LOINC code, such as `2823-3`; undefined where the host has nothing to say about that test. */
export type AboutTestFor = (loinc: string) => AboutTest | undefined | null;

const LOINC = 'http://loinc.org';

/** What the host says about the test with that name, where it says anything that can be shown. */
export function aboutTest(
  say: AboutTestFor | undefined | null,
  name: Concept | undefined,
): { readonly text: string; readonly url: string } | undefined {
  for (const { system, code } of name?.codings ?? []) {
    if (system !== LOINC || !code) continue;
    const said = asked(say, code);
    const text = typeof said?.text === 'string' ? said.text.trim() : '';
    const url = usableAddress(said?.url);
    if (text || url) return { text, url };
  }
  return undefined;
}

function asked(say: AboutTestFor | undefined | null, loinc: string): AboutTest | undefined | null {
  try {
    return say?.(loinc);
  } catch {
    warnOnce('`aboutTest` threw an error; nothing is shown about that test.');
    return undefined;
  }
}

/** Nothing that could run a script here, and nothing that is read along on its way. */
function usableAddress(given: AboutTest['url']): string {
  if (!given) return '';
  const url = URL.parse(given, document.baseURI);
  // A page that stands in no site has the origin `null`, and so has a script.
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.origin === location.origin);
  if (url && isWeb && !url.username && !url.password) return url.href;
  warnOnce('`aboutTest` gave an address that is neither https nor of the page’s own site; it is left out.');
  return '';
}
