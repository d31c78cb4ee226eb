/**
 * A small drawn portrait as a PNG (ISO/IEC 15948), so that a photo can be shown without anyone's photo.
 * @module
 */
import { crc32, deflateSync } from 'node:zlib';
import type { Attachment } from 'fhir/r4.js';

type Colour = readonly [red: number, green: number, blue: number];

const SIZE = 96;

/** A head and shoulders in flat colours. */
export function portrait(skin: Colour, hair: Colour, clothes: Colour, background: Colour): Attachment {
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 3));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const colour = within(x, y, 48, 42, 17, 21)
        ? skin
        : within(x, y, 48, 36, 23, 27)
          ? hair
          : within(x, y, 48, 100, 38, 34)
            ? clothes
            : background;
      rows.set(colour, y * (1 + SIZE * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { contentType: 'image/png', data: png.toString('base64'), size: png.length, title: 'Portrait' };
}

function within(x: number, y: number, centreX: number, centreY: number, radiusX: number, radiusY: number): boolean {
  return ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 <= 1;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
