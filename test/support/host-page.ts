/**
 * A host page of a test's own making, served with the built elements beside it: what a portal developer would have.
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const CDN = new URL('../../packages/elements/cdn/', import.meta.url).pathname;

export interface HostPages {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves `pages` (path → body HTML, or a script) on a port, a free one by default, each page with the autoloader. */
export async function serveHostPages(pages: Readonly<Record<string, string>>, at = 0): Promise<HostPages> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const body = pages[pathname];
    const script = pathname.endsWith('.js') ? body : undefined;
    if (script !== undefined) return response.writeHead(200, { 'content-type': TYPES['.js'] }).end(script);
    if (body !== undefined) return response.writeHead(200, HTML).end(pageAround(body));
    if (!pathname.startsWith('/ehr-widgets/')) return response.writeHead(404).end();
    readFile(join(CDN, normalize(pathname.slice('/ehr-widgets'.length)))).then(
      (file) =>
        response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'text/plain', ...KEPT }).end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
/** As a CDN serves them: a person's second page does not fetch them again. */
const KEPT = { 'cache-control': 'max-age=3600' };
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json' };

function pageAround(body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Host page</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/ehr-widgets/autoload.js"></script>
  </head>
  <body>${body}</body>
</html>`;
}
