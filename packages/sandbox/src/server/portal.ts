/**
 * The portal's origin: the demo portal's own files, and the widgets as a portal would host them.
 * @module
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { files, pagesFolder } from './files.ts';
import type { Handler } from './handler.ts';

/** The addresses that the portal's files are written with; a sandbox on other ports puts its own in their place. */
const written = { main: 'http://localhost:4460', portal: 'http://localhost:4461' };

/** The middlewares of the portal's origin. */
export function portalFiles(main: string, portal: string): Handler[] {
  return [
    files({
      at: '/portal/',
      folder: join(pagesFolder, 'portal'),
      headers: { 'Content-Security-Policy': contentPolicy(main), 'Referrer-Policy': 'no-referrer' },
      edit: (text) => text.replaceAll(written.main, main).replaceAll(written.portal, portal),
    }),
    files({
      at: '/ehr-widgets/',
      folder: widgetsFolder(),
      headers: { 'Access-Control-Allow-Origin': '*' },
      missing: 'This file of the widgets is not built. Run "npm run build" first.',
    }),
    (ctx, next) => {
      if (ctx.path !== '/') return next();
      ctx.redirect('/portal/');
    },
  ];
}

/** As strict as a careful portal sets it: no inline script, data only from the organisations, framed only by the EHR. */
function contentPolicy(main: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self' ${main}`,
    `frame-ancestors 'self' ${main}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

function widgetsFolder(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('@ehr-widgets/elements/package.json'))), 'cdn');
}
