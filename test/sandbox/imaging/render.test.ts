import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import type { ImagingStudy } from 'fhir/r4.js';
import { renderFrame } from '../../../packages/sandbox/src/imaging/render.ts';
import { generatePatients } from '../../../packages/sandbox/src/patients/generate.ts';

const studies = generatePatients({
  seed: 7,
  today: new Date('2026-11-22T18:30:00Z'),
  organisation: 'university-hospital',
}).filter((one): one is ImagingStudy => one.resourceType === 'ImagingStudy');

const addresses = studies.flatMap((study) =>
  (study.series ?? []).flatMap(({ uid: series, instance = [] }) =>
    instance.map(({ uid }) => ({ study, at: { series, instance: uid, frame: 1 } })),
  ),
);

describe('rendering a frame', () => {
  it('draws each instance of every study as a grey PNG of the size asked for, with light and dark in it', () => {
    assert.ok(addresses.length > 20);
    for (const { study, at } of addresses) {
      const { width, height, levels } = read(renderFrame(study, at, 48));
      assert.deepEqual([width, height], [48, 48]);
      assert.ok(Math.max(...levels) > 150 && Math.min(...levels) < 20, `${study.description} ${at.instance}`);
    }
  });

  it('draws no two instances alike, and one always the same', () => {
    const pictures = addresses.map(({ study, at }) => renderFrame(study, at, 64)?.toString('base64'));
    assert.equal(new Set(pictures).size, pictures.length);
    const [first] = addresses;
    assert.equal(first && renderFrame(first.study, first.at, 64)?.toString('base64'), pictures[0]);
  });

  it('moves from frame to frame in an ultrasound, and has one frame elsewhere', () => {
    const moving = addresses.find(({ study }) => study.modality?.[0]?.code === 'US');
    const still = addresses.find(({ study }) => study.modality?.[0]?.code === 'CT');
    assert.ok(moving && still);
    const second = renderFrame(moving.study, { ...moving.at, frame: 2 }, 64);
    assert.ok(second && !second.equals(renderFrame(moving.study, moving.at, 64) ?? Buffer.alloc(0)));
    assert.equal(renderFrame(still.study, { ...still.at, frame: 2 }, 64), undefined);
  });

  it('has nothing for what the study does not hold', () => {
    const [one] = addresses;
    assert.ok(one);
    for (const change of [{ frame: 0 }, { frame: 99 }, { frame: 1.5 }, { instance: '1.2' }, { series: '1.2' }])
      assert.equal(renderFrame(one.study, { ...one.at, ...change }), undefined);
    assert.equal(renderFrame({ ...one.study, series: [] }, one.at), undefined);
  });
});

/** Reads back a grey PNG without row filters, checking its signature. */
function read(bytes: Buffer | undefined): { width: number; height: number; levels: number[] } {
  assert.ok(bytes);
  assert.equal(bytes.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n');
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const start = bytes.indexOf('IDAT');
  const data = inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4)));
  assert.equal(data.length, height * (width + 1));
  const levels = Array.from({ length: height }, (_, y) => [
    ...data.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)),
  ]);
  return { width, height, levels: levels.flat() };
}
