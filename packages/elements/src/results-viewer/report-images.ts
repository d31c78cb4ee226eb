import { html, nothing, type TemplateResult } from 'lit';
import { frameUrl, type ImagingInstance, type ImagingSeries, type ImagingStudyLine } from '@ehr-widgets/sdk/results';
import { nameOf } from '../patient-summary/sections/line-words.ts';
import { drawPicture, drawSmall, SIZE, SMALL, type SeriesContext } from './image-series.ts';
import { InSight } from './in-sight.ts';
import { Pictures, type ImageFetch } from './pictures.ts';
import type { ReportTelling } from './report-telling.ts';
import { countText } from './study-facts.ts';

/** What the images of a study are drawn with. */
export interface ImagesContext {
  readonly read: ImageFetch | undefined;
  readonly told: ReportTelling;
  /** Asks the page to show them in its own viewer, and says whether it took them; undefined where it has none. */
  readonly view: (() => boolean) | undefined;
}

/** Which image of a series is looked at, and which of its frames. */
interface Place {
  readonly at: number;
  /** From 1. */
  readonly frame: number;
}

/** Pictures of the studies that are open. None is fetched before it is asked for; none is kept once another entry is open. */
export class ReportImages {
  readonly #changed: () => void;
  readonly #pictures: Pictures;
  readonly #inSight = new InSight();
  /** Studies whose small pictures somebody asked for. */
  readonly #asked = new Set<string>();
  /** A study that the page's viewer did not take. */
  #notTaken: string | undefined;
  /** Of each series that somebody looks at, where they are. */
  readonly #places = new Map<string, Place>();

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#pictures = new Pictures(changed);
  }

  /** Lets go of all that was fetched. */
  forget(): void {
    this.#pictures.forget();
    this.#inSight.forget();
    this.#asked.clear();
    this.#places.clear();
    this.#notTaken = undefined;
  }

  draw(study: ImagingStudyLine, context: ImagesContext): TemplateResult {
    const { read } = context;
    const isOffered = read && study.series.some((series) => drawable(study, series).length > 0);
    return html`${isOffered ? this.#drawOffer(study, context.told) : nothing} ${this.#drawViewers(study, context)}
      <ul class="files" part="series">
        ${study.series.map((series) => this.#drawSeries(study, series, context))}
      </ul>`;
  }

  /** How much there is stands before anything is fetched. The button stays, so that the focus does. */
  #drawOffer(study: ImagingStudyLine, told: ReportTelling): TemplateResult {
    const { report, values } = told;
    const isAsked = this.#asked.has(study.key);
    return html`<div class="offer">
      <span class="muted num">${countText(study, told)}. ${report.imagesFirst}</span>
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

  #drawSeries(study: ImagingStudyLine, series: ImagingSeries, { read, told }: ImagesContext): TemplateResult {
    const { reader, report } = told;
    const said = [
      reader.concept(series.modality),
      reader.concept(series.bodyPart),
      reader.concept(series.laterality),
      report.images(reader.count(series.instanceCount)),
    ];
    const instances = drawable(study, series);
    const asked = this.#asked.has(study.key) && instances.length > 0 ? read : undefined;
    const drawing = asked && this.#seriesContext(study, series, instances, asked, told);
    return html`<li class="file" @keydown=${(event: KeyboardEvent) => drawing && moved(event, drawing)}>
      <bdi class="nm">${seriesName(series, told)}</bdi>
      <bdi class="muted num">${reader.list(said)}</bdi>
      ${reasonsOf(study, series, read !== undefined, told).map((reason) => html`<p class="muted">${reason}</p>`)}
      ${drawing ? html`${drawSmall(drawing)} ${drawing.place ? drawPicture(drawing, drawing.place) : nothing}` : nothing}
    </li>`;
  }

  #seriesContext(
    study: ImagingStudyLine,
    series: ImagingSeries,
    instances: readonly ImagingInstance[],
    read: ImageFetch,
    told: ReportTelling,
  ): SeriesContext {
    const key = `${study.key} ${series.key}`;
    const address = (at: number, frame: number, size: number): string => {
      const instance = instances[at];
      return (instance && frameUrl(study, series, instance, { frame, size })) ?? '';
    };
    const turn = (at: number, frame: number): void => {
      if (at < 0 || at >= instances.length || frame < 1 || this.#isBeyond(key, { at, frame }, address)) return;
      this.#places.set(key, { at, frame });
      this.#pictures.ask(address(at, frame, SIZE), read);
      this.#changed();
    };
    return {
      told,
      name: seriesName(series, told),
      instances,
      // What is no picture is told by itself.
      stated: series.instanceCount - (series.instances.length - instances.length),
      place: this.#place(key, address),
      picture: (at, frame) => this.#pictures.at(address(at, frame, SIZE)),
      small: this.#pictures.at(address(middleOf(instances), 1, SMALL)),
      awaited: () => {
        const small = address(middleOf(instances), 1, SMALL);
        return this.#inSight.place(small, () => this.#pictures.ask(small, read));
      },
      open: () => {
        this.#pictures.again(address(middleOf(instances), 1, SMALL), read);
        turn(middleOf(instances), 1);
      },
      close: () => {
        this.#places.delete(key);
        this.#changed();
      },
      turn,
    };
  }

  /** Whether there is no such frame, or nobody knows yet whether there is even the one before it. */
  #isBeyond(key: string, to: Place, address: (at: number, frame: number, size: number) => string): boolean {
    const kindAt = ({ at, frame }: Place): string | undefined => this.#pictures.at(address(at, frame, SIZE))?.kind;
    const from = this.#places.get(key);
    if (to.frame === 1 || from?.at !== to.at || to.frame < from.frame) return false;
    return kindAt(to) === 'none' || kindAt(from) === 'loading';
  }

  /** A frame that the service says is none has the last one before it. */
  #place(key: string, address: (at: number, frame: number, size: number) => string): Place | undefined {
    const place = this.#places.get(key);
    if (!place || place.frame === 1) return place;
    const isNone = this.#pictures.at(address(place.at, place.frame, SIZE))?.kind === 'none';
    return isNone ? { ...place, frame: place.frame - 1 } : place;
  }

  /** A viewer of the page's, and one at an address that the record names, which says where it is. */
  #drawViewers(study: ImagingStudyLine, { told, view }: ImagesContext): TemplateResult | typeof nothing {
    const { report, values } = told;
    const { viewer, key } = study;
    if (!viewer && !view) return nothing;
    const name = html`<span class="vh"> <bdi>${nameOf(study, values)}</bdi></span>`;
    const press = (): void => {
      this.#notTaken = view?.() ? undefined : key;
      this.#changed();
    };
    return html`<div class="offer viewers">
      ${view ? html`<button class="btn small" type="button" @click=${press}>${report.openViewer}${name}</button>` : nothing}
      ${
        viewer
          ? html`<a class="btn small" href=${viewer} target="_blank" rel="noopener noreferrer"
              >${report.openViewerAt(URL.parse(viewer)?.host ?? '')}${name}<span class="vh"> ${report.newTab}</span></a
            >`
          : nothing
      }
      <span class="muted" role="status">${this.#notTaken === key ? report.noViewer : nothing}</span>
    </div>`;
  }

  #ask({ key, series }: ImagingStudyLine, isAsked: boolean): void {
    if (isAsked) this.#asked.add(key);
    else this.#asked.delete(key);
    if (!isAsked) series.forEach((one) => this.#places.delete(`${key} ${one.key}`));
    this.#changed();
  }
}

/** Arrow keys go from image to image, and up and down, or where there is one image only, from frame to frame. */
function moved(event: KeyboardEvent, { place, instances, turn }: SeriesContext): void {
  if (!place) return;
  const { at, frame } = place;
  const hasFrames = instances[at]?.form === 'frames';
  const isSideways = event.key === 'ArrowRight' || event.key === 'ArrowLeft';
  const by = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1;
  if (!isSideways && !(hasFrames && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))) return;
  event.preventDefault();
  if (isSideways && instances.length > 1) turn(at + by, 1);
  else if (hasFrames) turn(at, frame + by);
}

function seriesName(series: ImagingSeries, { report }: ReportTelling): string {
  return series.description ?? report.series(series.number ?? '');
}

/** Those that may be asked for one by one as a picture. */
function drawable(study: ImagingStudyLine, series: ImagingSeries): ImagingInstance[] {
  return series.instances.filter(
    (instance) => instance.form !== 'none' && instance.form !== 'slide' && frameUrl(study, series, instance),
  );
}

function middleOf(instances: readonly ImagingInstance[]): number {
  return Math.floor((instances.length - 1) / 2);
}

/** Why images of a series are not shown, as many reasons as there are. */
function reasonsOf(
  study: ImagingStudyLine,
  series: ImagingSeries,
  canFetch: boolean,
  { report, reader }: ReportTelling,
): string[] {
  const { images, uid, instances } = series;
  if (!images) return [report.noImages];
  if (!study.uid || !uid || instances.length === 0) return [report.imagesNotListed];
  const count = (form: ImagingInstance['form']): number => instances.filter((one) => one.form === form).length;
  const [slides, others] = [count('slide'), count('none')];
  return [
    slides > 0 ? report.slides(reader.count(slides)) : '',
    others > 0 ? report.noPictures(reader.count(others)) : '',
    !canFetch && slides + others < instances.length ? report.imagesElsewhere : '',
  ].filter(Boolean);
}
