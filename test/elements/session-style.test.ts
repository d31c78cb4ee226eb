/** The look that an EHR hands to the page it launches. */
import { expect, fixture, html } from '@open-wc/testing';
import type { EhrPatientSummary, EhrSession } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/session/define';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from '../../stories/support/record.ts';
import { READY, StorySession } from '../../stories/support/sessions.ts';
import { all, says } from './reading.ts';
import { until } from '../support/until.ts';

const STYLE = 'https://ehr.example/style.json';

/** Answers the style document with this, while `during` runs. */
async function offering(style: Record<string, string>, during: () => Promise<void>): Promise<string[]> {
  const { fetch } = globalThis;
  const asked: string[] = [];
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url !== STYLE) return fetch(input, init);
    asked.push(url);
    return Promise.resolve(new Response(JSON.stringify(style), { headers: { 'content-type': 'application/json' } }));
  };
  try {
    await during();
  } finally {
    globalThis.fetch = fetch;
  }
  return asked;
}

async function launched(
  attributes: Record<string, string> = {},
): Promise<{ element: EhrSession; session: StorySession; root: () => CSSStyleDeclaration }> {
  const context = { ...READY.context, styleUrl: STYLE };
  const session = new StorySession({ ...READY, context }, [{ resources: margaret() }], 'smart');
  const element = await fixture<EhrSession>(
    html`<ehr-session lang="en" theme="light"><ehr-patient-summary></ehr-patient-summary></ehr-session>`,
  );
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.session = session;
  const summary = element.querySelector('ehr-patient-summary') as EhrPatientSummary;
  await says(summary, 'Adeyemi');
  return { element, session, root: () => getComputedStyle(all(summary, '.w')[0] as Element) };
}

const OURS = 'rgb(255, 255, 255)';

describe('<ehr-session> launched by an EHR that has a look', () => {
  const look = {
    color_background: '#fffaf0',
    color_text: '#101010',
    color_highlight: '#7a1f5c',
    dim_border_radius: '2px',
    dim_font_size: '18px',
    font_family_body: 'Verdana, sans-serif;',
  };

  it('wears it, and drops it in the turn in which the session ends', async () => {
    await offering(look, async () => {
      const { element, session, root } = await launched();
      await until(() => root().backgroundColor === 'rgb(255, 250, 240)', 'the surface');
      expect(root().color).to.equal('rgb(16, 16, 16)');
      expect(root().fontSize).to.equal('18px');
      expect(root().fontFamily).to.equal('Verdana, sans-serif');
      expect(root().borderTopLeftRadius).to.equal('2px');
      const link = all(element, '.link')[0] as Element;
      expect(getComputedStyle(link).color).to.equal('rgb(122, 31, 92)');
      session.become({ kind: 'signed-out' });
      expect(root().backgroundColor).to.equal(OURS);
    });
  });

  it('leaves out what could not be read: pairs of low contrast, and a ground on which our colours vanish', async () => {
    const pale = { ...look, color_text: '#999999', color_highlight: '#ffd0e8', color_background: '#777777' };
    await offering(pale, async () => {
      const { element, root } = await launched();
      await until(() => root().fontSize === '18px', 'the rest is worn');
      expect(root().backgroundColor).to.equal(OURS);
      expect(root().color).to.equal('rgb(22, 33, 43)');
      expect(getComputedStyle(all(element, '.link')[0] as Element).color).to.equal('rgb(11, 95, 124)');
      await expect(element.querySelector('ehr-patient-summary')).to.be.accessible();
    });
  });

  it('is accessible in it, in both schemes', async () => {
    await offering(look, async () => {
      const { element, root } = await launched();
      await until(() => root().fontSize === '18px', 'worn');
      for (const theme of ['light', 'dark'] as const) {
        element.theme = theme;
        await element.updateComplete;
        await expect(element).to.be.accessible();
        await expect(element.querySelector('ehr-patient-summary')).to.be.accessible();
      }
    });
  });

  it('keeps the page’s own look where the page says so', async () => {
    const asked = await offering(look, async () => {
      const { element, root } = await launched({ 'ignore-style': '' });
      expect(root().backgroundColor).to.equal(OURS);
      element.ignoreStyle = false;
      await until(() => root().fontSize === '18px', 'worn after all');
      element.ignoreStyle = true;
      await until(() => root().backgroundColor === OURS, 'dropped again');
    });
    expect(asked).to.have.length(1);
  });

  it('goes on in its own when there is none to be had, and tells the developer', async () => {
    const { fetch } = globalThis;
    const { warn } = console;
    const said: string[] = [];
    globalThis.fetch = (input, init) =>
      input === STYLE ? Promise.reject(new TypeError('Failed to fetch')) : fetch(input, init);
    console.warn = (message: string) => said.push(message);
    try {
      const { root } = await launched();
      await until(() => said.some((one) => one.includes('look of the record system')), 'told');
      expect(root().backgroundColor).to.equal(OURS);
    } finally {
      globalThis.fetch = fetch;
      console.warn = warn;
    }
  });
});
