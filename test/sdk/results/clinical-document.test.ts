/** Clinical documents: every word of theirs is read, with what its look says, and nothing that is not well-formed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contentOf } from '../../../packages/sdk/src/format/file.ts';
import {
  aboutAnother,
  clinicalDocumentOf,
  type ClinicalDocument,
} from '../../../packages/sdk/src/topics/clinical-document/clinical-document.ts';
import type { Narrative } from '../../../packages/sdk/src/topics/clinical-document/narrative.ts';
import { xmlOf, type XmlElement } from '../../../packages/sdk/src/topics/clinical-document/xml.ts';
import { dischargeSummary, unstructured } from '../../../stories/support/clinical-document.ts';

const documentOf = (source: string): ClinicalDocument => {
  const found = clinicalDocumentOf(source);
  assert.ok(found);
  return found;
};
/** A section's words, as somebody would write them down. */
const written = (parts: readonly Narrative[]): string => parts.map(line).join('');
const line = (part: Narrative): string => {
  switch (part.kind) {
    case 'text':
      return part.text.replace(/\s+/g, ' ');
    case 'break':
      return '⏎';
    case 'list':
      return `${written(part.caption)}${part.items.map((item) => `(${part.ordered ? '#' : '•'}${written(item)})`).join('')}`;
    case 'table': {
      const rows = part.rows.map(({ part: at, cells }) => {
        const texts = cells.map(
          (cell) => `${cell.isHead ? '!' : ''}${written(cell.of)}${cell.columns > 1 ? `→${cell.columns}` : ''}`,
        );
        return `${at}: ${texts.join(' | ')}`;
      });
      return [written(part.caption), ...rows].join('\n');
    }
    case 'picture':
      return `<${written(part.caption)} ${part.file?.contentType ?? 'not sent'}>`;
    case 'words':
    case 'paragraph':
    case 'caption':
    case 'note':
      return `${part.kind === 'note' ? '*' : ''}${part.looks.map((look) => `{${look}}`).join('')}${written(part.of)}`;
  }
};
const section = (text: string): string => {
  const body = `<structuredBody><component><section><text>${text}</text></section></component></structuredBody>`;
  return written(documentOf(dischargeSummary({ body })).sections[0]?.words ?? []).trim();
};

describe('a clinical document', () => {
  const document = documentOf(dischargeSummary());

  it('says whose it is, who wrote, signed and keeps it, and when', () => {
    assert.deepEqual(document.patients, [
      {
        names: [
          {
            use: 'unknown',
            text: undefined,
            family: 'Adeyemi',
            given: ['Margaret'],
            prefix: [],
            suffix: [],
            period: undefined,
            representation: undefined,
          },
        ],
        birthDate: '1959-03-14',
        gender: 'female',
        identifiers: ['MRN-4711'],
      },
    ]);
    assert.equal(document.title, 'Discharge summary – Médecine interne');
    assert.equal(document.date, '2026-02-01T10:30:00+00:00');
    assert.deepEqual(document.period, { start: '2026-01-28', end: '2026-02-01' });
    assert.deepEqual(document.authors, [
      { name: 'Dr Aoife Ní Bhriain', organization: 'St. Brigid’s Hospital', time: '2026-02-01' },
    ]);
    assert.equal(document.signedBy?.name, 'Prof. Łukasz Żak');
    assert.equal(document.custodian, 'Health records, St. Brigid’s');
    assert.deepEqual([document.version, document.confidentiality], ['2', undefined]);
  });

  it('says the words of a table in its rows and columns, what is crossed out in it as crossed out', () => {
    assert.equal(
      written(document.sections[0]?.words ?? []).trim(),
      [
        'Since 1 February',
        'head: !Medicine | !How to take it | !Status',
        'body: !Bisoprolol 2.5 mg | 1 × daily < 30 minutes before food | Active',
        'body: {deleted}Amlodipine 5 mg | 1 × daily | {bold}Stopped',
        'body: Warfarin | by INR*Next check on 3 February., H{sub}2O⏎{inserted}in the evening→2',
      ].join('\n'),
    );
  });

  it('says paragraphs, lists in lists, links by their words, pictures, and what the standard does not know', () => {
    assert.equal(
      written(document.sections[1]?.words ?? [])
        .trim()
        .replace(/\s+/g, ' '),
      'Admitted with {bold}{italics}chest pain. See the protocol.*Next check on 3 February. ' +
        'In order(#ECG)(#Troponin(•at 0 h)(•at 3 h)) <ECG strip not sent> <Wound image/png> alert(1)',
    );
    const [inner] = document.sections[1]?.sections ?? [];
    assert.deepEqual(inner?.words, [
      { kind: 'paragraph', looks: [], asWritten: true, of: [{ kind: 'text', text: 'None\ncarried out.' }] },
    ]);
  });

  it('says what is not there, and why, and of whom else it tells', () => {
    const told = document.sections.slice(2).map(({ title, type, nothing, words, entries, subject }) => {
      return [title ?? type, nothing, words.length, entries, subject];
    });
    assert.deepEqual(told, [
      ['Allergies', 'NI', 1, 0, undefined],
      ['Vital signs', undefined, 0, 2, undefined],
      ['Social history', 'MSK', 0, 0, undefined],
      ['Newborn', undefined, 1, 0, 'daughter'],
    ]);
  });

  it('is told to be about another by name or birth date, and not for a name that was shortened or a year alone', () => {
    const told = (parts: Parameters<typeof dischargeSummary>[0]): readonly string[] =>
      aboutAnother(documentOf(dischargeSummary(parts)), {
        names: documentOf(dischargeSummary()).patients[0]?.names ?? [],
        birthDate: '1959-03-14',
        gender: 'female',
      });
    assert.deepEqual(told({}), []);
    assert.deepEqual(told({ birthTime: '1959' }), []);
    assert.deepEqual(told({ birthTime: '19590315' }), ['birth date']);
    assert.deepEqual(told({ family: 'Okafor' }), []);
  });

  it('may be another file, as sent or where it lies', () => {
    const read = documentOf(dischargeSummary({ body: unstructured('application/pdf', 'JVBE\n Ri0=') }));
    assert.deepEqual(
      [read.file?.contentType, read.file?.data, read.file?.size, read.sections],
      ['application/pdf', 'JVBERi0=', 5, []],
    );
    const text = documentOf(dischargeSummary({ body: '<nonXMLBody><text>Prüfung &lt; 3</text></nonXMLBody>' })).file;
    assert.deepEqual(
      [text?.contentType, Buffer.from(text?.data ?? '', 'base64').toString()],
      ['text/plain; charset=utf-8', 'Prüfung < 3'],
    );
    const away =
      '<nonXMLBody><text mediaType="application/pdf"><reference value="https://x.example/1"/></text></nonXMLBody>';
    assert.equal(documentOf(dischargeSummary({ body: away })).file?.url, 'https://x.example/1');
  });

  it('loses no words, wherever they stand', () => {
    assert.equal(section('Before <paragraph>in</paragraph> after'), 'Before in after');
    assert.equal(section('<list>Stray<item>One</item></list>'), 'Stray(•One)');
    assert.match(section('<table><tr>Stray<td>One</td></tr><tfoot><tr><td>Sum</td></tr></tfoot></table>'), /^Stray\n/);
    assert.equal(section('<p>HTML <strike>no</strike> <b>yes</b></p>'), 'HTML {deleted}no {bold}yes');
    assert.equal(section('<content styleCode="xLineThrough">Penicillin</content>'), '{deleted}Penicillin');
    assert.equal(section('<foreign xmlns="urn:x">Words <y>inside</y></foreign>'), 'Words inside');
  });
});

describe('what is no clinical document', () => {
  it('is not read: broken, with a document type, with entities, nested without end, or another root', () => {
    const good = dischargeSummary();
    for (const bad of [
      good.replace('</title>', ''),
      good.replace('<ClinicalDocument', '<!DOCTYPE ClinicalDocument [<!ENTITY a "b">]><ClinicalDocument'),
      good.replace('Discharge summary –', '&a;'),
      good.slice(0, -5),
      `${good}<again/>`,
      good.replace('<title>', '<title a="1" a="2">'),
      good.replace('<title>', '<x:title>').replace('</title>', '</x:title>'),
      good.replace('Discharge summary –', 'a & b'),
      good.replace('Discharge summary –', '&#0;'),
      dischargeSummary({ body: `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}` }),
      '<note/>',
      '',
    ])
      assert.equal(clinicalDocumentOf(bad), undefined, bad.slice(0, 80));
  });

  it('is still a document after a licence of several pages, and in whatever letters it was written', () => {
    const licence = `<!-- ${'All rights. '.repeat(1000)} -->`;
    const bytes = (text: string, encoding: BufferEncoding): Uint8Array => new Uint8Array(Buffer.from(text, encoding));
    const long = dischargeSummary().replace('<ClinicalDocument', `${licence}<ClinicalDocument`);
    assert.equal(contentOf(bytes(long, 'utf8'), 'text/xml').kind, 'cda');
    for (const [label, encoding] of [
      ['ISO-8859-1', 'latin1'],
      ['UTF-16', 'utf16le'],
    ] as const) {
      const source = dischargeSummary()
        .replace('UTF-8', label)
        .replaceAll(/[–’ŁŻ]|ukasz |ak/g, '');
      const { kind, text } = contentOf(bytes(source, encoding), 'text/xml');
      assert.equal(kind, 'cda');
      assert.equal(documentOf(text ?? '').title, 'Discharge summary Médecine interne');
    }
  });
});

describe('the XML reader', () => {
  const names = fc.constantFrom('a', 'b:c', 'Ünï-1.x', '_');
  const letters = fc.string({ unit: fc.constantFrom(...'<>&"\'] \n\r\té—😀abc') });
  interface Node {
    readonly name: string;
    readonly value: string;
    readonly children: readonly (Node | string)[];
  }
  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.record({
      name: names,
      value: letters,
      children: fc.array(fc.oneof({ maxDepth: 4 }, letters, tie('node')), { maxLength: 4 }),
    }),
  }));
  const escaped = (text: string): string =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replace(/[\n\r\t]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const markup = ({ name, value, children }: Node): string => {
    const inner = children
      .map((child) => (typeof child === 'string' ? escaped(child) : markup(child)))
      .join('<!-- - -->');
    return `<${name} x="${escaped(value)}" xmlns:b="urn:b">${inner}</${name}>`;
  };
  const joined = (children: readonly unknown[]): unknown[] =>
    children.reduce<unknown[]>((all, child) => {
      if (typeof child === 'string' && typeof all.at(-1) === 'string')
        return [...all.slice(0, -1), `${String(all.at(-1))}${child}`];
      return child === '' ? all : [...all, child];
    }, []);
  const plain = ({ name, value, children }: Node): unknown => [
    name.split(':').at(-1),
    value,
    joined(children.map((child) => (typeof child === 'string' ? child : plain(child)))),
  ];
  const read = ({ name, attributes, children }: XmlElement): unknown => [
    name,
    attributes.get('x'),
    joined(children.map((child) => (typeof child === 'string' ? child : read(child)))),
  ];

  it('reads what was written, every letter of it', () => {
    fc.assert(
      fc.property(node, (one) => {
        const found = xmlOf(`<?xml version="1.0"?>${markup(one)}`);
        assert.ok(found);
        assert.deepEqual(read(found), plain(one));
      }),
    );
  });

  it('never throws, whatever is cut, put in or turned round', () => {
    const source = dischargeSummary();
    fc.assert(
      fc.property(fc.nat(source.length), fc.nat(40), fc.string({ unit: 'binary' }), (at, length, inserted) => {
        clinicalDocumentOf(source.slice(0, at) + inserted + source.slice(at + length));
      }),
    );
  });
});
