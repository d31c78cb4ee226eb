import { html, nothing, type TemplateResult } from 'lit';
import type { ImagingInstance } from '@ehr-widgets/sdk/results';
import type { IconName } from '../shared/icons.ts';
import { message } from '../shared/state-view.ts';
import { stateStrings } from '../shared/state.strings.ts';
import type { Picture } from './pictures.ts';
import type { ReportTelling } from './report-telling.ts';

/** Edge of a frame as it is asked for, in pixels: opened, and as the small picture of its series. */
export const [SIZE, SMALL] = [512, 160];

/** What the pictures of one series are drawn with. */
export interface SeriesContext {
  readonly told: ReportTelling;
  readonly name: string;
  /** Those that can be drawn. */
  readonly instances: readonly ImagingInstance[];
  /** How many it has, as the sender counts. */
  readonly stated: number;
  /** Which image is open, from 0, and which of its frames, from 1. */
  readonly place: { readonly at: number; readonly frame: number } | undefined;
  readonly picture: (at: number, frame: number) => Picture | undefined;
  readonly small: Picture | undefined;
  /** A place that asks for the small picture when it comes into sight. */
  readonly awaited: () => HTMLElement;
  readonly open: () => void;
  readonly close: () => void;
  readonly turn: (at: number, frame: number) => void;
}

/** The middle image of a series, in a place of the same size from the start. It opens the series. */
export function drawSmall({ told, name, place, small, awaited, open, close }: SeriesContext): TemplateResult {
  const { report } = told;
  const why = whyNone(small, told);
  return html`<button
    class="thumb"
    type="button"
    aria-expanded=${place ? 'true' : 'false'}
    @click=${place ? close : open}
  >
    ${small ? nothing : awaited()} ${small?.kind === 'shown' ? html`<img src=${small.src} alt="" />` : nothing}
    ${small?.kind === 'loading' ? html`<span>${report.readingImage}</span>` : nothing}
    ${why ? html`<span>${why.title}</span>` : nothing}
    <span class="vh">${report.showImage} <bdi>${name}</bdi></span>
  </button>`;
}

/** One image at a time, and of those that have several frames one frame; the arrow keys go to the next, as the buttons do. */
export function drawPicture(context: SeriesContext, { at, frame }: { at: number; frame: number }): TemplateResult {
  const { told, name, instances, picture, turn } = context;
  const { report, words, reader } = told;
  const shown = picture(at, frame);
  const why = whyNone(shown, told);
  const place = placeText(context, at, frame);
  const step = (word: string, to: number, ofFrame: number, isThere: boolean): TemplateResult =>
    html`<button
      class="btn small"
      type="button"
      aria-disabled=${isThere ? 'false' : 'true'}
      @click=${() => isThere && turn(to, ofFrame)}
    >
      ${word}
    </button>`;
  const hasMore = picture(at, frame + 1)?.kind !== 'none';
  return html`<div role="group" aria-label=${name}>
    ${shown?.kind === 'shown' ? html`<img class="picture" src=${shown.src} alt=${`${name}, ${place}`} />` : nothing}
    <p class="muted num" role="status">${place} ${shown?.kind === 'loading' ? report.readingImage : nothing}</p>
    ${
      why
        ? message(
            why.shape,
            why.title,
            why.next,
            html`<button class="btn small" type="button" @click=${() => turn(at, frame)}>
              ${stateStrings.for(reader).tryAgain}
            </button>`,
          )
        : nothing
    }
    <div class="acts">
      ${
        instances.length > 1
          ? html`${step(words.newerPage, at - 1, 1, at > 0)}
            ${step(words.olderPage, at + 1, 1, at < instances.length - 1)}`
          : nothing
      }
      ${
        instances[at]?.form === 'frames'
          ? html`${step(report.frameBefore, at, frame - 1, frame > 1)}
            ${step(report.frameAfter, at, frame + 1, hasMore)}`
          : nothing
      }
    </div>
  </div>`;
}

/** Why there is no picture, where its service or its host said no, or nothing of use. */
function whyNone(
  picture: Picture | undefined,
  { report }: ReportTelling,
): { readonly shape: IconName; readonly title: string; readonly next: string } | undefined {
  switch (picture?.kind) {
    case 'failed':
      return { shape: 'warning', title: report.imageFailed, next: '' };
    case 'none':
      return { shape: 'warning', title: report.imageFailed, next: report.noSuchImage };
    case 'denied':
      return { shape: 'lock', title: report.imageDenied, next: report.imageDeniedNext(String(picture.status)) };
    case 'unfit':
      return { shape: 'ban', title: report.imageUnfit, next: report.imageUnfitNext };
    default:
      return undefined;
  }
}

/** Which image this is of those sent, how many there are where those are more, and which frame, of how many once that is known. */
function placeText({ told, instances, stated, picture }: SeriesContext, at: number, frame: number): string {
  const { report, reader } = told;
  const [one, sent] = [reader.count(at + 1), reader.count(instances.length)];
  const image =
    stated === instances.length ? report.imageOf(one, sent) : report.imageOfSent(one, sent, reader.count(stated));
  if (instances[at]?.form !== 'frames') return image;
  const isLast = picture(at, frame + 1)?.kind === 'none';
  return `${image} · ${isLast ? report.frameOf(reader.count(frame), reader.count(frame)) : report.frame(reader.count(frame))}`;
}
