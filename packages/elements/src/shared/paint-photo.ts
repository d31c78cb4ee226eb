/**
 * Draws the middle square of a picture so that it fills a canvas: an `<img>` with a data URL is forbidden by many pages'
 * Content-Security-Policy.
 * @throws What the browser says of a picture that it cannot read.
 */
export async function paintPhoto(canvas: HTMLCanvasElement, picture: Blob): Promise<void> {
  const image = await createImageBitmap(picture);
  const side = Math.min(image.width, image.height);
  const [left, top] = [(image.width - side) / 2, (image.height - side) / 2];
  canvas.getContext('2d')?.drawImage(image, left, top, side, side, 0, 0, canvas.width, canvas.height);
  image.close();
}
