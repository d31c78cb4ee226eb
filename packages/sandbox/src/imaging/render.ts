/**
 * Rendering a frame of a synthetic study (DICOMweb, PS3.18 §10.4 Retrieve Rendered).
 * @module
 */
import { createHash } from 'node:crypto';
import type { ImagingStudy } from 'fhir/r4.js';
import { phantom } from './phantoms.ts';
import { png } from './png.ts';

/** Which frame, by the UIDs of DICOM. */
export interface FrameAddress {
  readonly series: string;
  readonly instance: string;
  /** From 1. */
  readonly frame: number;
}

/** Edge of a frame in pixels where no other size is asked for; frames are square. */
export const fullSize = 512;

/** Frames in an instance of a modality that moves. */
const movingFrames = 8;
const sideways = /lateral|side/i;

/**
 * The frame as PNG bytes, `size` pixels wide and high. Undefined when the study has no such series, instance or frame.
 * The same address gives the same bytes.
 */
export function renderFrame(study: ImagingStudy, address: FrameAddress, size = fullSize): Buffer | undefined {
  const series = study.series?.find(({ uid }) => uid === address.series);
  const instances = series?.instance ?? [];
  const at = instances.findIndex(({ uid }) => uid === address.instance);
  const instance = instances[at];
  if (series === undefined || instance === undefined) return undefined;
  const modality = series.modality.code ?? '';
  const frames = modality === 'US' ? movingFrames : 1;
  if (!Number.isInteger(address.frame) || address.frame < 1 || address.frame > frames) return undefined;
  const draw = phantom({
    modality,
    part: series.bodySite?.code ?? '',
    position: instances.length < 2 ? 0.5 : at / (instances.length - 1),
    phase: (address.frame - 1) / frames,
    side: sideways.test(instance.title ?? ''),
    variation: variationOf(instance.uid),
  });
  const place = (pixel: number): number => ((pixel + 0.5) / size) * 2 - 1;
  return png(size, size, 1, (x, y) => [Math.round(255 * Math.min(1, Math.max(0, draw(place(x), place(y)))))]);
}

function variationOf(uid: string): number {
  return createHash('sha256').update(uid).digest().readUInt32BE(0) / 2 ** 32;
}
