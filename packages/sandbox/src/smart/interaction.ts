/**
 * The steps between "sign in" and the way back to the app: who is it, which patient, what may the app do.
 * @module
 */
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { sendErrorPage } from '../pages/error-page.ts';
import { readForm } from '../server/body.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { registeredClient, type RegisteredClient } from './clients.ts';
import {
  sendConsentPage,
  sendEncounterPage,
  sendLoginPage,
  sendPatientPage,
  type SignInFacts,
} from './interaction-pages.ts';
import type { Launch, LaunchContext } from './launch.ts';
import { isPatientLogin, type EncounterEntry, type Login } from './organisation.ts';
import { describeScope, grantableScopes, needsPatient, openIdScopes, wantsEncounter } from './scopes.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** How far someone has come in one sign-in. */
interface Progress {
  login?: Login;
  patient?: string;
  /** The visit that was chosen, or that there is to be none. */
  encounter?: EncounterEntry | 'none';
}

/** What was asked for, once the interaction is known to be this browser's. */
interface Request {
  readonly interaction: Interaction;
  readonly client: RegisteredClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly launch: Launch | undefined;
  readonly progress: Progress;
}

/** As many visits as a picker offers. */
const encounterLimit = 50;

/** Handles `[issuer]/interaction/:uid`, GET to show the step that is next and POST to take it. */
export class SignIn {
  readonly #server: AuthorizationServer;
  readonly #progress = new Map<string, { readonly progress: Progress; readonly expires: number }>();

  constructor(server: AuthorizationServer) {
    this.#server = server;
  }

  async handle(ctx: Context, uid: string): Promise<void> {
    const request = await this.#read(ctx, uid);
    if (!request) {
      ctx.status = 400;
      return sendErrorPage(ctx, 'invalid_request', 'The sign-in session was not found or has expired.');
    }
    return ctx.method === 'POST' ? this.#take(ctx, request) : this.#show(ctx, request);
  }

  async #read(ctx: Context, uid: string): Promise<Request | undefined> {
    const interaction = await this.#server.provider.interactionDetails(ctx.req, ctx.res).catch(() => undefined);
    const params = interaction?.params ?? {};
    const client = registeredClient(text(params['client_id']));
    if (!interaction || interaction.uid !== uid || !client) return undefined;
    const launchId = text(params['launch']);
    const decision = grantableScopes((text(params['scope']) ?? '').split(' '), launchId !== undefined);
    return {
      interaction,
      client,
      redirectUri: text(params['redirect_uri']) ?? '',
      scopes: decision.kind === 'grantable' ? decision.scopes : [],
      launch: this.#server.launches.find(launchId),
      progress: this.#progressOf(interaction),
    };
  }

  async #show(ctx: Context, request: Request): Promise<void> {
    if (request.launch) return this.#finishLaunch(ctx, request, request.launch);
    const { login } = request.progress;
    const facts = this.#facts(request);
    if (!login) return sendLoginPage(ctx, facts, undefined);
    const patients = this.#server.organisation.patients;
    if (needsPatient(request.scopes) && !request.progress.patient) {
      const name = text(ctx.query['name']) ?? '';
      if (!isPatientLogin(login)) return sendPatientPage(ctx, facts, name, await patients.search(name, 50));
      const own = (await Promise.all(login.patients.map((id) => patients.find(id)))).filter((entry) => !!entry);
      return sendPatientPage(ctx, facts, name, { patients: own, total: own.length });
    }
    const { patient: id, encounter } = request.progress;
    const patient = id ? await patients.find(id) : undefined;
    if (wantsEncounter(request.scopes) && patient && !encounter) {
      return sendEncounterPage(ctx, facts, patient, await patients.encounters(patient.id, encounterLimit));
    }
    const chosen = encounter === 'none' ? undefined : encounter;
    const scopes = chosen ? request.scopes : request.scopes.filter((scope) => scope !== 'launch/encounter');
    return sendConsentPage(ctx, facts, { login, patient, encounter: chosen }, scopes.map(describeScope));
  }

  async #take(ctx: Context, request: Request): Promise<void> {
    const form = await readForm(ctx);
    switch (form.get('step')) {
      case 'login':
        return this.#takeLogin(ctx, request, form);
      case 'patient':
        return this.#takePatient(ctx, request, form.get('patient'));
      case 'encounter':
        return this.#takeEncounter(ctx, request, form.get('encounter'));
      case 'consent':
        return this.#finish(ctx, request, request.progress.login, form.getAll('scope'));
      case 'restart':
        delete request.progress.login;
        delete request.progress.patient;
        delete request.progress.encounter;
        return again(ctx);
      default:
        return this.#refuse(ctx, 'The person did not agree to sign in.');
    }
  }

  #takeLogin(ctx: Context, request: Request, form: URLSearchParams): void {
    const oneClick = form.get('as');
    const login = this.#server.login(oneClick ?? form.get('username')?.trim());
    if (!login || (oneClick === null && form.get('password') !== login.password)) {
      return sendLoginPage(ctx, this.#facts(request), 'That user name and password do not belong together.');
    }
    request.progress.login = login;
    const [own, ...others] = login.patients;
    if (isPatientLogin(login) && own && others.length === 0) request.progress.patient = own;
    return again(ctx);
  }

  async #takePatient(ctx: Context, request: Request, id: string | null): Promise<void> {
    const { login } = request.progress;
    const allowed = login && id && (!isPatientLogin(login) || login.patients.includes(id));
    if (allowed && (await this.#server.organisation.patients.find(id))) request.progress.patient = id;
    return again(ctx);
  }

  async #takeEncounter(ctx: Context, request: Request, id: string | null): Promise<void> {
    const { progress } = request;
    const { patients } = this.#server.organisation;
    const offered = progress.patient ? await patients.encounters(progress.patient, encounterLimit) : [];
    const chosen = id === 'none' ? id : offered.find((encounter) => encounter.id === id);
    if (chosen) progress.encounter = chosen;
    return again(ctx);
  }

  /** An EHR launch: the person is signed in at the EHR, which has agreed to the app beforehand. */
  #finishLaunch(ctx: Context, request: Request, launch: Launch): Promise<void> {
    return this.#finish(ctx, request, this.#server.login(launch.username), request.scopes, launch.context);
  }

  async #finish(
    ctx: Context,
    request: Request,
    login: Login | undefined,
    ticked: readonly string[],
    launched?: LaunchContext,
  ): Promise<void> {
    const context = launched ?? contextOf(request, ticked);
    if (!login || !context) return again(ctx);
    const { provider, organisation } = this.#server;
    const grant = new provider.Grant({ accountId: login.username, clientId: request.client.id });
    for (const scope of request.scopes) {
      const granted = scope === 'launch/encounter' ? !!context.encounter : isGranted(scope, ticked);
      if (granted) grant.addResourceScope(organisation.fhirBase, scope);
      else grant.rejectResourceScope(organisation.fhirBase, scope);
      if (!openIdScopes.includes(scope)) continue;
      if (granted) grant.addOIDCScope(scope);
      else grant.rejectOIDCScope(scope);
    }
    const grantId = await grant.save();
    this.#server.keepContext(grantId, context);
    this.#progress.delete(request.interaction.uid);
    ctx.respond = false;
    const result = { login: { accountId: login.username }, consent: { grantId } };
    await provider.interactionFinished(ctx.req, ctx.res, result);
  }

  async #refuse(ctx: Context, reason: string): Promise<void> {
    ctx.respond = false;
    const result = { error: 'access_denied', error_description: reason };
    await this.#server.provider.interactionFinished(ctx.req, ctx.res, result);
  }

  #facts(request: Request): SignInFacts {
    return { client: request.client, organisation: this.#server.organisation, redirectUri: request.redirectUri };
  }

  #progressOf(interaction: Interaction): Progress {
    const now = Date.now();
    for (const [uid, entry] of this.#progress) if (entry.expires <= now) this.#progress.delete(uid);
    const known = this.#progress.get(interaction.uid);
    if (known) return known.progress;
    const progress: Progress = {};
    this.#progress.set(interaction.uid, { progress, expires: interaction.exp * 1000 });
    return progress;
  }
}

/** What was chosen in a standalone launch; undefined while something is still to be chosen. */
function contextOf({ scopes, progress }: Request, ticked: readonly string[]): LaunchContext | undefined {
  const { patient, encounter } = progress;
  if (needsPatient(scopes) && !patient) return undefined;
  if (wantsEncounter(scopes) && !encounter) return undefined;
  const visit = encounter !== 'none' && isGranted('launch/encounter', ticked) ? encounter : undefined;
  return {
    ...(patient ? { patient } : {}),
    ...(visit ? { encounter: visit.id } : {}),
    need_patient_banner: true,
  };
}

function isGranted(scope: string, ticked: readonly string[]): boolean {
  return ticked.includes(scope) || !describeScope(scope).optional;
}

/** Back to the same address with GET, so that reload and back do what they say. */
function again(ctx: Context): void {
  ctx.body = null;
  ctx.status = 303;
  ctx.set('Location', ctx.path);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
