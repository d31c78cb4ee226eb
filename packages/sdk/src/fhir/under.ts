/**
 * What lies under a FHIR base URL. Links are followed, and credentials sent, to nothing else (SMART App Launch 2.2, "App
 * protection": references to other servers are not followed with the token).
 * @module
 */

/** Whether an absolute URL has the origin and the base path of `base`, and cannot climb out of it. */
export function isUnder(base: string, url: string): boolean {
  const target = URL.parse(url);
  const home = URL.parse(base);
  if (!target || !home || target.origin !== home.origin || target.username || target.password) return false;
  const path = home.pathname.replace(/\/+$/, '');
  if (target.pathname !== path && !target.pathname.startsWith(`${path}/`)) return false;
  // An encoded slash or backslash is left alone by the URL parser, and decoded by some servers, some of them twice; what
  // follows a semicolon is cut off by others.
  return !/(^|[/\\])\.\.([/\\;]|$)/.test(decoded(target.pathname));
}

function decoded(path: string): string {
  const once = path.replace(/%(25)+/g, '%');
  return once.replace(/%2f/gi, '/').replace(/%5c/gi, '\\').replace(/%2e/gi, '.').replace(/%3b/gi, ';');
}
