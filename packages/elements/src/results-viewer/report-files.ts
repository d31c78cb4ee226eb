import { html, nothing, type TemplateResult } from 'lit';
import type { PatientDetails, Session } from '@ehr-widgets/sdk';
import { EhrError } from '@ehr-widgets/sdk';
import { isReadable, readFile, type AttachedFile, type ReadFile } from '@ehr-widgets/sdk/results';
import { icon } from '../shared/icons.ts';
import { saveFile } from '../shared/save-file.ts';
import { message, reasonOf } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { ClinicalDocumentContext } from './clinical-document.ts';
import { dataUrl } from './data-url.ts';
import { framedPage, keepsItsLook } from './framed-page.ts';
import type { ReportTelling } from './report-telling.ts';

type Source = Session['sources'][number];

/** How many bytes are read at most: what is larger does not fit a page. */
const MOST = 100_000_000;

type Reading = { readonly kind: 'reading' } | Read | { readonly kind: 'failed'; readonly error: unknown };

interface Read {
  readonly kind: 'read';
  readonly file: ReadFile;
  readonly picture?: string | undefined;
  /** Whether a page is drawn, in a frame. */
  readonly framed: boolean;
  /** Draws the words of a clinical document. */
  readonly document?: ((context: ClinicalDocumentContext) => TemplateResult) | undefined;
}

/** What the files of one line are drawn with. */
export interface FilesContext {
  /** Of the line that has them. */
  readonly key: string;
  readonly source: Source | undefined;
  readonly told: ReportTelling;
  readonly patient: PatientDetails | undefined;
  /** Of the heading above them. */
  readonly level: number;
  /** Whether a file is to be read here: the page may show it in a viewer of its own. */
  readonly mayRead?: ((file: AttachedFile) => boolean) | undefined;
}

/** Files of the entry that is open. None is read before it is asked for, and none is kept once another entry is open. */
export class ReportFiles {
  readonly #changed: () => void;
  readonly #readings = new Map<string, Reading>();
  #going = new AbortController();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Lets go of all that was read. */
  forget(): void {
    this.#going.abort();
    this.#going = new AbortController();
    this.#readings.clear();
  }

  draw(files: readonly AttachedFile[], context: FilesContext): TemplateResult {
    return html`<ul class="files" part="files">
      ${files.map((file) => this.#drawFile(file, { ...context, key: `${context.key} ${file.key}` }))}
    </ul>`;
  }

  /** @param context Its key is the file's. */
  #drawFile(file: AttachedFile, context: FilesContext): TemplateResult {
    const { key, source, told } = context;
    const { reader, report } = told;
    const reading = this.#readings.get(key);
    const isOpen = reading !== undefined && reading.kind !== 'failed';
    const name = file.title ?? report.file;
    const size = sizeText(file.size, told) || report.fileTypes.unsized;
    const said = [typeText(file.contentType, told), size, reader.day(file.created)];
    return html`<li class="file">
      <bdi class="nm">${name}</bdi>
      <bdi class="muted num">${said.filter(Boolean).join(' · ')}</bdi>
      ${
        source && isReadable(file, source)
          ? html`<button
              class="btn small"
              type="button"
              aria-expanded=${isOpen ? 'true' : 'false'}
              @click=${(event: Event) => (isOpen ? this.#close(key) : this.#open(file, context, event))}
            >
              ${isOpen ? report.closeFile : report.showFile}<span class="vh"> ${name}</span>
            </button>`
          : html`<p class="muted">${file.url ? report.fileElsewhere(placeOf(file.url)) : report.noFile}</p>`
      }
      <div role="status">
        ${reading?.kind === 'read' ? html`<span class="vh">${report.fileRead}</span>` : nothing}
        ${reading && reading.kind !== 'read' ? this.#drawReading(reading, file, context) : nothing}
      </div>
      ${reading?.kind === 'read' ? html`<div>${this.#drawContent(reading, name, context)}</div>` : nothing}
    </li>`;
  }

  /** The button stays, so that the focus does. */
  #open(file: AttachedFile, { key, source, mayRead }: FilesContext, event: Event): void {
    if (source && (mayRead?.(file) ?? true)) void this.#read(file, key, source, event);
  }

  #close(key: string): void {
    this.#readings.delete(key);
    this.#changed();
  }

  #drawReading(
    reading: Exclude<Reading, Read>,
    file: AttachedFile,
    { key, source, told }: FilesContext,
  ): TemplateResult {
    const { report, reader } = told;
    if (reading.kind === 'reading') return html`<p class="muted">${report.readingFile}</p>`;
    const states = stateStrings.for(reader);
    const { error } = reading;
    const why = error instanceof EhrError ? states.failedNext(reasonOf(error.code), error.status) : '';
    const again = html`<button
      class="btn small"
      type="button"
      @click=${(event: Event) => source && void this.#read(file, key, source, event)}
    >
      ${states.tryAgain}
    </button>`;
    return message('warning', report.fileFailed, why, again);
  }

  async #read(file: AttachedFile, key: string, source: Source, { currentTarget }: Event): Promise<void> {
    const near = (currentTarget as Element).closest('.file') as Element;
    const { signal } = this.#going;
    const reading: Reading = { kind: 'reading' };
    // Closed meanwhile, or let go of.
    const isOver = (): boolean => signal.aborted || this.#readings.get(key) !== reading;
    this.#set(key, reading);
    try {
      const read = await readFile(file, source, { signal, most: MOST });
      const picture = SHOWN.has(read.type) ? await dataUrl(new Blob([read.bytes], { type: read.type })) : undefined;
      const documents = read.kind === 'cda' ? await import('./clinical-document.ts') : undefined;
      if (isOver()) return;
      const framed = read.kind === 'html' && keepsItsLook(read.text ?? '', near);
      const document = documents?.clinicalDocument(read.text ?? '', near.getRootNode());
      this.#set(key, { kind: 'read', file: read, picture, framed, document });
    } catch (error) {
      if (!isOver()) this.#set(key, { kind: 'failed', error });
    }
  }

  /**
   * Text as text, pictures as pictures, clinical documents in their words, and pages of HTML in a frame without rights. What
   * else a program would interpret is neither drawn nor run here: it is offered to be saved, as all of it is.
   */
  #drawContent({ file, picture, framed, document }: Read, name: string, context: FilesContext): TemplateResult {
    const { told, patient, level } = context;
    const { report, reader } = told;
    const save = html`<button
      class="btn small"
      type="button"
      @click=${() => saveFile(new Blob([file.bytes], { type: file.type }), `file.${ENDINGS[file.type] ?? 'bin'}`)}
    >
      ${report.saveFile}<span class="vh"> ${name}</span>
    </button>`;
    const isShown = picture !== undefined || file.kind === 'text' || framed || document;
    const notShown = file.kind === 'html' ? report.unstyled : report.notShown;
    const within = { ...context, mayRead: undefined };
    const drawFiles = (files: readonly AttachedFile[]): TemplateResult => this.draw(files, within);
    return html`${
        file.stated
          ? html`<div class="note caution">
              ${icon('warning')}
              <p>${report.statedAs(typeText(file.stated, told), typeText(file.type, told))}</p>
            </div>`
          : nothing
      }
      ${picture !== undefined ? html`<img class="picture" src=${picture} alt=${name} />` : nothing}
      ${file.kind === 'text' ? html`<pre dir="auto">${file.text}</pre>` : nothing}
      ${document?.({ reader, patient, level, drawFiles }) ?? nothing}
      ${
        framed
          ? html`${framedPage(file.text ?? '', name)}
              <p class="muted">${report.framed}</p>`
          : nothing
      }
      ${isShown ? nothing : html`<p class="muted">${notShown(typeText(file.type, told), sizeText(file.bytes.length, told))}</p>`}
      <div class="acts">${save}</div>`;
  }

  #set(key: string, reading: Reading): void {
    this.#readings.set(key, reading);
    this.#changed();
  }
}

/** Pictures that every browser draws, by what their bytes are. */
const SHOWN: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/bmp', 'image/webp']);

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/rtf': 'rtf',
  'application/xml': 'xml',
  'application/dicom': 'dcm',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'text/html': 'html',
  'text/plain': 'txt',
};

/** A type in words; one that has none is told as sent. */
function typeText(type: string | undefined, { report }: ReportTelling): string {
  const bare = type?.split(';')[0]?.trim().toLowerCase();
  if (!bare) return report.fileTypes.unstated;
  if (bare.startsWith('image/')) return report.fileTypes.image(bare.slice('image/'.length).toUpperCase());
  switch (bare) {
    case 'application/pdf':
      return 'PDF';
    case 'application/rtf':
    case 'text/rtf':
      return 'RTF';
    case 'application/dicom':
      return 'DICOM';
    case 'text/plain':
      return report.fileTypes.text;
    case 'text/html':
      return report.fileTypes.html;
    case 'application/xml':
    case 'text/xml':
      return report.fileTypes.xml;
    case 'application/hl7-cda+xml':
      return report.fileTypes.cda;
    case 'application/octet-stream':
      return report.fileTypes.unknown;
    default:
      return bare;
  }
}

function sizeText(bytes: number | undefined, { reader }: ReportTelling): string {
  if (bytes === undefined) return '';
  const [unit, value] =
    bytes < 1000 ? ['byte', bytes] : bytes < 1_000_000 ? ['kilobyte', bytes / 1000] : ['megabyte', bytes / 1_000_000];
  const shape = {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: bytes < 1_000_000 ? 0 : 1,
  } as const;
  return new Intl.NumberFormat(reader.locale, shape).format(value);
}

/** Only where it lies: the rest of an address may say whose it is. */
function placeOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}
