/** Places to be drawn where something is to come, each of which calls back once, when it comes into sight. */
export class InSight {
  readonly #places = new Map<string, HTMLElement>();
  readonly #waiting = new Map<Element, () => void>();
  #observer: IntersectionObserver | undefined;

  /** The same element for the same key, so that it is not waited for anew at every drawing. */
  place(key: string, then: () => void): HTMLElement {
    const known = this.#places.get(key);
    if (known) return known;
    const place = document.createElement('span');
    place.className = 'awaited';
    this.#places.set(key, place);
    this.#waiting.set(place, then);
    this.#observer ??= new IntersectionObserver((entries) => this.#heard(entries));
    this.#observer.observe(place);
    return place;
  }

  forget(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#places.clear();
    this.#waiting.clear();
  }

  #heard(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      this.#observer?.unobserve(target);
      this.#waiting.get(target)?.();
      this.#waiting.delete(target);
    }
  }
}
