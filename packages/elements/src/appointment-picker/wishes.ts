import {
  choicesWithin,
  type BookingChoices,
  type FreeTime,
  type TimesWanted,
  type VisitMode,
} from '@ehr-widgets/sdk/appointments';
import type { Ground } from './finding.ts';
import type { Stage } from './stage.ts';
import type { What, WhatContext } from './what.ts';

const NOTHING_CHOSEN: What = { service: '', place: '', person: '' };
const NO_CHOICES: BookingChoices = { services: [], people: [], places: [], calendars: [], complete: true };

export interface WishesOptions {
  /** The id of the source that is looked at, and how another is chosen. */
  readonly source: string;
  readonly chooseSource: (id: string) => void;
  /** Looks for what is wished for now. */
  readonly look: () => void;
}

/** What is looked for: what the page fixed, and what the reader chose within it. */
export class Wishes {
  #what: What = NOTHING_CHOSEN;
  readonly #stage: Stage;
  readonly #options: WishesOptions;

  constructor(stage: Stage, options: WishesOptions) {
    this.#stage = stage;
    this.#options = options;
  }

  get wanted(): TimesWanted {
    return this.open();
  }

  /** The same with one part left open, to choose among. */
  open(part?: keyof What): TimesWanted {
    return this.#with({ ...this.#what, ...(part && { [part]: '' }) });
  }

  /** Within what the page fixed and what was chosen; one part may be left open, to choose among. */
  choices({ choices }: Ground, part?: keyof What): BookingChoices {
    return choicesWithin(choices, this.open(part));
  }

  /** Whether the reader can say what for: of several services that there are, or that the page fixed. */
  hasWhat(ground: Ground): boolean {
    return this.#offered(ground).services.length > 1;
  }

  /** Whether they have to, before anything is looked for. Several that a page fixed are looked for together. */
  asksWhat(ground: Ground): boolean {
    return !this.#stage.host.service && this.hasWhat(ground);
  }

  /** Whether it is left open for which of several services. */
  isOpen(ground: Ground): boolean {
    return this.#what.service === '' && this.choices(ground).services.length > 1;
  }

  /** Takes the service out of references, where one of them is a service; whether what for is clear then. */
  takeService(references: readonly string[], ground: Ground): boolean {
    const services = this.#offered(ground).services.map(({ reference }) => reference);
    const its = references.find((one) => services.includes(one));
    if (its) this.#what = { ...NOTHING_CHOSEN, service: its };
    return its !== undefined || !this.asksWhat(ground);
  }

  /** @param example Something of what is in view. */
  context(ground: Ground | undefined, example: FreeTime | undefined): WhatContext {
    const { host, session, told, level } = this.#stage;
    const all = ground ? this.#offered(ground) : NO_CHOICES;
    const within = ground ? this.choices(ground) : NO_CHOICES;
    return {
      told,
      level,
      choices: {
        ...within,
        services: all.services,
        places: ground ? this.choices(ground, 'place').places : [],
        people: ground ? this.choices(ground, 'person').people : [],
      },
      services: this.#what.service ? all.services : within.services,
      what: this.#what,
      isFixed: Boolean(host.service),
      example,
      sources: (host.source ? [] : (session()?.sources ?? []))
        .filter(({ kind }) => kind === 'server')
        .map(({ id, name }) => [id, name] as const),
      source: this.#options.source,
      choose: (what) => this.choose(what),
      chooseSource: this.#options.chooseSource,
      changeService: all.services.length > 1 ? () => this.#changeService() : undefined,
    };
  }

  choose(what: Partial<What>): void {
    const stage = this.#stage;
    this.#what = what.service === undefined ? { ...this.#what, ...what } : { ...NOTHING_CHOSEN, ...what };
    const wasWhat = stage.step === 'what';
    stage.change(() => (stage.step = 'time'));
    this.#options.look();
    if (wasWhat) void stage.focusOn('.what [role="heading"]');
  }

  /** All that the page left open: a service that is chosen anew is looked for at every place, with everybody. */
  #offered({ choices }: Ground): BookingChoices {
    return choicesWithin(choices, this.#with(NOTHING_CHOSEN));
  }

  #changeService(): void {
    this.#stage.change(() => (this.#stage.step = 'what'));
    void this.#stage.focusOn('#step');
  }

  /** What the page fixed, and within it what is chosen. */
  #with(what: What): TimesWanted {
    const { service, place, practitioner, modality, minutes } = this.#stage.host;
    const several = (name: keyof What, fixed: string | undefined | null): readonly string[] | undefined => {
      const chosen = what[name];
      if (chosen) return [chosen];
      return fixed ? wordsOf(fixed) : undefined;
    };
    const services = several('service', service);
    const places = several('place', place);
    const people = several('person', practitioner);
    return {
      ...(services && { services }),
      ...(places && { places }),
      ...(people && { people }),
      ...(modality && { modes: wordsOf(modality) as VisitMode[] }),
      ...(minutes && minutes > 0 && { minutes }),
    };
  }
}

export function wordsOf(attribute: string): string[] {
  return attribute.split(/[\s,]+/).filter(Boolean);
}
