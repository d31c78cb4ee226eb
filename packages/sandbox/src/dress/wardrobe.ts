/**
 * The dresses there are.
 * @module
 */
import type { Dress } from './dress.ts';
import { athenahealth } from './vendors/athenahealth.ts';
import { azure } from './vendors/azure.ts';
import { canvas } from './vendors/canvas.ts';
import { epic } from './vendors/epic.ts';
import { firely } from './vendors/firely.ts';
import { google } from './vendors/google.ts';
import { hapi } from './vendors/hapi.ts';
import { meditech } from './vendors/meditech.ts';
import { nextgen } from './vendors/nextgen.ts';
import { oracleHealth } from './vendors/oracle-health.ts';
import { zus } from './vendors/zus.ts';

export const dresses: readonly Dress[] = [
  epic,
  oracleHealth,
  meditech,
  athenahealth,
  nextgen,
  hapi,
  azure,
  google,
  firely,
  canvas,
  zus,
];

export const dressNames: readonly string[] = dresses.map(({ name }) => name);

export function dressNamed(name: string): Dress | undefined {
  return dresses.find((dress) => dress.name === name);
}
