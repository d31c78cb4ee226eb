/** What every element keeps to, whatever it shows. Runs over all tags of the manifest. */
import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '@ehr-widgets/elements/all';
import type { StorySession } from '../../stories/support/sessions.ts';
import { all, outside, says, warnings, wordsOf } from '../elements/reading.ts';
import { watchListeners } from './listeners.ts';
import { declarations } from './manifest.ts';
import { atRest, defined, libraryScript, openPage } from './page.ts';
import { specimensOf, type Specimen } from './specimens.ts';
import { until } from '../support/until.ts';

interface Widget extends HTMLElement {
  readonly updateComplete: Promise<unknown>;
}
type WidgetClass = CustomElementConstructor & { define(registry?: CustomElementRegistry): void; version: string };

function make(tag: string, specimen: Specimen, within: Document = document): Widget {
  const element = within.createElement(tag) as Widget;
  element.lang = 'en';
  element.append(...(specimen.children?.(within) ?? []));
  return Object.assign(element, specimen.properties());
}

async function mount(tag: string, specimen: Specimen, markup = html`<div></div>`): Promise<Widget> {
  const parent = await fixture<HTMLElement>(markup);
  const element = make(tag, specimen);
  parent.append(element);
  await says(element, specimen.says);
  await specimen.act?.(element);
  return element;
}

/** By how many pixels what is seen in a button is out of its middle. */
function offMiddle(button: HTMLElement): number {
  const boxes = [...button.childNodes].flatMap((node) => {
    const isSeen = node instanceof Text ? node.data.trim() : node instanceof Element && !node.matches('.vh');
    if (!isSeen) return [];
    const range = document.createRange();
    range.selectNode(node);
    return [range.getBoundingClientRect()];
  });
  const { left, right } = button.getBoundingClientRect();
  const [from, to] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))];
  return boxes.length === 0 ? 0 : Math.abs(from - left - (right - to)) / 2;
}

/** Elements of the shadow root with the styles that a page could spoil. */
function looks(element: Element): string[] {
  const properties = [
    'color',
    'backgroundColor',
    'fontSize',
    'fontFamily',
    'fontWeight',
    'lineHeight',
    'letterSpacing',
    'textTransform',
    'textAlign',
    'whiteSpace',
    'cursor',
    'display',
    'visibility',
    'direction',
  ] as const;
  const view = element.ownerDocument.defaultView ?? window;
  return all(element, '.root, .root *').map((one) => {
    const style = view.getComputedStyle(one);
    const { width, height } = one.getBoundingClientRect();
    return [
      one.localName,
      one.className,
      Math.round(width),
      Math.round(height),
      ...properties.map((name) => style[name]),
    ].join(' ');
  });
}

const library = await declarations();

describe('the library', () => {
  it('does nothing to a page that imports its classes', async () => {
    const {
      page,
      document: inside,
      close,
    } = await openPage('<script>globalThis.before = Object.keys(globalThis)</script>');
    const calls: string[] = [];
    const spied = page as unknown as Record<string, (...parameters: unknown[]) => unknown>;
    for (const name of ['fetch', 'setTimeout', 'setInterval', 'requestAnimationFrame'])
      spied[name] = () => calls.push(name);
    page.EventTarget.prototype.addEventListener = () => void calls.push('addEventListener');
    page.MutationObserver.prototype.observe = () => void calls.push('observe');
    page.customElements.define = () => void calls.push('define');
    const script = inside.createElement('script');
    script.type = 'module';
    script.textContent = 'globalThis.names = Object.keys(await import("/packages/elements/dist/index.js"));';
    inside.body.append(script);
    await until(() => 'names' in page, 'imported');
    expect(calls).to.deep.equal([]);
    // Lit leaves a note of its own version, which its warning about several copies needs.
    const known = [
      ...(page as unknown as { before: string[] }).before,
      'before',
      'names',
      'fetch',
      'litElementVersions',
      'litPropertyMetadata',
      'litHtmlVersions',
      'reactiveElementVersions',
    ];
    const left = Object.keys(page).filter(
      (name) => !known.includes(name) && !['setTimeout', 'setInterval', 'requestAnimationFrame'].includes(name),
    );
    expect(left).to.deep.equal([]);
    close();
  });

  it('loads the elements that a page has, and those added later, when it is asked to', async () => {
    const {
      page,
      document: inside,
      close,
    } = await openPage(`<ehr-session></ehr-session>${libraryScript('autoload.js')}`);
    await defined(page, 'ehr-session');
    expect(page.customElements.get('ehr-patient-summary')).to.equal(undefined);
    const later = inside.createElement('div');
    later.append(inside.createElement('ehr-patient-summary'));
    inside.body.append(later);
    await defined(page, 'ehr-patient-summary');
    close();
  });

  it('knows its own version', async () => {
    const { version } = (await (await fetch('/packages/elements/package.json')).json()) as { version: string };
    for (const { tagName } of library) expect((customElements.get(tagName) as WidgetClass).version).to.equal(version);
  });
});

for (const { tagName: tag, cssParts, members } of library) {
  const [fullest, ...others] = specimensOf(tag) as [Specimen, ...Specimen[]];

  describe(`<${tag}>`, () => {
    it('is defined once, and warns when the tag is another’s', async () => {
      const widget = customElements.get(tag) as WidgetClass;
      expect(await warnings(() => widget.define())).to.deep.equal([]);
      const taken = new Map([[tag, class Other extends HTMLElement {}]]);
      const registry = { get: (name: string) => taken.get(name), define: () => expect.fail('defined over another') };
      const said = await warnings(() => {
        widget.define(registry as unknown as CustomElementRegistry);
        widget.define(registry as unknown as CustomElementRegistry);
      });
      expect(said).to.have.length(1);
      expect(said[0]).to.contain(widget.version);
    });

    it('takes properties that were set before it was defined', async () => {
      const { page, document: inside, close } = await openPage('');
      const element = make(tag, fullest, inside);
      inside.body.append(element);
      const script = inside.createElement('script');
      script.type = 'module';
      script.src = '/packages/elements/cdn/all.js';
      inside.body.append(script);
      await defined(page, tag);
      await says(element, fullest.says);
      for (const name of Object.keys(fullest.properties())) expect(Object.hasOwn(element, name), name).to.equal(false);
      close();
    });

    it('has a setting for every attribute of the manifest that can be set and taken back', async () => {
      const element = await mount(tag, fullest);
      for (const { attribute, static: isStatic } of members) {
        if (!attribute || isStatic) continue;
        element.setAttribute(attribute, '2');
        await element.updateComplete;
        element.removeAttribute(attribute);
        await element.updateComplete;
        expect(element.shadowRoot?.querySelector('.root'), attribute).not.to.equal(null);
      }
    });

    it('survives being moved, keeps what it shows and asks for nothing again', async () => {
      const element = await mount(tag, fullest);
      const { requests } = (element as unknown as { session: StorySession }).session;
      await until(() => all(element, '[aria-busy=true]').length === 0, 'read');
      const words = await atRest(() => wordsOf(element));
      const asked = requests.length;
      const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
      elsewhere.append(element);
      await element.updateComplete;
      expect(wordsOf(element)).to.equal(words);
      expect(requests).to.have.length(asked);
    });

    it('leaves nothing behind when it is removed', async () => {
      const listeners = watchListeners();
      try {
        const properties = fullest.properties();
        const session = properties['session'] as StorySession;
        for (let round = 0; round < 3; round += 1) {
          const element = Object.assign(document.createElement(tag), properties, { lang: 'en' });
          document.body.append(element);
          await says(element, fullest.says);
          element.remove();
          await Promise.resolve();
        }
        expect(listeners.left()).to.deep.equal([]);
        // The record itself listens to its session for as long as the session lives.
        expect(session.listeners).to.be.at.most(1);
      } finally {
        listeners.stop();
      }
    });

    for (const specimen of [fullest, ...others]) {
      for (const theme of ['light', 'dark']) {
        it(`is accessible while ${specimen.state}, ${theme}`, async () => {
          const element = await mount(tag, specimen);
          element.setAttribute('theme', theme);
          await element.updateComplete;
          await expect(element).to.be.accessible();
        });
      }

      it(`is never blank and says nothing but words while ${specimen.state}`, async () => {
        const element = await mount(tag, specimen);
        expect(wordsOf(element)).not.to.match(/\bundefined\b|\bnull\b|\bNaN\b|\[object|Invalid Date/);
        for (const labelled of all(element, '[aria-label]'))
          expect(labelled.getAttribute('aria-label')).not.to.equal('');
        for (const one of all(element, 'button, dt, .chip, .main, [role="heading"]'))
          expect(one.textContent?.trim()).not.to.equal('');
        for (const one of all(element, '.btn:has(> .vh)'))
          expect(offMiddle(one), one.textContent ?? '').to.be.lessThan(1.5);
      });

      it(`writes no style attribute while ${specimen.state}`, async () => {
        const element = await mount(tag, specimen);
        expect(all(element, '[style]')).to.have.length(0);
      });

      it(`fits a column of 320 pixels, in both directions, while ${specimen.state}`, async () => {
        for (const direction of ['ltr', 'rtl']) {
          const element = await mount(tag, specimen);
          element.dir = direction;
          element.style.cssText = 'display: block; inline-size: 320px';
          await element.updateComplete;
          expect(outside(element), direction).to.deep.equal([]);
          fixtureCleanup();
        }
      });
    }

    it('can be worked by keyboard alone, with the focus always visible', async () => {
      const element = await mount(tag, fullest);
      const reachable = all(element, 'button, a[href], input, select, [tabindex="0"]').filter(
        (one) => one.getClientRects().length > 0,
      );
      expect(reachable.length).to.be.greaterThan(0);
      const before = document.createElement('button');
      element.before(before);
      before.focus();
      for (const one of reachable) {
        await sendKeys({ press: 'Tab' });
        expect(element.shadowRoot?.activeElement, one.textContent ?? '').to.equal(one);
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        expect([outlineStyle, outlineWidth]).to.deep.equal(['solid', '3px']);
      }
      await sendKeys({ press: 'Tab' });
      expect(element.shadowRoot?.activeElement).to.equal(null);
    });

    it('has every part that its documentation names', async () => {
      const found = new Set<string>();
      for (const specimen of [fullest, ...others]) {
        const element = await mount(tag, specimen);
        for (const one of all(element, '[part]')) one.part.forEach((part) => found.add(part));
        fixtureCleanup();
      }
      expect(cssParts.map(({ name }) => name).filter((name) => !found.has(name))).to.deep.equal([]);
    });

    it('runs under a strict Content-Security-Policy with Trusted Types', async () => {
      const policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src https:; " +
        "require-trusted-types-for 'script'; trusted-types lit-html";
      const {
        page,
        document: inside,
        close,
      } = await openPage(`<meta http-equiv="Content-Security-Policy" content="${policy}">${libraryScript('all.js')}`);
      const violations: string[] = [];
      inside.addEventListener('securitypolicyviolation', (event) =>
        violations.push(`${event.effectiveDirective} ${event.blockedURI}`),
      );
      await defined(page, tag);
      for (const specimen of [fullest, ...others]) {
        const element = make(tag, specimen, inside);
        inside.body.append(element);
        await says(element, specimen.says);
      }
      // A page without a policy would report nothing whatever the element does, so the page ends with a fault of its own.
      inside.body.setAttribute('style', 'color: red');
      await until(() => violations.includes('style-src-attr inline'), 'the policy is in force');
      expect(violations).to.deep.equal(['style-src-attr inline']);
      close();
    });

    it('looks the same in a page whose styles would spoil it', async () => {
      const hostile = `<style>
        html { font-size: 62.5% }
        * { letter-spacing: 9px; text-transform: uppercase; color: red; font-size: 20px }
        body { line-height: 3; font-family: fantasy; font-weight: 900; white-space: pre; text-align: center; cursor: wait; visibility: visible; word-spacing: 1em }
        button, p, ul, li, section, h1, h2 { display: inline !important; margin: 40px !important; color: lime !important }
      </style>`;
      const pictures: string[][] = [];
      for (const styles of ['', hostile]) {
        const {
          page,
          document: inside,
          close,
        } = await openPage(`${styles}<div id="place"></div>${libraryScript('all.js')}`);
        await defined(page, tag);
        const element = make(tag, fullest, inside);
        element.style.cssText = 'display: block; inline-size: 900px; margin: 0';
        inside.querySelector('#place')?.append(element);
        await says(element, fullest.says);
        await until(() => !element.shadowRoot?.querySelector('canvas[hidden]'), 'every picture is painted');
        pictures.push(await atRest(() => looks(element)));
        close();
      }
      expect(pictures[0]?.length).to.be.greaterThan(5);
      expect(pictures[1]).to.deep.equal(pictures[0]);
    });
  });
}
