import { html, noChange, type TemplateResult } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** An inline raster image of the record. */
export interface Photo {
  readonly contentType: string;
  readonly data: string;
}

/** Draws a photo onto a canvas: an `<img>` with a data URL is forbidden by many pages' Content-Security-Policy. */
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

/** The middle square of the picture, filling the canvas. A picture that cannot be read leaves no empty frame. */
async function paint(canvas: HTMLCanvasElement, { contentType, data }: Photo): Promise<void> {
  canvas.hidden = true;
  try {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: contentType }));
    const side = Math.min(image.width, image.height);
    const [left, top] = [(image.width - side) / 2, (image.height - side) / 2];
    canvas.getContext('2d')?.drawImage(image, left, top, side, side, 0, 0, canvas.width, canvas.height);
    image.close();
    canvas.hidden = false;
  } catch {
    canvas.hidden = true;
  }
}
