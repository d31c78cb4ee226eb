/** Photos of those whom a visit is with: known with the appointment, read from its own source, and pictures only. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Appointment, Attachment, Practitioner } from 'fhir/r4.js';
import { appointments, readPhoto, type VisitPerson } from '../../../packages/sdk/src/appointments.ts';
import { ResourcePool } from '../../../packages/sdk/src/fhir/references.ts';
import { serverSource } from '../../support/fixed-session.ts';
import { send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';

const bytesOf = { png: '\x89PNG\r\n\x1a\n', jpeg: '\xff\xd8\xff\xe0', webp: 'RIFF....WEBPVP8 ', gif: 'GIF89a' };
const base64 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('base64');

/** Of the doctor of the one appointment that there is. */
function photosOf(...photo: Attachment[]): VisitPerson['photos'] {
  const pool = new ResourcePool('');
  const doctor: Practitioner = { resourceType: 'Practitioner', id: '1', name: [{ text: 'Dr. Anil Patel' }], photo };
  const participant: Appointment['participant'] = [{ actor: { reference: 'Practitioner/1' }, status: 'accepted' }];
  const resource: Appointment = { resourceType: 'Appointment', id: '1', status: 'proposed', participant };
  for (const one of [doctor, resource]) pool.add({ resource: one });
  const { requested } = appointments.view({
    matches: [{ resource, origin: { source: 'a', sourceName: 'Clinic' } }],
    now: new Date('2026-10-19T12:00:00Z'),
    resolve: (reference, within) => pool.resolve(reference, within.resource),
  });
  const person = requested[0]?.people[0];
  assert.equal(person?.name, 'Dr. Anil Patel');
  return person.photos;
}

describe('reading a photo', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());
  const serving = async (answer: Answer) => serverSource('Clinic', (server = await serve(answer)).base, 'p');
  const fails: Answer = (_, response) => send(response, '', 500);

  it('takes what came with the appointment, and asks nobody for it', async () => {
    const source = await serving(fails);
    const photos = photosOf({ contentType: 'image/jpeg', data: base64(bytesOf.jpeg) });
    assert.equal((await readPhoto(photos, source))?.type, 'image/jpeg');
    assert.deepEqual(server?.requests, []);
  });

  it('fetches what lies at the source, and nothing from anywhere else', async () => {
    const source = await serving((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(Buffer.from(bytesOf.png, 'latin1'));
    });
    const elsewhere = { contentType: 'image/png', url: 'https://elsewhere.example/face.png' };
    assert.equal(await readPhoto(photosOf(elsewhere), source), undefined);
    assert.deepEqual(server?.requests, []);
    const read = await readPhoto(photosOf(elsewhere, { contentType: 'image/png', url: 'Binary/face' }), source);
    assert.deepEqual([read?.type, server?.requests.length], ['image/png', 1]);
  });

  it('takes PNG, JPEG, GIF and WebP only, by what is said and by the bytes', async () => {
    const source = await serving(fails);
    const typeOf = async (data: string, contentType?: string): Promise<string | undefined> =>
      (await readPhoto(photosOf({ data: base64(data), ...(contentType && { contentType }) }), source))?.type;
    for (const [kind, bytes] of Object.entries(bytesOf)) assert.equal(await typeOf(bytes), `image/${kind}`);
    assert.equal(await typeOf(bytesOf.jpeg, 'image/jpg; q=1'), 'image/jpeg');
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
    for (const stated of ['image/svg+xml', 'image/png', undefined]) assert.equal(await typeOf(svg, stated), undefined);
    assert.equal(await typeOf(bytesOf.png, 'image/svg+xml'), undefined);
    assert.equal(await typeOf('BM'.padEnd(60, '\0'), 'image/bmp'), undefined);
  });

  it('does not fetch what is said to be too large, and reads no further than that', async () => {
    const source = await serving((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(Buffer.alloc(2_000_001));
    });
    const photo = { contentType: 'image/png', url: 'Binary/face' };
    assert.equal(await readPhoto(photosOf({ ...photo, size: 2_000_001 }), source), undefined);
    assert.deepEqual(server?.requests, []);
    await assert.rejects(readPhoto(photosOf(photo), source), { code: 'rejected' });
    const inline = { contentType: 'image/png', data: base64(bytesOf.png.padEnd(2_000_001, '\0')) };
    assert.equal(await readPhoto(photosOf(inline), source), undefined);
  });
});
