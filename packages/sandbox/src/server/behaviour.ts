/**
 * Which dress and which faults an organisation starts with: `epic` for every one, `city-clinic=epic` for one.
 * @module
 */
import type { Dress } from '../dress/dress.ts';
import { dressNamed, dressNames } from '../dress/wardrobe.ts';
import { parseFault, UnknownFault, type Fault } from '../faults/fault.ts';
import { SandboxError } from './options.ts';

export interface Behaviour {
  readonly dress: Dress | undefined;
  readonly faults: readonly Fault[];
}

/** What is said for one of the organisations. Throws SandboxError for what is no dress, fault or organisation. */
export function behaviourOf(
  slug: string,
  slugs: readonly string[],
  { dress = [], faults = [] }: { readonly dress?: readonly string[]; readonly faults?: readonly string[] },
): Behaviour {
  const worn = dress
    .map((text) => assigned('--dress', text, slugs))
    .map(({ to, text }) => ({ to, dress: dressOf(text) }));
  const suffered = faults
    .map((text) => assigned('--faults', text, slugs))
    .map(({ to, text }) => ({ to, fault: faultOf(text) }));
  const isMine = ({ to }: { readonly to: string | undefined }): boolean => to === undefined || to === slug;
  return {
    // What is said for one organisation goes before what is said for all.
    dress: worn
      .filter(isMine)
      .toSorted((a, b) => Number(a.to !== undefined) - Number(b.to !== undefined))
      .at(-1)?.dress,
    faults: suffered.filter(isMine).map(({ fault }) => fault),
  };
}

function assigned(flag: string, text: string, slugs: readonly string[]): { to: string | undefined; text: string } {
  const [before = '', after] = text.split(/=(.*)/s);
  if (after === undefined) return { to: undefined, text };
  if (slugs.includes(before)) return { to: before, text: after };
  throw new SandboxError(`${flag} names the organisation "${before}"; there are ${slugs.join(' and ')}.`);
}

function dressOf(name: string): Dress | undefined {
  if (name === 'none') return undefined;
  const dress = dressNamed(name);
  if (dress === undefined) throw new SandboxError(`--dress is none or one of ${dressNames.join(', ')}, not "${name}".`);
  return dress;
}

function faultOf(text: string): Fault {
  try {
    return parseFault(text);
  } catch (error) {
    if (error instanceof UnknownFault) throw new SandboxError(`--faults: ${error.message}`, error);
    throw error;
  }
}
