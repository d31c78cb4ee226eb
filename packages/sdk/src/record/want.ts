/**
 * What one topic wants of one place. The run may be shared with other sessions; what the place is called, and who is
 * told, may not.
 * @module
 */
import type { Source } from '../session/source.ts';
import type { Search } from '../topics/topic.ts';
import type { Answer, Run } from './contained-run.ts';
import type { RunStatus } from './run.ts';
import type { Asked, Reader, Wanter } from './shelf.ts';

/** A source as a session has it, and where what is read from it stands. */
export interface Place extends Reader {
  readonly source: Source;
}

export class Want implements Run, Wanter {
  readonly place: Place;
  readonly search: Search;
  readonly asked: Asked;
  readonly stir: (asked: Asked) => void;

  constructor(place: Place, search: Search, stir: (asked: Asked) => void) {
    this.place = place;
    this.search = search;
    this.stir = stir;
    this.asked = place.shelf.want(search, this);
  }

  get source(): Source {
    return this.place.source;
  }

  get status(): RunStatus {
    return this.asked.run.status;
  }

  get good(): Answer | undefined {
    return this.asked.run.good;
  }

  get partial(): Answer | undefined {
    return this.asked.run.partial;
  }
}
