import type { ReactiveControllerHost } from 'lit';
import { warnOnce } from './warn-once.ts';

/** A part of the library that loads when it is first drawn, once a page. */
export class Later<Module extends object> {
  readonly #load: () => Promise<Module>;
  #module: Module | undefined;
  #failure: Error | undefined;
  #loading: Promise<void> | undefined;

  /** @param load An `import()`, written out so that bundlers find it. */
  constructor(load: () => Promise<Module>) {
    this.#load = load;
  }

  /** The module, once it is there. */
  get module(): Module | undefined {
    return this.#module;
  }

  /**
   * The module, or undefined while it loads; the element then draws itself again.
   * @throws What kept it from loading, so that the element's root says that something is missing. Then it tries again.
   */
  for(host: ReactiveControllerHost): Module | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
    if (!this.#module) void this.ready().then(() => host.requestUpdate());
    return this.#module;
  }

  /**
   * The same for what an element can do without: where it could not be loaded, that is warned of, and left at that.
   * @param warning Says what is missing.
   */
  orWithout(host: ReactiveControllerHost, warning: string): Module | undefined {
    if (!this.#module && !this.#failure)
      void this.ready().then(() => (this.#module ? host.requestUpdate() : warnOnce(warning)));
    return this.#module;
  }

  /** Ends when what is being loaded has come to an end; undefined when nothing was ever asked for. */
  get underWay(): Promise<void> | undefined {
    return this.#loading;
  }

  /** Loads it, if nobody has; resolves when that has come to an end, well or badly. */
  ready(): Promise<void> {
    this.#loading ??= this.#load().then(
      (module) => {
        this.#module = module;
      },
      (error: unknown) => {
        this.#failure = error instanceof Error ? error : new Error('A part of the library could not be loaded.');
        this.#loading = undefined;
      },
    );
    return this.#loading;
  }
}
