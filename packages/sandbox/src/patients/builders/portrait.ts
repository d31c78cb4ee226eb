/**
 * A small drawn portrait as a PNG, so that a photo can be shown without anyone's photo.
 * @module
 */
import type { Attachment } from 'fhir/r4.js';
import { png } from '../../imaging/png.ts';

type Colour = readonly [red: number, green: number, blue: number];

const SIZE = 96;

/** A head and shoulders in flat colours. */
export function portrait(skin: Colour, hair: Colour, clothes: Colour, background: Colour): Attachment {
  const image = png(SIZE, SIZE, 3, (x, y) => {
    if (within(x, y, 48, 42, 17, 21)) return skin;
    if (within(x, y, 48, 36, 23, 27)) return hair;
    return within(x, y, 48, 100, 38, 34) ? clothes : background;
  });
  return { contentType: 'image/png', data: image.toString('base64'), size: image.length, title: 'Portrait' };
}

function within(x: number, y: number, centreX: number, centreY: number, radiusX: number, radiusY: number): boolean {
  return ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 <= 1;
}
