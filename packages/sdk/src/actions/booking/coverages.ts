/**
 * The insurances that a visit may be told to go by.
 * @module
 */
import type { Coverage, Organization } from 'fhir/r4.js';
import { EhrError } from '../../errors.ts';
import { ResourcePool } from '../../fhir/references.ts';
import { readShared, type Shared, type SharedParams } from '../../fhir/shared.ts';
import { dayAt } from '../../format/zone.ts';
import type { Session } from '../../session/session.ts';
import type { ServerSource } from '../../session/source.ts';
import { coveragesOn, type CoverageLine } from '../../topics/coverage.ts';
import { placeOf, type PlaceOptions } from '../place.ts';

/**
 * What pays for the patient's visits today.
 * @throws EhrError `forbidden` without the scope, otherwise as a request fails.
 */
export async function readCoverages(
  session: Session,
  options: PlaceOptions & { readonly now?: Date } = {},
): Promise<readonly CoverageLine[]> {
  const { source } = placeOf(session, options.source);
  const verdict = source.can('search', 'Coverage');
  if (!verdict.allowed) {
    const message = `The sign-in does not permit reading Coverage. Ask for ${verdict.missing.join(' ')}.`;
    throw new EhrError('forbidden', message, { server: source.base, resourceType: 'Coverage' });
  }
  const { matches, included } = await read(source, [['patient', source.patient]]);
  const pool = new ResourcePool(source.base);
  for (const resource of [...matches, ...included]) pool.add({ resource });
  const today = dayAt((options.now ?? new Date()).getTime());
  return coveragesOn(
    today,
    matches as Coverage[],
    (payer, coverage) => pool.resolve(payer, coverage) as Organization | undefined,
  );
}

/** Includes may be refused; payers are then called as they are displayed. */
async function read(source: ServerSource, params: SharedParams): Promise<Shared> {
  try {
    return await readShared(source, 'Coverage', [...params, ['_include', 'Coverage:payor']]);
  } catch (thrown) {
    if (!(thrown instanceof EhrError) || !['rejected', 'forbidden'].includes(thrown.code)) throw thrown;
    return readShared(source, 'Coverage', params);
  }
}
