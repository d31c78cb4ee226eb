import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { readSmartStyle } from '../../../packages/sdk/src/auth/style.ts';
import { EhrError } from '../../../packages/sdk/src/errors.ts';

let server: Server;
let base: string;
let answer: (response: ServerResponse) => void;
let asked: IncomingMessage[] = [];

before(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

async function styleFrom(document: unknown): Promise<unknown> {
  asked = [];
  answer = (response) => response.end(typeof document === 'string' ? document : JSON.stringify(document));
  return { ...(await readSmartStyle(`${base}/smart-style.json`)) };
}

async function codeOf(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.then(
    () => assert.fail('It was read.'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof EhrError, String(error));
  return error.code;
}

describe("the look of the EHR's own pages", () => {
  it('is read whole from the example in the standard', async () => {
    const style = await styleFrom({
      color_background: '#edeae3',
      color_error: '#9e2d2d',
      color_highlight: '#69b5ce',
      color_modal_backdrop: '',
      color_success: '#498e49',
      color_text: '#303030',
      dim_border_radius: '6px',
      dim_font_size: '13px',
      dim_spacing_size: '20px',
      font_family_body: "Georgia, Times, 'Times New Roman', serif",
      font_family_heading: "'HelveticaNeue-Light', Helvetica, Arial, 'Lucida Grande', sans-serif;",
    });
    assert.deepEqual(style, {
      colorBackground: '#edeae3',
      colorError: '#9e2d2d',
      colorHighlight: '#69b5ce',
      colorSuccess: '#498e49',
      colorText: '#303030',
      dimBorderRadius: '6px',
      dimFontSize: '13px',
      dimSpacingSize: '20px',
      fontFamilyBody: '"Georgia", "Times", "Times New Roman", serif',
      fontFamilyHeading: '"HelveticaNeue-Light", "Helvetica", "Arial", "Lucida Grande", sans-serif',
    });
  });

  it('takes colours as numbers in every notation', async () => {
    for (const color of ['#ABC', '#abcf', '#AABBCCFF', 'rgb(1, 2, 3)', 'rgb(1 2 3)', 'rgba(1,2,3,1.0)']) {
      assert.deepEqual(await styleFrom({ color_text: color }), { colorText: color.toLowerCase() }, color);
    }
    for (const color of [
      'hsl(210, 50%, 40%)',
      'hsl(210deg 50% 40% / 100%)',
      'hsla(210.5, 50%, 40%, 1)',
      'rgb(10% 0% 0%)',
    ]) {
      assert.deepEqual(await styleFrom({ color_error: color }), { colorError: color }, color);
    }
  });

  it('lets the page shine through behind a dialog only', async () => {
    for (const color of ['#0008', '#10182880', 'rgba(0, 0, 0, .5)', 'rgb(0 0 0 / 40%)']) {
      const style = await styleFrom({ color_modal_backdrop: color, color_background: color, color_text: color });
      assert.deepEqual(style, { colorModalBackdrop: color });
    }
  });

  it('counts in px, where a host page cannot change what is meant', async () => {
    const style = await styleFrom({ dim_font_size: '1rem', dim_spacing_size: '.5em', dim_border_radius: '3pt' });
    assert.deepEqual(style, { dimFontSize: '16px', dimSpacingSize: '8px', dimBorderRadius: '4px' });
    assert.deepEqual(await styleFrom({ dim_border_radius: '0' }), { dimBorderRadius: '0px' });
  });

  it('leaves out a size at which nobody could read', async () => {
    for (const size of ['0px', '1px', '9.9px', '500px', '13', '100%', '50vw', '-13px', '1e3px', 'large']) {
      assert.deepEqual(await styleFrom({ dim_font_size: size }), {}, size);
    }
  });

  it('leaves out whatever could be more than a value', async () => {
    const attacks = [
      'url(https://evil.example/pixel)',
      'red; background: url(https://evil.example)',
      '#fff} body{display:none',
      'var(--secret)',
      'env(safe-area-inset-top)',
      'expression(alert(1))',
      'image-set("https://evil.example/a" 1x)',
      '@import "https://evil.example"',
      '#fff/**/',
      '\\75rl(a)',
      'rgb(var(--a), 0, 0)',
      'rgb(calc(1 + 1), 0, 0)',
      'color-mix(in srgb, red, blue)',
      'inherit',
      'currentColor',
      'transparent',
      '</style><script>',
      `#${'f'.repeat(600)}`,
    ];
    for (const value of attacks) {
      const document = {
        color_text: value,
        color_modal_backdrop: value,
        dim_font_size: value,
        dim_spacing_size: value,
      };
      assert.deepEqual(await styleFrom(document), {}, value);
    }
  });

  it('keeps the typefaces of a list that are names, in quotes', async () => {
    const list = `Arial, url(https://evil.example/font), 'a"b', "Noto Sans", } body {, \\66oo, Grüße 2, inherit, SERIF`;
    assert.deepEqual(await styleFrom({ font_family_body: list }), {
      fontFamilyBody: '"Arial", "Noto Sans", "Grüße 2", "inherit", serif',
    });
    assert.deepEqual(await styleFrom({ font_family_body: 'url(x), var(--y)' }), {});
  });

  it('is empty when the document holds none of it', async () => {
    for (const document of [
      null,
      [],
      'null',
      7,
      {},
      { color_text: 5, dim_font_size: ['13px'], font_family_body: {} },
    ]) {
      assert.deepEqual(await styleFrom(document), {});
    }
  });

  it('knows colours by name only where a browser can vouch for them', async () => {
    assert.deepEqual(await styleFrom({ color_text: 'rebeccapurple', color_error: 'nonsense' }), {});
  });
});

describe('reading the look', () => {
  it('takes no cookie, token or referrer along, and follows no redirect', async () => {
    const sent: RequestInit[] = [];
    const fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
      sent.push(init);
      return globalThis.fetch(url, init);
    };
    answer = (response) => response.end('{}');
    await readSmartStyle(`${base}/a`, { fetch });
    const [{ credentials, referrerPolicy, redirect } = {}] = sent;
    assert.deepEqual([credentials, referrerPolicy, redirect], ['omit', 'no-referrer', 'error']);
    answer = (response) => response.writeHead(302, { location: `${base}/elsewhere` }).end();
    assert.equal(await codeOf(readSmartStyle(`${base}/b`)), 'unreachable');
    assert.ok(!asked.some((request) => request.url === '/elsewhere'));
  });

  it('sends nothing to an address that is not https or this machine', async () => {
    const fetch = (): Promise<Response> => assert.fail('Something was sent.');
    for (const url of [
      'http://ehr.example/style.json',
      'javascript:1',
      'data:application/json,{}',
      'ftp://localhost',
      '',
    ]) {
      assert.equal(await codeOf(readSmartStyle(url, { fetch })), 'rejected', url);
    }
  });

  it('says what went wrong, without the address', async () => {
    answer = (response) => response.writeHead(404).end();
    assert.equal(await codeOf(readSmartStyle(`${base}/secret`)), 'rejected');
    await assert.rejects(readSmartStyle(`${base}/secret`), (error: EhrError) => !error.message.includes('secret'));
    assert.equal(await codeOf(styleFrom('<html>')), 'bad-response');
    assert.equal(await codeOf(styleFrom(JSON.stringify({ a: 'x'.repeat(40_000) }))), 'bad-response');
    answer = (response) => response.destroy();
    assert.equal(await codeOf(readSmartStyle(`${base}/a`)), 'unreachable');
  });

  it('can be called off', async () => {
    const controller = new AbortController();
    answer = () => controller.abort(new Error('enough'));
    await assert.rejects(readSmartStyle(`${base}/a`, { signal: controller.signal }), /enough/);
  });
});
