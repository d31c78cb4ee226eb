/**
 * Where references lead, as the index names it: `Type/id` on this server, otherwise the URL as it was written.
 * @module
 */
import { isResourceType } from '../definitions/registry.ts';

/**
 * `Patient/1`, `Patient/1/_history/2` and `[base]/Patient/1` are one target, `Patient/1`. Undefined for a reference to
 * a contained resource, which leads nowhere outside its own.
 */
export function referenceTarget(reference: string, base: string): string | undefined {
  if (reference.startsWith('#') || reference === '') return undefined;
  const relative = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
  const [type, id, history] = relative.split('/');
  const isLocal = type !== undefined && id !== undefined && isResourceType(type) && id !== '';
  return isLocal && (history === undefined || history === '_history') ? `${type}/${id}` : reference;
}

/** The resource type a reference names: by its `type` element, its path, or the path of an absolute URL. */
export function targetType(target: string, declared: unknown): string | undefined {
  if (typeof declared === 'string') return declared.replace('http://hl7.org/fhir/StructureDefinition/', '');
  const segments = target.split('/');
  const named = segments.length === 2 ? segments[0] : segments.at(-2);
  return named !== undefined && isResourceType(named) ? named : undefined;
}
