import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Finding } from '@ehr-widgets/sdk/results';
import { Later } from '../shared/later.ts';
import type { AboutTestFor } from './about-test.ts';
import type { HelpContext } from './help.ts';
import { EhrQuestionEvent } from './question-event.ts';

/** What explains a result. It loads when one is opened by somebody who has something to be told, or to ask. */
const help = new Later(() => import('./help.ts'));

/** The element as its help needs it. */
export interface HelpingHost extends ReactiveControllerHost, Pick<EventTarget, 'dispatchEvent'> {
  readonly questions: boolean;
  readonly aboutTest: AboutTestFor | undefined | null;
}

/** Explains the result that is open, and raises the reader's question about it. */
export class Helping {
  readonly #host: HelpingHost;
  #notTaken: string | undefined;

  constructor(host: HelpingHost) {
    this.#host = host;
  }

  /** Ends when what is being loaded to explain has come to an end. */
  get underWay(): Promise<void> | undefined {
    return help.underWay;
  }

  draw(context: Pick<HelpContext, 'finding' | 'told' | 'elsewhere'>): TemplateResult | typeof nothing {
    const { finding, told } = context;
    const { questions, aboutTest } = this.#host;
    if (told.reader.persona !== 'patient' && !questions && !aboutTest) return nothing;
    const drawn = help.orWithout(this.#host, 'What explains an opened result could not be loaded.')?.drawHelp({
      ...context,
      aboutTest,
      ask: questions ? () => this.#ask(finding) : undefined,
      notTaken: this.#notTaken === finding.key,
    });
    return drawn ?? nothing;
  }

  #ask({ key, line }: Finding): void {
    const isTaken = !this.#host.dispatchEvent(new EhrQuestionEvent(line.reference, line.origin.source));
    this.#notTaken = isTaken ? undefined : key;
    this.#host.requestUpdate();
  }
}
