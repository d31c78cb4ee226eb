import { EhrError, type Permission, type PracticeSource, type Session, type Source } from '@ehr-widgets/sdk';
import { maySeeAgenda, zoneName, type BookingChoices } from '@ehr-widgets/sdk/appointments';
import type { Calendars } from './reading.ts';

/** Somebody, or somewhere, whose days can be looked at. */
export interface Choice {
  /** By source and reference. */
  readonly key: string;
  readonly source: PracticeSource;
  readonly reference: string;
  readonly name: string;
  readonly calendars: readonly string[];
  /** Of the calendars, where they tell one and agree. */
  readonly zone: string | undefined;
}

/** All that can be read, with a patient in context or without. */
export function allSources({ sources, practice = [] }: Session): readonly (Source | PracticeSource)[] {
  return [...sources, ...practice];
}

/** Servers that let more than one patient's visits be seen; of the others, what the sign-in lacks. */
export function agendaSources(session: Session): {
  readonly servers: readonly PracticeSource[];
  readonly missing: readonly string[];
} {
  const servers = allSources(session).filter((source) => source.kind === 'server');
  const verdicts = servers.map((source) => [source, maySeeAgenda(source)] as const);
  const missing = verdicts.flatMap(([, verdict]: readonly [PracticeSource, Permission]) =>
    verdict.allowed ? [] : verdict.missing,
  );
  return {
    servers: verdicts.flatMap(([source, { allowed }]) => (allowed ? source : [])),
    missing: [...new Set(missing)],
  };
}

/**
 * Whose days can be chosen at a source: those that the page names, else everybody who keeps a calendar, and who is signed in.
 * @param named References, as the page gave them.
 */
export function choicesAt(source: PracticeSource, calendars: Calendars, named: readonly string[]): Choice[] {
  const known: Pick<BookingChoices, 'people' | 'places' | 'calendars'> =
    calendars instanceof EhrError ? { people: [], places: [], calendars: [] } : calendars;
  const people = known.people.flatMap(({ reference }) => reference ?? []);
  const wanted = named.length > 0 ? named : [...new Set([...ownReference(source), ...people])];
  return wanted.map((reference) => {
    const theirs = known.calendars.filter((one) => one.people.includes(reference) || one.places.includes(reference));
    const zones = new Set(theirs.map(({ zone }) => zoneName(zone)));
    const party = [...known.people, ...known.places].find((one) => one.reference === reference);
    return {
      key: `${source.id} ${reference}`,
      source,
      reference,
      name: party?.name ?? reference,
      calendars: theirs.map((one) => one.reference),
      zone: zones.size === 1 ? [...zones][0] : undefined,
    };
  });
}

/** The staff member who is signed in there, `Practitioner/1`, where that is told. */
function ownReference({ user = '' }: PracticeSource): string[] {
  return /^Practitioner(?:Role)?\//.test(user) ? [user] : [];
}
