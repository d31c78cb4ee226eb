/**
 * Forms that a practice asks to be filled in before a visit, and keeping the answers (FHIR R4 §9.1 Questionnaire, §9.2
 * QuestionnaireResponse).
 * @module
 */
import type { Bundle, FhirResource, Questionnaire, QuestionnaireResponse } from 'fhir/r4.js';
import { EhrError } from '../errors.ts';
import { getJson } from '../fhir/request.ts';
import { list } from '../format/read.ts';
import type { Session } from '../session/session.ts';
import type { ServerSource } from '../session/source.ts';
import type { FilledForm } from '../topics/questionnaire-filling.ts';
import { questionnaireForm, type QuestionnaireForm } from '../topics/questionnaire.ts';
import type { Action, RunOptions } from './action.ts';
import { update } from './change.ts';
import { create } from './create.ts';
import { permitted, placeOf, type Place, type PlaceOptions } from './place.ts';
import type { Written } from './stored.ts';

/**
 * A form by its reference (`Questionnaire/intake`) or its canonical, with a version or without. It is read from the session's
 * own server only.
 * @throws EhrError `not-found`, `bad-configuration` for what names no form, otherwise as a request fails.
 */
export async function readQuestionnaire(
  session: Session,
  which: string,
  options: PlaceOptions & { readonly signal?: AbortSignal } = {},
): Promise<QuestionnaireForm> {
  const { source } = placeOf(session, options.source);
  const asked = { resourceType: 'Questionnaire', ...(options.signal && { signal: options.signal }) };
  if (/^Questionnaire\/[A-Za-z0-9\-.]{1,64}$/.test(which)) {
    const found = (await getJson(source, `${source.base}/${which}`, asked)) as FhirResource;
    if (found.resourceType === 'Questionnaire') return questionnaireForm(found);
    throw nothing(source);
  }
  const [url = '', version] = which.split('|');
  if (!URL.canParse(url)) {
    throw new EhrError('bad-configuration', 'A questionnaire is named by Questionnaire/id or by its canonical URL.');
  }
  const query = new URLSearchParams({ url, ...(version && { version }) });
  const { entry } = (await getJson(source, `${source.base}/Questionnaire?${query}`, asked)) as Bundle;
  const found = list(entry)
    .map(({ resource }) => resource as Questionnaire)
    .filter((one) => one?.resourceType === 'Questionnaire' && one.url === url);
  // Of several versions the one in use counts.
  const one = found.find(({ status }) => status === 'active') ?? found[0];
  if (!one) throw nothing(source);
  return questionnaireForm(one);
}

/** Whether answers can be kept there. */
export type AnswerPermission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly why: 'scope' | 'capability' }
  | { readonly allowed: false; readonly why: 'no-source' };

/** Looks at the scopes and the server's own statement, and sends no change. */
export async function canKeepAnswers(session: Session, options: PlaceOptions = {}): Promise<AnswerPermission> {
  try {
    await permitted(placeOf(session, options.source), 'create', 'QuestionnaireResponse', undefined, undefined);
    return { allowed: true };
  } catch (thrown) {
    if (!(thrown instanceof EhrError)) throw thrown;
    if (thrown.code === 'forbidden') return { allowed: false, why: 'scope' };
    return { allowed: false, why: thrown.code === 'session-expired' ? 'no-source' : 'capability' };
  }
}

/** The answers of one filling-in, kept once however often they are sent. */
export interface KeptAnswers {
  /**
   * Sends what is written now. What was sent before is changed and not sent again beside it.
   * @throws EhrError as `create` and `update` do.
   */
  keep(status: 'in-progress' | 'completed', run?: RunOptions): Promise<Written>;
}

/** @throws EhrError `session-expired` and `not-supported` where it cannot be written there now. */
export function keepAnswers(
  session: Session,
  filled: FilledForm,
  options: PlaceOptions & { readonly now?: () => Date } = {},
): KeptAnswers {
  return new Keeping(session, placeOf(session, options.source), filled, options.now ?? (() => new Date()));
}

class Keeping implements KeptAnswers {
  readonly #session: Session;
  readonly #place: Place;
  readonly #filled: FilledForm;
  readonly #now: () => Date;
  readonly #identifier = { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${crypto.randomUUID()}` };
  #stored: Written | undefined;
  /** The answers as they were last kept, and how far they were then. */
  #said = '';
  #wasCompleted = false;
  /** What may have been made: it is found out before anything else is sent. */
  #inDoubt: Action | undefined;

  constructor(session: Session, place: Place, filled: FilledForm, now: () => Date) {
    this.#session = session;
    this.#place = place;
    this.#filled = filled;
    this.#now = now;
  }

  async keep(wanted: 'in-progress' | 'completed', run: RunOptions = {}): Promise<Written> {
    if (this.#inDoubt) this.#stored = await this.#run(this.#inDoubt, run);
    const { source } = this.#place;
    // What cannot be changed later is whole at once.
    const status = source.can('update', 'QuestionnaireResponse').allowed ? wanted : 'completed';
    const { authored, ...answers } = this.#filled.response(status, source.patient, this.#now());
    const { status: far, ...words } = answers;
    const said = JSON.stringify(words);
    // What is completed stays so for as long as nothing else is said.
    if (this.#stored && said === this.#said && (this.#wasCompleted || far === 'in-progress')) return this.#stored;
    this.#stored = await this.#run(this.#action({ ...answers, ...(authored && { authored }) }), run);
    this.#said = said;
    this.#wasCompleted = far === 'completed';
    return this.#stored;
  }

  #action(answers: QuestionnaireResponse): Action {
    const { reference, version } = this.#stored ?? {};
    const options = { source: this.#place.source.id };
    if (reference === undefined) {
      return create(
        this.#session,
        { ...answers, identifier: this.#identifier },
        { ...options, identifier: this.#identifier },
      );
    }
    const changed = { ...answers, identifier: this.#identifier, id: reference.split('/')[1] as string };
    return update(this.#session, changed, {
      ...options,
      ...(version === undefined ? { overwrite: true } : { ifMatch: version }),
    });
  }

  async #run(action: Action, run: RunOptions): Promise<Written> {
    this.#inDoubt = action;
    try {
      const written = await action.run(run);
      this.#inDoubt = undefined;
      return written;
    } catch (thrown) {
      if (!(thrown instanceof EhrError) || thrown.code !== 'outcome-unknown') this.#inDoubt = undefined;
      throw thrown;
    }
  }
}

function nothing({ base }: ServerSource): EhrError {
  return new EhrError('not-found', `${base} has no such questionnaire.`, {
    server: base,
    resourceType: 'Questionnaire',
  });
}
