import type { Session } from '@ehr-widgets/sdk';
import { readPhoto, type VisitPerson } from '@ehr-widgets/sdk/appointments';
import { paintPhoto } from '../shared/paint-photo.ts';

type Source = Session['sources'][number];
type Photo = VisitPerson['photos'][number];

/** Twice what it is shown in, for fine screens. */
const SIDE = 96;

/** Somebody's photo, and where it is from. */
interface Asked {
  readonly photos: readonly Photo[];
  readonly source: Source;
  /** The same for the same person in other lines. */
  readonly who: string;
}

/** Photos of people, each read once, when a place where it is to stand comes into sight. Where it fails, initials stay. */
export class Photos {
  readonly #places = new Map<string, Asked & { readonly canvas: HTMLCanvasElement }>();
  readonly #waiting = new WeakMap<Element, Asked>();
  readonly #pictures = new Map<string, Pick<Asked, 'photos'> & { readonly picture: Promise<Blob | undefined> }>();
  readonly #observer = new IntersectionObserver((entries) => this.#heard(entries));
  readonly #going = new AbortController();

  /** Lets go of all that was read. It reads no more then. */
  forget(): void {
    this.#going.abort();
    this.#observer.disconnect();
    this.#places.clear();
    this.#pictures.clear();
  }

  /** The same element for the same line, so that it is not read anew at every drawing. */
  place(line: string, { photos, reference = line }: VisitPerson, source: Source): HTMLCanvasElement {
    const key = `${line} ${reference}`;
    const known = this.#places.get(key);
    if (known && areSame(known.photos, photos)) return known.canvas;
    const canvas = document.createElement('canvas');
    canvas.className = 'photo';
    canvas.width = canvas.height = SIDE;
    const asked = { photos, source, who: `${source.id} ${reference}` };
    this.#places.set(key, { ...asked, canvas });
    this.#waiting.set(canvas, asked);
    this.#observer.observe(canvas);
    return canvas;
  }

  #heard(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const asked = this.#waiting.get(target);
      if (!isIntersecting || !asked) continue;
      this.#observer.unobserve(target);
      void this.#paint(target as HTMLCanvasElement, asked);
    }
  }

  async #paint(canvas: HTMLCanvasElement, asked: Asked): Promise<void> {
    try {
      const picture = await this.#pictureOf(asked);
      if (!picture) return;
      await paintPhoto(canvas, picture);
      canvas.classList.add('there');
    } catch {
      // The name stands beside it, and the initials below.
    }
  }

  #pictureOf({ photos, source, who }: Asked): Promise<Blob | undefined> {
    const known = this.#pictures.get(who);
    if (known && areSame(known.photos, photos)) return known.picture;
    const picture = readPhoto(photos, source, { signal: this.#going.signal }).then(
      (read) => read && new Blob([read.bytes], { type: read.type }),
    );
    this.#pictures.set(who, { photos, picture });
    return picture;
  }
}

function areSame(some: readonly Photo[], others: readonly Photo[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ url, data }, at) => url === others[at]?.url && data === others[at]?.data)
  );
}
