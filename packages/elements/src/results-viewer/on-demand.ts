import { nothing, type TemplateResult } from 'lit';
import type { Session, TopicState } from '@ehr-widgets/sdk';
import type { ReportsView } from '@ehr-widgets/sdk/results';
import { Later } from '../shared/later.ts';
import type { RecordHost } from '../shared/list/record-view.ts';
import type { LastLook } from './last-look.ts';
import type { TestTree, TestTreeContext } from './test-tree.ts';

/** The choice of tests, and when a reader last looked: for who asks for the one, and where the host asks for the other. */
const trees = new Later(() => import('./test-tree.ts'));
const looks = new Later(() => import('./last-look.ts'));

interface Host extends RecordHost {
  readonly remember: string | undefined | null;
}

/** What most readers do without, and so loads when it is asked for. */
export class OnDemand {
  readonly #host: Host;
  #tree: TestTree | undefined;
  #lastLook: LastLook | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Ends when what is being loaded has come to an end. */
  get underWay(): Promise<unknown> {
    return Promise.all([trees.underWay, looks.underWay]);
  }

  /** What was searched for among the tests goes with the record that it was in. */
  forget(): void {
    this.#tree = undefined;
  }

  /** The choice of tests. */
  drawTree(context: TestTreeContext): TemplateResult | typeof nothing {
    const module = trees.orWithout(this.#host, 'the choice of tests could not be loaded; all are shown.');
    if (!module) return nothing;
    this.#tree ??= new module.TestTree(this.#host);
    return this.#tree.draw(context);
  }

  /** When the reader last looked, where the host has that remembered; and that they look now, once all has been read. */
  newSince(state: TopicState<ReportsView>, session: Session | undefined): ReadonlyMap<string, Date> | undefined {
    const { remember } = this.#host;
    if (!remember || !session) return undefined;
    const module = looks.orWithout(this.#host, 'what remembers the last look could not be loaded; nothing is new.');
    if (!module) return undefined;
    this.#lastLook ??= new module.LastLook(() => this.#host.requestUpdate());
    const since = this.#lastLook.since(remember, session);
    if (state.kind === 'ready') this.#lastLook.looked(state.asOf);
    return since;
  }
}
