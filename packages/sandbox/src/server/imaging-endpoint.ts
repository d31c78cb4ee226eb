/**
 * Images of an organisation by DICOMweb addresses (PS3.18 §10.4, rendered frames only). What may be seen is what the
 * caller may read of ImagingStudy on the FHIR server.
 * @module
 */
import type { Bundle, ImagingStudy } from 'fhir/r4.js';
import type { Context } from 'koa';
import type { FhirRequest, FhirResponse, Grant } from '../fhir/types.ts';
import { fullSize, renderFrame } from '../imaging/render.ts';
import type { AuthorizationServer } from '../smart/authorization-server.ts';
import { allowCrossOrigin } from './cors.ts';
import { grantOf, sendOutcome } from './fhir-endpoint.ts';
import type { Handler } from './handler.ts';

/** What the endpoint serves. */
export interface ImagingEndpointOptions {
  /** Path where it answers, without a slash at the end: `/university-hospital/dicomweb`. */
  readonly at: string;
  /** The FHIR server that holds the studies. */
  readonly handle: (request: FhirRequest) => Promise<FhirResponse>;
  /** Absent when the server is open. */
  readonly authorization: AuthorizationServer | undefined;
}

const smallest = 16;
const largest = 1024;
const address =
  /^\/studies\/(?<study>[\d.]{1,64})\/series\/(?<series>[\d.]{1,64})\/instances\/(?<instance>[\d.]{1,64})(\/frames\/(?<frame>\d{1,4}))?\/rendered$/;

/** `GET {at}/studies/{uid}/series/{uid}/instances/{uid}[/frames/{n}]/rendered[?viewport=width,height]`, as PNG. */
export function imagingEndpoint(options: ImagingEndpointOptions): Handler {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${options.at}/`)) return next();
    if (allowCrossOrigin(ctx, options.authorization ? 'any' : 'local')) {
      ctx.status = 204;
      return;
    }
    if (!['GET', 'HEAD'].includes(ctx.method)) {
      ctx.set('Allow', 'GET, HEAD');
      return sendOutcome(ctx, 405, 'not-supported', 'Images can be read only.');
    }
    const grant = await grantOf(ctx, options.authorization);
    if (grant !== 'refused') await answer(ctx, options, grant);
  };
}

async function answer(ctx: Context, options: ImagingEndpointOptions, grant: Grant | undefined): Promise<void> {
  const wanted = address.exec(ctx.path.slice(options.at.length))?.groups;
  if (!wanted) {
    return sendOutcome(
      ctx,
      404,
      'not-found',
      'Only rendered frames are served: /studies/{uid}/series/{uid}/instances/{uid}/frames/{n}/rendered.',
    );
  }
  if (!ctx.accepts('image/png'))
    return sendOutcome(ctx, 406, 'not-supported', 'Frames are rendered as image/png only.');
  const size = sizeOf(ctx.query['viewport']);
  if (size === undefined) {
    return sendOutcome(
      ctx,
      400,
      'invalid',
      `viewport is a width and a height of ${smallest} to ${largest} pixels, for instance viewport=128,128.`,
    );
  }
  const identifier = encodeURIComponent(`urn:dicom:uid|urn:oid:${wanted['study']}`);
  const found = await options.handle({
    method: 'GET',
    path: `/ImagingStudy?identifier=${identifier}`,
    headers: {},
    ...(grant ? { grant } : {}),
  });
  if (found.status !== 200) return pass(ctx, found);
  const bundle = JSON.parse(found.body ?? '{}') as Bundle<ImagingStudy>;
  const study = bundle.entry?.find(({ resource }) => resource?.resourceType === 'ImagingStudy')?.resource;
  const { series = '', instance = '', frame = '1' } = wanted;
  const image = study && renderFrame(study, { series, instance, frame: Number(frame) }, size);
  if (image === undefined) return sendOutcome(ctx, 404, 'not-found', 'There is no such frame here.');
  ctx.status = 200;
  ctx.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  ctx.type = 'image/png';
  ctx.body = image;
}

/** The edge of the square that fits into the viewport; the full size when none is asked for. */
function sizeOf(viewport: string | string[] | undefined): number | undefined {
  if (viewport === undefined) return fullSize;
  const [, width, height] = /^(\d{1,4}),(\d{1,4})$/.exec(String(viewport)) ?? [];
  const edge = Math.min(Number(width), Number(height));
  return edge >= smallest && edge <= largest ? edge : undefined;
}

function pass(ctx: Context, response: FhirResponse): void {
  ctx.status = response.status;
  ctx.set(response.headers);
  ctx.body = response.body ?? null;
  ctx.status = response.status;
}
