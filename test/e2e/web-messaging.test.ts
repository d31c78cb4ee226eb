/** What an app can do in the frame of the EHR that launched it: speak to its page, keep App State, take its look. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Frame, Page } from 'playwright-core';
import type { readSmartStyle } from '../../packages/sdk/src/auth/style.ts';
import type { appState } from '../../packages/sdk/src/session/app-state.ts';
import type { Session } from '../../packages/sdk/src/session/session.ts';
import type { webMessaging } from '../../packages/sdk/src/session/web-messaging.ts';
import { startDemo, type Demo } from '../support/demo.ts';
import { type HostPages, serveHostPages } from '../support/host-page.ts';

/** What the app's page puts where the test can reach it. */
interface AppWindow {
  readonly app: {
    readonly session: Session;
    readonly webMessaging: typeof webMessaging;
    readonly appState: typeof appState;
    readonly readSmartStyle: typeof readSmartStyle;
  };
}

let demo: Demo;
let hosts: HostPages;
/** Of the site that the EHR is of: the sandbox signs nobody in within a frame of another. */
let origin: string;
before(async () => {
  demo = await startDemo();
  const issuers = JSON.stringify(demo.sandbox.organisations.map(({ fhirBase }) => fhirBase));
  const scopes = 'launch openid fhirUser patient/*.rs user/Basic.cuds messaging/ui messaging/scratchpad';
  const script = await bundled(`
    import { appState } from '@ehr-widgets/sdk/app-state';
    import { smartSession } from '@ehr-widgets/sdk/smart';
    import { readSmartStyle } from '@ehr-widgets/sdk/style';
    import { webMessaging } from '@ehr-widgets/sdk/web-messaging';
    const session = smartSession({ issuer: ${issuers}, clientId: 'test-app', scope: '${scopes}' });
    window.app = { session, webMessaging, appState, readSmartStyle };
    await session.resume();
  `);
  hosts = await serveHostPages({
    '/app.html': '<h1>An app</h1><script type="module" src="/app.js"></script>',
    '/app.js': script,
  });
  origin = hosts.origin.replace('127.0.0.1', 'localhost');
});
after(async () => {
  await hosts?.close();
  await demo?.close();
});

/** As an app's developer would have it: the SDK out of the package, bundled into one script. */
async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** Opens a chart in the EHR with the app in it, and waits until that has signed in. */
async function openChart(page: Page, organisation = 'university-hospital', nth = 0): Promise<Frame> {
  await page.goto(`${demo.sandbox.ehr}?organisation=${organisation}`);
  // As an EHR would be set up to open another app.
  await page.locator('form', { has: page.locator('button[name="patient"]') }).evaluate((form, app) => {
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'app', value: app });
    form.append(field);
  }, `${origin}/app.html`);
  await page.locator('button[name="patient"]').nth(nth).click();
  const frame = await (await page.waitForSelector('iframe[name="app"]')).contentFrame();
  assert.ok(frame);
  await isReady(frame);
  return frame;
}

async function isReady(frame: Frame | Page): Promise<void> {
  await frame.waitForFunction(() => (window as unknown as Partial<AppWindow>).app?.session.state.kind === 'ready');
}

describe('an app in the frame of an EHR', () => {
  it('shakes hands, has orders shown, and lets itself be closed', async () => {
    const page = await demo.visit(demo.sandbox.ehr);
    const frame = await openChart(page);
    const shaken = await frame.evaluate(() => {
      const { app } = window as unknown as AppWindow;
      return app.webMessaging(app.session).handshake();
    });
    assert.deepEqual(shaken, {});

    await frame.evaluate(() => {
      const { app } = window as unknown as AppWindow;
      return app
        .webMessaging(app.session)
        .launchActivity('order-review', { draftOrderLocations: ['ServiceRequest/1'] });
    });
    await page.getByRole('status').getByText('Order review: the app hands over 1 draft order.').waitFor();
    assert.ok(await page.locator('iframe').isVisible());

    await frame.evaluate(() => {
      const { app } = window as unknown as AppWindow;
      return app.webMessaging(app.session).done();
    });
    await page.locator('iframe').waitFor({ state: 'hidden' });
    await page.getByText('The app is closed').waitFor();
  });

  it('is told in words of the standard what the EHR does not do', async () => {
    const frame = await openChart(await demo.visit(demo.sandbox.ehr));
    const [answer, code] = await frame.evaluate(async () => {
      const { app } = window as unknown as AppWindow;
      const messages = app.webMessaging(app.session);
      const resource = { resourceType: 'ServiceRequest', status: 'draft' };
      const refused = messages.launchActivity('problem-review', {}).catch((error: { code: string }) => error.code);
      return Promise.all([messages.ask('scratchpad.create', { resource }), refused]);
    });
    assert.match(JSON.stringify(answer), /"501 Not Implemented".*OperationOutcome/);
    assert.equal(code, 'rejected');
  });

  it('is not answered by a page that did not launch it', async () => {
    const page = await demo.visit(demo.sandbox.ehr);
    await openChart(page);
    const stranger = await demo.visit(`${origin}/app.html`);
    // The same launch, in a frame of a page that is not the EHR's.
    const address = await page.locator('iframe').getAttribute('src');
    await stranger.evaluate((src) => {
      addEventListener('message', (event: MessageEvent<Record<string, unknown>>) => {
        const heard = document.body.dataset['heard'] ?? '';
        document.body.dataset['heard'] = `${heard}${JSON.stringify(event.data)}`;
      });
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, address);
    const inside = await (await stranger.waitForSelector('iframe')).contentFrame();
    assert.ok(inside);
    await isReady(inside);
    const code = await inside.evaluate(() => {
      const { app } = window as unknown as AppWindow;
      const asking = app.webMessaging(app.session).handshake({ timeout: 300 });
      return asking.then(String, (error: { code: string }) => error.code);
    });
    assert.equal(code, 'timeout');
    assert.equal(await stranger.evaluate(() => document.body.dataset['heard'] ?? ''), '');
  });

  it('finds nobody to speak to outside of one', async () => {
    const page = await demo.visit(demo.sandbox.ehr);
    await openChart(page);
    const alone = await demo.visit((await page.locator('iframe').getAttribute('src')) ?? '');
    await isReady(alone);
    const code = await alone.evaluate(() => {
      const { app } = window as unknown as AppWindow;
      try {
        return typeof app.webMessaging(app.session);
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    assert.equal(code, 'not-supported');
  });

  it('finds its App State again in the next launch, and not over the head of another', async () => {
    const page = await demo.visit(demo.sandbox.ehr);
    const save = (frame: Frame, value: string): Promise<string> =>
      frame.evaluate(async (text) => {
        const { app } = window as unknown as AppWindow;
        const code = { system: 'https://app.example', code: 'preferences' };
        const { state } = app.session;
        const subject = (state.kind === 'ready' && state.context.fhirUser) || '';
        const kept = app.appState(app.session, { code, subject });
        const [before] = await kept.read();
        const values = [{ url: 'https://app.example/v1', value: text }];
        await kept.save(values, before);
        const stale = before ? await kept.save(values, before).catch((error: { code: string }) => error.code) : '';
        return [before?.values[0]?.value, typeof stale === 'string' ? stale : 'saved'].join();
      }, value);
    assert.equal(await save(await openChart(page), 'first'), ',');
    assert.equal(await save(await openChart(page, 'university-hospital', 1), 'second'), 'first,conflict');
    assert.equal(await save(await openChart(page, 'city-clinic'), 'elsewhere'), ',');
  });

  it('takes the look of the EHR, in whatever notation it is given', async () => {
    const frame = await openChart(await demo.visit(demo.sandbox.ehr), 'city-clinic');
    const style = await frame.evaluate(async () => {
      const { app } = window as unknown as AppWindow;
      const { state } = app.session;
      return app.readSmartStyle((state.kind === 'ready' && state.context.styleUrl) || '');
    });
    assert.deepEqual(style, {
      colorBackground: '#ffffff',
      colorError: 'rgb(160 20 40)',
      colorHighlight: '#7a3d8c',
      colorModalBackdrop: 'rgba(20, 20, 40, 0.5)',
      colorSuccess: 'darkgreen',
      colorText: '#1b2430',
      dimBorderRadius: '12px',
      dimFontSize: '16px',
      dimSpacingSize: '16px',
      fontFamilyBody: 'system-ui, sans-serif',
      fontFamilyHeading: '"Georgia", "Times New Roman", serif',
    });
  });
});
