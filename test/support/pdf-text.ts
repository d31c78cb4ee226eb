/** The words of each page of a PDF as Chromium writes it: streams deflated, fonts with a table back to Unicode. */
import { inflateSync } from 'node:zlib';

export function wordsOfPages(pdf: Buffer): string[] {
  // One character a byte, so that places in the text are places in the file.
  const objects = objectsOf(pdf.toString('latin1'));
  const fonts = new Map<string, Font>();
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const names = [...(/\/Font <<(.*?)>>/s.exec(head)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)];
      for (const [, name = '', number = ''] of names) fonts.set(name, fontOf(objects.get(number), objects));
      return wordsIn(objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? '', fonts);
    });
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

interface Font {
  readonly bytes: number;
  readonly letters: ReadonlyMap<number, string>;
}

function objectsOf(file: string): Map<string, PdfObject> {
  const found = [...file.matchAll(/^(\d+) 0 obj\n(.*?)(?:\sstream\n(.*?)\nendstream)?\nendobj/gms)];
  return new Map(found.map(([, number = '', head = '', body]) => [number, { head, stream: inflated(head, body) }]));
}

function inflated(head: string, body: string | undefined): string {
  if (body === undefined || !head.includes('/FlateDecode')) return body ?? '';
  return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
}

function fontOf(font: PdfObject | undefined, objects: ReadonlyMap<string, PdfObject>): Font {
  const table = objects.get(/\/ToUnicode (\d+) 0 R/.exec(font?.head ?? '')?.[1] ?? '')?.stream ?? '';
  const letters = new Map<number, string>();
  for (const [, code = '', letter = ''] of table.matchAll(/^<(\w+)> <((?:\w{4})+)>$/gm))
    letters.set(parseInt(code, 16), Buffer.from(letter, 'hex').swap16().toString('utf16le'));
  for (const [, first = '', last = '', letter = ''] of table.matchAll(/^<(\w+)> <(\w+)> <(\w{4})>$/gm))
    for (let code = parseInt(first, 16), at = 0; code + at <= parseInt(last, 16); at++)
      letters.set(code + at, String.fromCharCode(parseInt(letter, 16) + at));
  return { bytes: font?.head.includes('/Type0') ? 2 : 1, letters };
}

function wordsIn(content: string, fonts: ReadonlyMap<string, Font>): string {
  let font: Font | undefined;
  let said = '';
  // What stands for other letters than its own says which.
  let actual = false;
  for (const [token, spoken, name, text] of content.matchAll(TOKENS)) {
    if (spoken !== undefined) said += unescaped(spoken);
    if (spoken !== undefined || token === 'EMC') actual = spoken !== undefined;
    else if (name) font = fonts.get(name);
    else if (!actual) for (const code of codesIn(text ?? '', font?.bytes ?? 1)) said += font?.letters.get(code) ?? '';
  }
  return said;
}

const TOKENS =
  /\/ActualText \(((?:\\.|[^\\)])*)\) >> BDC|\bEMC\b|\/(\w+) [\d.]+ Tf|((?:<\w+>|\((?:\\.|[^\\)])*\)|\[[^\]]*\]) T[jJ])/gs;

function codesIn(text: string, bytes: number): number[] {
  const strings = [...text.matchAll(/<(\w+)>|\(((?:\\.|[^\\)])*)\)/gs)].map(([, hex, plain = '']) =>
    hex === undefined ? Buffer.from(unescaped(plain), 'latin1') : Buffer.from(hex, 'hex'),
  );
  const all = Buffer.concat(strings);
  return Array.from({ length: Math.floor(all.length / bytes) }, (_, at) => all.readUIntBE(at * bytes, bytes));
}

function unescaped(text: string): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return text.replace(/\\(?:([0-7]{1,3})|(.))/gs, (_, octal: string | undefined, letter: string) =>
    octal === undefined ? (letters[letter] ?? letter) : String.fromCharCode(parseInt(octal, 8)),
  );
}
