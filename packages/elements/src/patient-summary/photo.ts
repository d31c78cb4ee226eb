import { html, noChange, type TemplateResult } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { paintPhoto } from '../shared/paint-photo.ts';

/** An inline raster image of the record. */
export interface Photo {
  readonly contentType: string;
  readonly data: string;
}

/** A photo, drawn onto a canvas. */
export function drawPhoto(photo: Photo, label: string): TemplateResult {
  return html`<canvas
    class="photo"
    part="photo"
    width="160"
    height="160"
    role="img"
    aria-label=${label}
    ${painted(photo)}
  ></canvas>`;
}

class PaintedDirective extends Directive {
  #shown: string | undefined;

  render(_photo: Photo): unknown {
    return noChange;
  }

  override update(part: ElementPart, [photo]: [Photo]): unknown {
    if (photo.data !== this.#shown) {
      this.#shown = photo.data;
      void paint(part.element as HTMLCanvasElement, photo);
    }
    return noChange;
  }
}

const painted = directive(PaintedDirective);

/** A picture that cannot be read leaves no empty frame. */
async function paint(canvas: HTMLCanvasElement, { contentType, data }: Photo): Promise<void> {
  canvas.hidden = true;
  try {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    await paintPhoto(canvas, new Blob([bytes], { type: contentType }));
    canvas.hidden = false;
  } catch {
    canvas.hidden = true;
  }
}
