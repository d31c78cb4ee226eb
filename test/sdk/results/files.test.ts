/** Files of a record: told by their bytes and not by what is said of them, their text right, and fetched from nowhere else. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { EhrError } from '../../../packages/sdk/src/errors.ts';
import { bytesOf, contentOf } from '../../../packages/sdk/src/format/file.ts';
import { isReadable, readFile } from '../../../packages/sdk/src/record/later/read-file.ts';
import type { BundleSource } from '../../../packages/sdk/src/session/source.ts';
import { attachmentsOf } from '../../../packages/sdk/src/topics/attachment.ts';
import { documents } from '../../../packages/sdk/src/topics/documents.ts';
import { serverSource } from '../../support/fixed-session.ts';
import { send, serve, type Answer, type TestServer } from '../../support/fhir-server.ts';
import { keys, viewOf } from '../../support/views.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding));
const kindOf = (some: Uint8Array, stated?: string): string => {
  const { kind, type } = contentOf(some, stated);
  return `${kind} ${type}`;
};

describe('what a file is', () => {
  it('is seen in its bytes, whatever is said of it', () => {
    assert.equal(kindOf(bytes('%PDF-1.7 …'), 'text/html'), 'pdf application/pdf');
    assert.equal(kindOf(bytes('\x89PNG\r\n\x1a\n', 'latin1'), 'application/pdf'), 'image image/png');
    assert.equal(kindOf(bytes('\xff\xd8\xff\xe0', 'latin1')), 'image image/jpeg');
    assert.equal(kindOf(bytes('RIFF....WEBPVP8 ', 'latin1')), 'image image/webp');
    assert.equal(kindOf(bytes(`${'\0'.repeat(128)}DICM`, 'latin1'), 'text/plain'), 'dicom application/dicom');
    assert.equal(kindOf(bytes('{\\rtf1 Hello}'), 'text/plain'), 'rtf application/rtf');
    assert.equal(kindOf(bytes('  <!DOCTYPE html><html><script>x</script>'), 'text/plain'), 'html text/html');
    assert.equal(kindOf(bytes('<p>Hello</p>'), 'image/png'), 'html text/html');
    assert.equal(
      kindOf(bytes('<?xml version="1.0"?><?xml-stylesheet href="x"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3">')),
      'cda application/xml',
    );
    assert.equal(kindOf(bytes('<svg onload="alert(1)">'), 'image/svg+xml'), 'xml application/xml');
    assert.equal(kindOf(bytes('BMI is 27 <kg/m2>'), 'image/bmp'), 'text text/plain');
    assert.equal(kindOf(bytes('\0\x01\x02', 'latin1'), 'application/pdf'), 'unknown application/octet-stream');
    assert.equal(kindOf(bytes('')), 'text text/plain');
  });

  it('is text in the charset of its mark, as stated, as it says itself, as UTF-8, or else as windows-1252', () => {
    const text = (some: Uint8Array, stated?: string): string | undefined => contentOf(some, stated).text;
    assert.equal(text(bytes('Blæðing – 37 °C')), 'Blæðing – 37 °C');
    assert.equal(text(bytes('Blæðing', 'latin1')), 'Blæðing');
    assert.equal(text(bytes('Blæðing', 'latin1'), 'text/plain; charset=iso-8859-1'), 'Blæðing');
    assert.equal(text(bytes('\ufeffPrøve', 'utf16le'), 'text/plain'), 'Prøve');
    assert.equal(text(bytes('Prøve', 'utf16le'), 'text/plain;charset=utf-16le'), 'Prøve');
    assert.equal(
      text(bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1'), 'text/xml')?.endsWith('<a>é</a>'),
      true,
    );
    assert.equal(text(bytes('Übelkeit'), 'text/plain; charset=no-such'), 'Übelkeit');
  });

  it('is known in base64 of any kind, and what is none is none', () => {
    const shown = (base64: string): string | undefined => {
      const found = bytesOf(base64);
      return found && Buffer.from(found).toString();
    };
    assert.equal(shown('SMOk\r\nbW8='), 'Hämo');
    assert.equal(shown('SMOkbW8'), 'Hämo');
    assert.equal(shown('8J-Yig=='), '😊');
    assert.equal(shown('no base64!'), undefined);
  });
});

describe('reading a file', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());
  const serving = async (answer: Answer) => serverSource('Clinic', (server = await serve(answer)).base, 'p');
  const [inline, there, elsewhere, binary] = attachmentsOf([
    { contentType: 'text/html', data: Buffer.from('Grüße').toString('base64'), title: 'Letter' },
    { contentType: 'application/pdf', url: 'Binary/1', size: 8 },
    { contentType: 'application/pdf', url: 'https://elsewhere.example/x.pdf' },
    { contentType: 'text/plain', url: 'Binary/2' },
  ]) as [Attached, Attached, Attached, Attached];
  type Attached = ReturnType<typeof attachmentsOf>[number];

  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'read',
      (error: unknown) => (error instanceof EhrError ? error.code : error),
    );

  it('takes what came with the line, says its size before, and what it was stated to be where it is not that', async () => {
    const source = await serving((_, response) => send(response, '', 500));
    assert.deepEqual([inline.size, isReadable(inline, source)], [7, true]);
    const { text, kind, stated } = await readFile(inline, source);
    assert.deepEqual([text, kind, stated], ['Grüße', 'text', 'text/html']);
    assert.deepEqual(server?.requests, []);
  });

  it('fetches what lies under the base, as bytes or as a Binary', async () => {
    const source = await serving((path, response, request) => {
      if (path === 'Binary/2')
        return send(response, { resourceType: 'Binary', contentType: 'text/plain', data: 'w6k=' });
      assert.match(request.headers.accept ?? '', /^application\/pdf/);
      response.writeHead(200, { 'content-type': 'application/pdf' });
      response.end('%PDF-1.7');
    });
    assert.deepEqual([there.size, (await readFile(there, source)).kind], [8, 'pdf']);
    assert.equal((await readFile(binary, source)).text, 'é');
  });

  it('fetches nothing from anywhere else', async () => {
    const source = await serving((_, response) => send(response, '', 500));
    assert.equal(isReadable(elsewhere, source), false);
    assert.equal(await codeOf(readFile(elsewhere, source)), 'rejected');
    const climbing = { ...there, url: 'Binary/../../../x' };
    assert.equal(await codeOf(readFile(climbing, source)), 'rejected');
    assert.deepEqual(server?.requests, []);
  });

  it('reads no more than was asked for, and tells refusals apart', async () => {
    const source = await serving((path, response) => {
      if (path === 'Binary/2') return send(response, '', 403);
      response.writeHead(200, { 'content-type': 'application/pdf' });
      response.write('%PDF-1.7');
      response.end('x'.repeat(5000));
    });
    assert.equal(await codeOf(readFile(there, source, { most: 1000 })), 'rejected');
    assert.equal(await codeOf(readFile(there, source, { most: 10_000 })), 'read');
    assert.equal(await codeOf(readFile(binary, source)), 'forbidden');
    const stop = new AbortController();
    stop.abort('enough');
    assert.equal(await codeOf(readFile(there, source, { signal: stop.signal })), 'enough');
    assert.equal(await codeOf(readFile({ key: '0', data: '!' }, source)), 'bad-response');
  });

  it('goes from a Media to its file, there or elsewhere under the base, and from that to no other', async () => {
    const picture = { contentType: 'image/png', data: Buffer.from('\x89PNG\r\n', 'latin1').toString('base64') };
    const source = await serving((path, response) => {
      if (path === 'Media/there') return send(response, { resourceType: 'Media', content: { url: 'Media/1' } });
      if (path === 'Media/loop') return send(response, { resourceType: 'Media', content: { url: 'Media/loop' } });
      send(response, {
        resourceType: path === 'Media/1' ? 'Media' : 'Binary',
        content: { url: 'Binary/9' },
        ...picture,
      });
    });
    const read = (url: string) => readFile({ key: '0', url }, source);
    assert.equal((await read('Media/1')).kind, 'image');
    assert.equal(await codeOf(read('Media/there')), 'bad-response');
    assert.equal(await codeOf(read('Media/loop')), 'bad-response');
    const bundle = {
      resourceType: 'Bundle',
      entry: [{ fullUrl: 'urn:uuid:1', resource: { resourceType: 'Media', content: { url: 'urn:uuid:1' } } }],
    };
    const held = { kind: 'bundle', id: 'b', name: 'Document', base: '', bundle } as unknown as BundleSource;
    assert.equal(await codeOf(readFile({ key: '0', url: 'urn:uuid:1' }, held)), 'not-found');
  });

  it('does not show a picture that is in the record of another patient', async () => {
    const mine = { reference: 'Patient/1' };
    const source = await serving((path, response) =>
      send(response, {
        resourceType: 'Media',
        subject: path === 'Media/mine' ? mine : { reference: 'Patient/other' },
        content: { contentType: 'text/plain', data: 'w6k=' },
      }),
    );
    assert.equal((await readFile({ key: '0', url: 'Media/mine' }, { ...source, patient: '1' })).text, 'é');
    assert.equal(await codeOf(readFile({ key: '0', url: 'Media/theirs' }, { ...source, patient: '1' })), 'rejected');
  });

  it('finds in a document what it holds', async () => {
    const resource = { resourceType: 'Binary', id: '7', contentType: 'text/plain', data: 'w6k=' };
    const bundle = { resourceType: 'Bundle', type: 'document', entry: [{ fullUrl: 'urn:uuid:1', resource }] };
    const source = { kind: 'bundle', id: 'b', name: 'Document', base: '', bundle } as unknown as BundleSource;
    for (const url of ['urn:uuid:1', 'Binary/7']) assert.equal((await readFile({ key: '0', url }, source)).text, 'é');
    assert.equal(await codeOf(readFile({ key: '0', url: 'Binary/8' }, source)), 'not-found');
  });
});

describe('documents of the record', () => {
  const letter = (id: string, more: object = {}): object => ({
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    type: { text: 'Discharge letter' },
    date: '2026-03-01T08:00:00Z',
    content: [{ attachment: { contentType: 'application/pdf', url: 'Binary/1', title: 'Letter' } }],
    ...more,
  });

  it('are told with their files; what another replaces is past, and what was a mistake is neither', () => {
    const view = viewOf(documents, [
      letter('1'),
      letter('2', { status: 'superseded' }),
      letter('3', { docStatus: 'entered-in-error' }),
    ]);
    assert.deepEqual(
      [keys(view.current), keys(view.past), keys(view.enteredInError)],
      [['A/DocumentReference/1'], ['A/DocumentReference/2'], ['A/DocumentReference/3']],
    );
    assert.equal(view.current[0]?.attachments[0]?.title, 'Letter');
  });
});
