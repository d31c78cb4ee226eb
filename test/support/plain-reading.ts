/**
 * A patient's record read as simply as can be, page after page, and without a line of the SDK: what the SDK makes of it
 * is compared with this.
 * @module
 */

/** A resource as parsed. Every number is the text that was sent. */
export interface PlainResource {
  readonly resourceType: string;
  readonly id: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [element: string]: any;
}

export interface PlainAnswer {
  readonly resources: readonly PlainResource[];
  /** The status of a refusal; nothing was read then. */
  readonly refused?: number;
}

export interface PlainOptions {
  readonly token: string | undefined;
  /** How many pages to read; all when left out. */
  readonly pages?: number;
}

/** All matches of a search, or one resource; `path` is relative to the base. */
export async function readPlainly(base: string, path: string, { token, pages }: PlainOptions): Promise<PlainAnswer> {
  const resources: PlainResource[] = [];
  let url: string | undefined = `${base}/${path}`;
  for (let read = 0; url && read < (pages ?? Infinity); read++) {
    const answer: Response = await fetch(url, {
      // HAPI answers a search with what it found within the last minute, unless asked not to.
      cache: 'no-store',
      headers: { accept: 'application/fhir+json', ...(token && { authorization: `Bearer ${token}` }) },
    });
    const text = await answer.text();
    if (!answer.ok && read === 0) return { resources: [], refused: answer.status };
    if (!answer.ok) throw new Error(`Page ${read + 1} was refused with ${answer.status}`);
    const body = parsed(text);
    if (body.resourceType !== 'Bundle') return { resources: [body] };
    for (const { resource, search } of body['entry'] ?? []) {
      if (search?.mode !== 'include' && resource.resourceType !== 'OperationOutcome') resources.push(resource);
    }
    const next = body['link']?.find(({ relation }: { relation: string }) => relation === 'next')?.url;
    url = next && new URL(next, `${base}/`).href;
  }
  return { resources };
}

const CATEGORIES = ['vital-signs', 'laboratory', 'social-history'];

/** What the server holds of a patient, by the name of the topic that shows it. Undefined: it does not answer that. */
export async function heldOf(
  base: string,
  patient: string,
  options: PlainOptions,
): Promise<Readonly<Record<string, readonly PlainResource[] | undefined>>> {
  const ask = async (...paths: string[]): Promise<readonly PlainResource[] | undefined> => {
    const answers = await Promise.all(paths.map((path) => readPlainly(base, path, options)));
    const answered = answers.filter(({ refused }) => refused === undefined);
    return answered.length > 0 ? answered.flatMap(({ resources }) => resources) : undefined;
  };
  const of = (type: string): string => `${type}?patient=${patient}`;
  const observations =
    (await ask(of('Observation'))) ??
    (await ask(...CATEGORIES.map((category) => `${of('Observation')}&category=${category}`)));
  const ofCategory = (...codes: string[]): readonly PlainResource[] | undefined =>
    observations?.filter(({ category = [] }) =>
      category.some(({ coding = [] }) => coding.some(({ code }: { code?: string }) => code && codes.includes(code))),
    );
  return {
    problems: await ask(of('Condition')),
    allergies: await ask(of('AllergyIntolerance')),
    medications: await ask(of('MedicationRequest'), of('MedicationStatement')),
    immunizations: await ask(of('Immunization')),
    vitals: ofCategory('vital-signs', 'vital-sign'),
    results: ofCategory('laboratory'),
    encounters: await ask(of('Encounter')),
    patient: await ask(`Patient/${patient}`),
    'social-history': ofCategory('social-history'),
    procedures: await ask(of('Procedure')),
    goals: await ask(of('Goal')),
    'care-plans': await ask(of('CarePlan')),
    'care-teams': await ask(of('CareTeam')),
    alerts: await ask(of('Flag')),
  };
}

function parsed(text: string): PlainResource {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? context?.source : value,
  ) as PlainResource;
}
