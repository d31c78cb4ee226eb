import { html, nothing, type TemplateResult } from 'lit';
import { frameUrl, type ImagingSeries, type ImagingStudyLine } from '@ehr-widgets/sdk/results';
import { nameOf, placeOf } from '../patient-summary/sections/line-words.ts';
import { message } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { dataUrl } from './data-url.ts';
import type { ReportTelling } from './report-telling.ts';

/** Fetches a frame of a study by its DICOMweb address, with whatever credentials the page has for it. */
export type ImageFetch = (url: string) => Promise<Blob>;

/** Edge of a frame as it is asked for, in pixels. */
const SIZE = 512;

type Picture = { readonly kind: 'loading' | 'failed' } | { readonly kind: 'shown'; readonly src: string };

/** Pictures of the studies that are open. None is fetched before it is asked for; none is kept once another entry is open. */
export class ReportImages {
  readonly #changed: () => void;
  readonly #pictures = new Map<string, Picture>();
  /** Of each series that somebody looks at, which of its images. */
  readonly #at = new Map<string, number>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Lets go of all that was fetched. */
  forget(): void {
    this.#pictures.clear();
    this.#at.clear();
  }

  draw(study: ImagingStudyLine, fetch: ImageFetch | undefined, told: ReportTelling): TemplateResult {
    return html`<ul class="files" part="series">
      ${study.series.map((series) => this.#drawSeries(study, series, fetch, told))}
    </ul>`;
  }

  #drawSeries(
    study: ImagingStudyLine,
    series: ImagingSeries,
    fetch: ImageFetch | undefined,
    told: ReportTelling,
  ): TemplateResult {
    const { reader, report } = told;
    const key = `${study.key} ${series.key}`;
    const name = series.description ?? report.series(series.number ?? '');
    const said = [
      reader.concept(series.modality),
      reader.concept(series.bodyPart),
      reader.concept(series.laterality),
      report.images(reader.count(series.instanceCount)),
    ];
    const middle = Math.floor((series.instances.length - 1) / 2);
    const [first] = series.instances;
    const isThere = first !== undefined && frameUrl(study, series, first) !== undefined;
    return html`<li class="file">
      <bdi class="nm">${name}</bdi>
      <bdi class="muted num">${reader.list(said)}</bdi>
      ${
        !isThere
          ? html`<p class="muted">${report.noImages}</p>`
          : !fetch
            ? html`<p class="muted">${report.imagesElsewhere}</p>`
            : this.#at.has(key)
              ? this.#drawPicture(study, series, fetch, told)
              : html`<button class="btn small" type="button" @click=${() => this.#turn(study, series, fetch, middle)}>
                  ${report.showImage}<span class="vh"> ${name}</span>
                </button>`
      }
    </li>`;
  }

  /** One image at a time; the arrow keys go to the next, as the buttons do. */
  #drawPicture(study: ImagingStudyLine, series: ImagingSeries, fetch: ImageFetch, told: ReportTelling): TemplateResult {
    const { reader, report, words } = told;
    const at = this.#at.get(`${study.key} ${series.key}`) ?? 0;
    const all = series.instances.length;
    const place = report.imageOf(reader.count(at + 1), reader.count(all));
    const picture = this.#pictures.get(addressOf(study, series, at));
    const turn = (to: number): void => {
      if (to >= 0 && to < all) this.#turn(study, series, fetch, to);
    };
    const step = (word: string, to: number): TemplateResult =>
      html`<button
        class="btn small"
        type="button"
        aria-disabled=${to < 0 || to >= all ? 'true' : 'false'}
        @click=${() => turn(to)}
      >
        ${word}
      </button>`;
    return html`<div
      role="group"
      aria-label=${series.description ?? place}
      @keydown=${(event: KeyboardEvent) => {
        const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (by === 0) return;
        event.preventDefault();
        turn(at + by);
      }}
    >
      ${picture?.kind === 'shown' ? html`<img class="picture" src=${picture.src} alt=${place} />` : nothing}
      <p class="muted num" role="status">${place} ${picture?.kind === 'loading' ? report.readingFile : nothing}</p>
      ${
        picture?.kind === 'failed'
          ? message(
              'warning',
              report.imageFailed,
              '',
              html`<button class="btn small" type="button" @click=${() => this.#turn(study, series, fetch, at)}>
                ${stateStrings.for(reader).tryAgain}
              </button>`,
            )
          : nothing
      }
      <div class="acts">${step(words.newerPage, at - 1)} ${step(words.olderPage, at + 1)}</div>
    </div>`;
  }

  #turn(study: ImagingStudyLine, series: ImagingSeries, fetch: ImageFetch, at: number): void {
    const address = addressOf(study, series, at);
    this.#at.set(`${study.key} ${series.key}`, at);
    const known = this.#pictures.get(address);
    if (!known || known.kind === 'failed') void this.#fetch(address, fetch);
    this.#changed();
  }

  async #fetch(address: string, fetch: ImageFetch): Promise<void> {
    const loading: Picture = { kind: 'loading' };
    this.#pictures.set(address, loading);
    const picture = await pictureOf(address, fetch);
    // Nobody waits for it any more.
    if (this.#pictures.get(address) !== loading) return;
    this.#pictures.set(address, picture);
    this.#changed();
  }
}

/** The host's function may do whatever it does: what is no picture has failed. */
async function pictureOf(address: string, fetch: ImageFetch): Promise<Picture> {
  try {
    const blob = await fetch(address);
    if (blob.type.startsWith('image/')) return { kind: 'shown', src: await dataUrl(blob) };
  } catch {
    // Said below.
  }
  return { kind: 'failed' };
}

function addressOf(study: ImagingStudyLine, series: ImagingSeries, at: number): string {
  const instance = series.instances[at];
  return (instance && frameUrl(study, series, instance, { size: SIZE })) ?? '';
}

/** All that was sent of a study besides its series, under labels; what was not sent is left out. */
export function drawStudyFacts(study: ImagingStudyLine, told: ReportTelling): TemplateResult {
  const { reader, values, report } = told;
  const { facts } = report;
  const isClinician = reader.persona === 'clinician';
  const all: (readonly [string, string])[] = [
    [facts.study, nameOf(study, values)],
    [facts.taken, reader.date(study.date)],
    [facts.modality, reader.concepts(study.modalities)],
    [facts.bodyPart, reader.concepts(study.bodyParts)],
    [facts.reason, reader.concepts(study.reasons)],
    [facts.orderedBy, reader.party(study.referrer)],
    [facts.interpreter, reader.parties(study.interpreters)],
    [facts.status, study.status === 'available' ? '' : (study.statusCode ?? report.status.unknown)],
    [facts.identifier, study.accession ?? ''],
    [facts.images, report.images(reader.count(study.instanceCount))],
    ...study.notes.map((note) => [told.words.facts.note, reader.note(note)] as const),
    [facts.source, placeOf(study.origin, values.words)],
    [facts.reference, isClinician ? study.reference : ''],
  ];
  return html`<dl class="story">
    ${all
      .filter(([, text]) => text)
      .map(
        ([label, text]) =>
          html`<div>
            <dt>${label}</dt>
            <dd class="num"><bdi>${text}</bdi></dd>
          </div>`,
      )}
  </dl>`;
}
