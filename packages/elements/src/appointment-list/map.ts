import type { VisitPlace } from '@ehr-widgets/sdk/appointments';
import { warnOnce } from '../shared/warn-once.ts';

/** Where the map of a place opens; undefined where none is wanted, and where too little is known of the place. */
export function mapLink(
  template: string | undefined | null,
  { virtual, address, position }: VisitPlace,
): string | undefined {
  if (!template || virtual || !isUsable(template)) return undefined;
  const values: Readonly<Record<string, string | undefined>> = {
    address: address?.lines.join(', '),
    latitude: position?.latitude,
    longitude: position?.longitude,
  };
  const wanted = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  if (wanted.some((name) => values[name] === undefined)) return undefined;
  return template.replace(PLACEHOLDER, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

const PLACEHOLDER = /\{(address|latitude|longitude)\}/g;

function isUsable(template: string): boolean {
  const url = URL.parse(template.replace(PLACEHOLDER, '0'));
  // Not in the name of the host, where what is put in would choose who is asked.
  const isInHost = PLACEHOLDER_IN_HOST.test(template);
  if (url?.protocol === 'https:' && template.search(PLACEHOLDER) > 0 && !isInHost) return true;
  warnOnce('`map-url` has to be an https address with {address}, or {latitude} and {longitude}; no map is offered.');
  return false;
}

const PLACEHOLDER_IN_HOST = /^[^/]*\/\/[^/?#]*\{/;
