/**
 * `@ehr-widgets/sdk/actions`: writes that a person asked for. Nothing is sent that the sign-in does not permit, nothing is
 * sent twice, and nobody else's change is lost unseen.
 * @module
 */
export type { Action, RunOptions } from './actions/action.ts';
export { update, remove, type VersionOptions } from './actions/change.ts';
export { create, type CreateOptions } from './actions/create.ts';
export {
  canRequestRefill,
  requestRefill,
  requestRefills,
  type RefillOptions,
  type RefillOutcome,
  type RefillPermission,
} from './actions/refill.ts';
export type { PlaceOptions } from './actions/place.ts';
export type { Written } from './actions/stored.ts';
