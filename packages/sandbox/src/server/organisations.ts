/**
 * Setting up the organisations of a sandbox: a FHIR store each, its patients, its sign-in.
 * @module
 */
import { parse } from 'node:path';
import { createFhirService, type FhirService } from '../fhir/service.ts';
import type { FhirResource } from '../fhir/types.ts';
import { demoLogins, demoPatients } from '../patients/demo.ts';
import { generateRecords } from '../patients/generate.ts';
import { Manners } from '../dress/manners.ts';
import { trimScopes } from '../dress/scopes.ts';
import { Random } from '../patients/random.ts';
import { AuthorizationServer } from '../smart/authorization-server.ts';
import type { ClientKeys } from '../smart/client-keys.ts';
import { defaultLifetimes } from '../smart/lifetimes.ts';
import type { OrganisationIdentity } from '../smart/organisation.ts';
import { behaviourOf } from './behaviour.ts';
import { patientDirectory } from './directory.ts';
import type { SandboxOptions } from './options.ts';

/** The organisations of every sandbox; the first takes what is loaded from files. */
export const organisationNames = [
  { slug: 'university-hospital', name: 'University Hospital' },
  { slug: 'city-clinic', name: 'City Clinic' },
] as const;

const organisationSlugs = organisationNames.map((each) => each.slug);

/** An organisation that is ready to serve. */
export interface Organisation {
  readonly identity: OrganisationIdentity;
  readonly fhir: FhirService;
  /** Absent when sign-in is switched off. */
  readonly authorization: AuthorizationServer | undefined;
  /** What it looks like from outside: dress and faults. */
  readonly manners: Manners;
}

/** Opens an organisation's store, fills it when it is new, and makes its authorization server. */
export async function openOrganisation(
  { slug, name }: (typeof organisationNames)[number],
  home: string,
  options: SandboxOptions,
  clientKeys: ClientKeys,
): Promise<Organisation> {
  const behaviour = behaviourOf(slug, organisationSlugs, options);
  const fhirBase = `${home}/${slug}/fhir`;
  const issuer = `${home}/${slug}/auth`;
  const fhir = createFhirService({
    base: fhirBase,
    name,
    ...(options.db ? { file: fileFor(options.db, slug) } : {}),
    ...(options.auth === 'off' ? {} : { security: { authorize: `${issuer}/authorize`, token: `${issuer}/token` } }),
  });
  const { today = new Date(), size = 'S' } = options;
  if (fhir.count() === 0) {
    const { resources, earlier } = generateRecords({
      seed: options.seed ?? 1,
      today,
      organisation: slug,
      size,
      home,
    });
    fhir.load([...earlier, ...resources] as readonly FhirResource[]);
  }
  const stories = new Map(demoPatients(slug, today, size).map((patient) => [patient.id, patient.story]));
  const chance = new Random(options.seed ?? 1, `faults at ${slug}`);
  const manners = new Manners({
    root: `/${slug}`,
    base: fhirBase,
    handle: (request) => fhir.handle(request),
    now: () => new Date(),
    random: () => chance.next(),
  });
  manners.wear(behaviour.dress);
  manners.suffer(behaviour.faults);
  const identity: OrganisationIdentity = {
    slug,
    name,
    fhirBase,
    issuer,
    logins: demoLogins(slug, size),
    patients: patientDirectory((request) => fhir.handle(request), stories),
    grants: (scopes) => (manners.dress === undefined ? scopes : trimScopes(manners.dress, scopes)),
  };
  const lifetimes = { ...defaultLifetimes, ...options.lifetimes };
  const authorization =
    options.auth === 'off' ? undefined : await AuthorizationServer.create(identity, lifetimes, clientKeys);
  return { identity, fhir, authorization, manners };
}

/** `data.sqlite` becomes `data.city-clinic.sqlite`. */
function fileFor(db: string, slug: string): string {
  const { dir, name, ext } = parse(db);
  return `${dir ? `${dir}/` : ''}${name}.${slug}${ext}`;
}
