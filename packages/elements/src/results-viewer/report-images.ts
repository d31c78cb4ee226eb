import { html, nothing, type TemplateResult } from 'lit';
import { frameUrl, type ImagingSeries, type ImagingStudyLine } from '@ehr-widgets/sdk/results';
import { nameOf, placeOf } from '../patient-summary/sections/line-words.ts';
import { message } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import { InSight } from './in-sight.ts';
import { Pictures, type ImageFetch } from './pictures.ts';
import type { ReportTelling } from './report-telling.ts';

/** Edge of a frame as it is asked for, in pixels: opened, and as the small picture of its series. */
const [SIZE, SMALL] = [512, 160];

/** What the pictures of one study are drawn with. */
interface Drawing {
  readonly study: ImagingStudyLine;
  readonly read: ImageFetch;
  readonly told: ReportTelling;
}

/** Pictures of the studies that are open. None is fetched before it is asked for; none is kept once another entry is open. */
export class ReportImages {
  readonly #changed: () => void;
  readonly #pictures: Pictures;
  readonly #inSight = new InSight();
  /** Studies whose small pictures somebody asked for. */
  readonly #asked = new Set<string>();
  /** Of each series that somebody looks at, which of its images. */
  readonly #at = new Map<string, number>();

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#pictures = new Pictures(changed);
  }

  /** Lets go of all that was fetched. */
  forget(): void {
    this.#pictures.forget();
    this.#inSight.forget();
    this.#asked.clear();
    this.#at.clear();
  }

  draw(study: ImagingStudyLine, fetch: ImageFetch | undefined, told: ReportTelling): TemplateResult {
    return html`${fetch && study.series.some((series) => isThere(study, series)) ? this.#drawOffer(study, told) : nothing}
      <ul class="files" part="series">
        ${study.series.map((series) => this.#drawSeries(study, series, fetch, told))}
      </ul>`;
  }

  /** How much there is stands before anything is fetched. The button stays, so that the focus does. */
  #drawOffer(study: ImagingStudyLine, { reader, report, values }: ReportTelling): TemplateResult {
    const isAsked = this.#asked.has(study.key);
    return html`<div class="offer">
      <span class="muted num">
        ${reader.list([
          report.seriesCount(reader.count(study.seriesCount)),
          report.images(reader.count(study.instanceCount)),
        ])}.
        ${report.imagesFirst}
      </span>
      <button
        class="btn small"
        type="button"
        aria-pressed=${isAsked ? 'true' : 'false'}
        @click=${() => this.#ask(study, !isAsked)}
      >
        ${report.showImages}<span class="vh"> <bdi>${nameOf(study, values)}</bdi></span>
      </button>
    </div>`;
  }

  #drawSeries(
    study: ImagingStudyLine,
    series: ImagingSeries,
    fetch: ImageFetch | undefined,
    told: ReportTelling,
  ): TemplateResult {
    const { reader, report } = told;
    const said = [
      reader.concept(series.modality),
      reader.concept(series.bodyPart),
      reader.concept(series.laterality),
      report.images(reader.count(series.instanceCount)),
    ];
    const drawing = fetch && this.#asked.has(study.key) && isThere(study, series) && { study, read: fetch, told };
    const turn = (by: number): void => {
      const at = this.#at.get(keyOf(study, series));
      if (drawing && at !== undefined) this.#turn(drawing, series, at + by);
    };
    return html`<li
      class="file"
      @keydown=${(event: KeyboardEvent) => {
        const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (by === 0 || !this.#at.has(keyOf(study, series))) return;
        event.preventDefault();
        turn(by);
      }}
    >
      <bdi class="nm">${seriesName(series, told)}</bdi>
      <bdi class="muted num">${reader.list(said)}</bdi>
      ${isThere(study, series) ? nothing : html`<p class="muted">${report.noImages}</p>`}
      ${isThere(study, series) && !fetch ? html`<p class="muted">${report.imagesElsewhere}</p>` : nothing}
      ${
        drawing
          ? html`${this.#drawSmall(drawing, series)}
            ${this.#at.has(keyOf(study, series)) ? this.#drawPicture(drawing, series) : nothing}`
          : nothing
      }
    </li>`;
  }

  /** The middle image of a series, in a place of the same size from the start. It opens the series. */
  #drawSmall(drawing: Drawing, series: ImagingSeries): TemplateResult {
    const { study, read, told } = drawing;
    const { report } = told;
    const address = addressOf(study, series, middleOf(series), SMALL);
    const picture = this.#pictures.at(address);
    const isOpen = this.#at.has(keyOf(study, series));
    const press = (): void => {
      if (picture?.kind === 'failed') this.#pictures.ask(address, read);
      if (isOpen) this.#close(study, series);
      else this.#turn(drawing, series, middleOf(series));
    };
    return html`<button class="thumb" type="button" aria-expanded=${isOpen ? 'true' : 'false'} @click=${press}>
      ${picture ? nothing : this.#inSight.place(address, () => this.#pictures.ask(address, read))}
      ${picture?.kind === 'shown' ? html`<img src=${picture.src} alt="" />` : nothing}
      ${picture?.kind === 'loading' ? html`<span>${report.readingImage}</span>` : nothing}
      ${picture?.kind === 'failed' ? html`<span>${report.imageFailed}</span>` : nothing}
      <span class="vh">${report.showImage} <bdi>${seriesName(series, told)}</bdi></span>
    </button>`;
  }

  /** One image at a time; the arrow keys go to the next, as the buttons do. */
  #drawPicture(drawing: Drawing, series: ImagingSeries): TemplateResult {
    const { study, read, told } = drawing;
    const { reader, report, words } = told;
    const at = this.#at.get(keyOf(study, series)) ?? 0;
    const all = series.instances.length;
    const place = report.imageOf(reader.count(at + 1), reader.count(all));
    const address = addressOf(study, series, at, SIZE);
    const picture = this.#pictures.at(address);
    const step = (word: string, to: number): TemplateResult =>
      html`<button
        class="btn small"
        type="button"
        aria-disabled=${to < 0 || to >= all ? 'true' : 'false'}
        @click=${() => this.#turn(drawing, series, to)}
      >
        ${word}
      </button>`;
    return html`<div role="group" aria-label=${series.description ?? place}>
      ${picture?.kind === 'shown' ? html`<img class="picture" src=${picture.src} alt=${place} />` : nothing}
      <p class="muted num" role="status">${place} ${picture?.kind === 'loading' ? report.readingImage : nothing}</p>
      ${
        picture?.kind === 'failed'
          ? message(
              'warning',
              report.imageFailed,
              '',
              html`<button class="btn small" type="button" @click=${() => this.#pictures.ask(address, read)}>
                ${stateStrings.for(reader).tryAgain}
              </button>`,
            )
          : nothing
      }
      <div class="acts">${step(words.newerPage, at - 1)} ${step(words.olderPage, at + 1)}</div>
    </div>`;
  }

  #ask({ key, series }: ImagingStudyLine, isAsked: boolean): void {
    if (isAsked) this.#asked.add(key);
    else this.#asked.delete(key);
    if (!isAsked) series.forEach((one) => this.#at.delete(`${key} ${one.key}`));
    this.#changed();
  }

  #turn({ study, read }: Drawing, series: ImagingSeries, to: number): void {
    if (to < 0 || to >= series.instances.length) return;
    this.#at.set(keyOf(study, series), to);
    this.#pictures.ask(addressOf(study, series, to, SIZE), read);
    this.#changed();
  }

  #close(study: ImagingStudyLine, series: ImagingSeries): void {
    this.#at.delete(keyOf(study, series));
    this.#changed();
  }
}

function keyOf(study: ImagingStudyLine, series: ImagingSeries): string {
  return `${study.key} ${series.key}`;
}

function seriesName(series: ImagingSeries, { report }: ReportTelling): string {
  return series.description ?? report.series(series.number ?? '');
}

function isThere(study: ImagingStudyLine, series: ImagingSeries): boolean {
  return addressOf(study, series, 0, SIZE) !== '';
}

function middleOf({ instances }: ImagingSeries): number {
  return Math.floor((instances.length - 1) / 2);
}

function addressOf(study: ImagingStudyLine, series: ImagingSeries, at: number, size: number): string {
  const instance = series.instances[at];
  return (instance && frameUrl(study, series, instance, { size })) ?? '';
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
    [facts.status, studyStatus(study, told)],
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

/** In words where the images are not simply there; with the code where it is none of the standard's. */
function studyStatus({ status, statusCode }: ImagingStudyLine, { report }: ReportTelling): string {
  if (status === 'available') return '';
  const word = report.studyStatus[status];
  return status === 'unknown' && statusCode ? report.statusCode(word, statusCode) : word;
}
