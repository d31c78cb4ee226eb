/**
 * Serving a folder. Files are read as they are asked for, so that a new build is seen at once.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Handler } from './handler.ts';

/** The folder of the pages that are files. */
export const pagesFolder = fileURLToPath(new URL('../../pages/', import.meta.url));

/** How a folder is served. */
export interface FilesOptions {
  /** Path in the address, with a slash at both ends. */
  readonly at: string;
  readonly folder: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Changes a text file on its way out. */
  readonly edit?: (text: string) => string;
  /** Said when the file is not there. */
  readonly missing?: string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** A middleware that serves the files of known types in a folder. */
export function files({ at, folder, headers = {}, edit, missing }: FilesOptions): Handler {
  const root = resolve(folder);
  return async (ctx, next) => {
    if (!ctx.path.startsWith(at) || !['GET', 'HEAD'].includes(ctx.method)) return next();
    const file = fileFor(root, ctx.path.slice(at.length));
    const type = file && types[extname(file)];
    const found = file && type ? await stat(file).catch(() => undefined) : undefined;
    if (!file || !type || !found?.isFile()) {
      ctx.status = 404;
      ctx.type = 'text/plain';
      ctx.body = `${missing ?? 'There is no such file here.'}\n`;
      return;
    }
    ctx.set({ ...headers, 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' });
    ctx.status = 200;
    const content = await readFile(file);
    const body = edit ? edit(content.toString('utf8')) : content;
    ctx.body = body;
    ctx.etag = createHash('sha256').update(body).digest('base64url');
    if (ctx.fresh) ctx.status = 304;
  };
}

function fileFor(root: string, path: string): string | undefined {
  const decoded = decode(path === '' ? 'index.html' : path);
  const file = decoded === undefined || decoded.includes('\0') ? undefined : resolve(root, decoded);
  return file?.startsWith(root + sep) ? file : undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
