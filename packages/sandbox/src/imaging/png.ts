/**
 * Writing PNG files (ISO/IEC 15948): eight bits a channel, no interlacing.
 * @module
 */
import { crc32, deflateSync } from 'node:zlib';

/** Channels of a picture: grey, or red, green and blue. */
export type Channels = 1 | 3;

/** A picture from what each pixel is, row by row from the top: one level from 0 to 255 for each channel. */
export function png(
  width: number,
  height: number,
  channels: Channels,
  pixel: (x: number, y: number) => readonly number[],
): Buffer {
  const stride = 1 + width * channels;
  const rows = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows.set(pixel(x, y), y * stride + 1 + x * channels);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
