import { dataUrl } from './data-url.ts';

/**
 * Fetches a frame of a study by its DICOMweb address, with whatever credentials the page has for it. The service's answer as it
 * came lets the reader be told why there is no picture (DICOM PS3.18 §8.5, Status Codes); a picture alone
 * will do. Undefined stands for an answer that there is no such frame (404): how many an image has is seldom recorded. What else
 * fails rejects.
 */
export type ImageFetch = (url: string) => Promise<Response | Blob | undefined>;

/**
 * `none` is what its service says that it does not have, `denied` what it keeps from this sign-in, and `unfit` what it has in no
 * form that a page can draw.
 */
export type Picture =
  | { readonly kind: 'loading' | 'failed' | 'none' | 'unfit' }
  | { readonly kind: 'denied'; readonly status: number }
  | { readonly kind: 'shown'; readonly src: string };

/** Pictures by their addresses, each fetched once, unless it could not be had. */
export class Pictures {
  readonly #changed: () => void;
  readonly #all = new Map<string, Picture>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  at(address: string): Picture | undefined {
    return this.#all.get(address);
  }

  forget(): void {
    this.#all.clear();
  }

  /** The same where it failed before. */
  again(address: string, fetch: ImageFetch): void {
    const known = this.#all.get(address)?.kind;
    if (known === 'failed' || known === 'denied') this.ask(address, fetch);
  }

  ask(address: string, fetch: ImageFetch): void {
    const known = this.#all.get(address);
    if (known?.kind === 'loading' || known?.kind === 'shown') return;
    const loading: Picture = { kind: 'loading' };
    this.#all.set(address, loading);
    this.#changed();
    void pictureOf(address, fetch).then((picture) => {
      // Nobody waits for it any more.
      if (this.#all.get(address) !== loading) return;
      this.#all.set(address, picture);
      this.#changed();
    });
  }
}

/** The host's function may do whatever it does: what is no picture has failed. */
async function pictureOf(address: string, fetch: ImageFetch): Promise<Picture> {
  try {
    const answer = await fetch(address);
    if (answer instanceof Response && !answer.ok) return refusal(answer.status);
    const blob = answer instanceof Response ? await answer.blob() : answer;
    if (!blob) return { kind: 'none' };
    if (blob.type.startsWith('image/')) return { kind: 'shown', src: await dataUrl(blob) };
  } catch {
    // Said below.
  }
  return { kind: 'failed' };
}

function refusal(status: number): Picture {
  switch (status) {
    case 401:
    case 403:
      return { kind: 'denied', status };
    case 404:
    case 410:
      return { kind: 'none' };
    case 406:
      return { kind: 'unfit' };
    default:
      return { kind: 'failed' };
  }
}
