/**
 * Starting a sandbox: two origins, as in life. One is the organisations' (FHIR, sign-in, demo EHR, start page), the
 * other is the portal's.
 * @module
 */
import { join } from 'node:path';
import { appStateBase, AppStates } from '../smart/app-state.ts';
import { authorizationEndpoints } from '../smart/endpoints.ts';
import { createClientKeys } from '../smart/client-keys.ts';
import { brandPages } from '../pages/brands.ts';
import { clientKeysPage } from '../pages/client-keys.ts';
import { ehrMessages } from '../pages/ehr-messaging.ts';
import { ehrPages } from '../pages/ehr.ts';
import { startPage } from '../pages/start.ts';
import { adminEndpoint } from './admin.ts';
import { createApp, onlyThisMachine } from './app.ts';
import { feedEndpoint } from './feed-endpoint.ts';
import { fhirEndpoint } from './fhir-endpoint.ts';
import { files, pagesFolder } from './files.ts';
import { imagingEndpoint } from './imaging-endpoint.ts';
import { listen } from './listen.ts';
import { loadFiles } from './load.ts';
import type { Sandbox, SandboxOptions } from './options.ts';
import { openOrganisation, organisationNames, type Organisation } from './organisations.ts';
import { portalFiles } from './portal.ts';

const defaultPort = 4460;

/**
 * Starts a sandbox on this machine and resolves when it serves. Throws SandboxError when a port is taken or a file
 * cannot be loaded.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const port = options.port ?? defaultPort;
  const closers: (() => Promise<void> | void)[] = [];
  try {
    const main = await listen(port, '--port');
    closers.push(main.close);
    const portal = await listen(options.portalPort ?? (port === 0 ? 0 : port + 1), '--portal-port');
    closers.push(portal.close);

    const clientKeys = await createClientKeys();
    const organisations: Organisation[] = [];
    for (const identity of organisationNames) {
      options.progress?.(`Setting up ${identity.name}`);
      const organisation = await openOrganisation(identity, main.origin, options, clientKeys);
      closers.push(() => organisation.fhir.close());
      organisations.push(organisation);
    }
    const [first] = organisations;
    if (first && options.load?.length) await loadFiles(first.fhir, options.load, options.progress ?? (() => undefined));

    const addresses = {
      home: `${main.origin}/`,
      portal: `${portal.origin}/portal/`,
      ehr: `${main.origin}/ehr/`,
      admin: `${main.origin}/admin/`,
    };
    main.serve(
      createApp([
        onlyThisMachine,
        adminEndpoint(
          organisations.map(({ identity: { slug }, manners }) => ({ slug, manners })),
          main.origin,
        ),
        ...organisations.map(({ manners }) => manners.middleware),
        // Where studies say that their images are, and under the FHIR base, where a session's token goes too.
        ...organisations.flatMap(({ identity, fhir, authorization }) =>
          [`/${identity.slug}/dicomweb`, `${new URL(identity.fhirBase).pathname}/dicomweb`].map((at) =>
            imagingEndpoint({ at, handle: (request) => fhir.handle(request), authorization }),
          ),
        ),
        ...organisations.map(({ identity, manners, authorization }) =>
          fhirEndpoint({ fhirBase: identity.fhirBase, handle: manners.handle, authorization }),
        ),
        ...organisations.map(({ identity, authorization }) => {
          const states = new AppStates(identity.fhirBase);
          return fhirEndpoint({
            fhirBase: appStateBase(identity),
            handle: (request) => states.handle(request),
            authorization,
          });
        }),
        ...organisations.flatMap(({ authorization }) => (authorization ? [authorizationEndpoints(authorization)] : [])),
        files({ at: '/sandbox/', folder: join(pagesFolder, 'sandbox') }),
        ehrMessages(organisations),
        ehrPages(organisations, portal.origin),
        clientKeysPage(clientKeys),
        brandPages(organisations, addresses),
        startPage(organisations, addresses),
      ]),
    );
    main.serveSockets(organisations.map(({ identity, fhir }) => feedEndpoint(identity.fhirBase, fhir)));
    portal.serve(createApp([onlyThisMachine, ...portalFiles(main.origin, portal.origin)]));
    return {
      ...addresses,
      organisations: organisations.map(({ identity: { name, slug, fhirBase, issuer } }) => ({
        name,
        slug,
        fhirBase,
        issuer,
      })),
      close: () => closeAll(closers),
    };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

async function closeAll(closers: readonly (() => Promise<void> | void)[]): Promise<void> {
  for (const close of closers) await close();
}
