/**
 * A local FHIR R4 server with SMART App Launch, synthetic patients, a demo portal and a demo EHR.
 * @module
 */
export { startSandbox } from './server/start.ts';
export { SandboxError, type Sandbox, type SandboxOptions, type SandboxOrganisation } from './server/options.ts';
export type { Lifetimes } from './smart/lifetimes.ts';
