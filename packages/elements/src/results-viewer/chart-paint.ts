/** Of the pointer and the keyboard: nothing to take along. */
const LEFT_OUT = ['sel', 'cursor', 'drag'];

/** Paints a drawing as the page shows it, its colours and fonts resolved, at a place of a canvas. */
export function paintSvg(drawing: SVGSVGElement, canvas: CanvasRenderingContext2D, left: number, top: number): void {
  canvas.save();
  canvas.translate(left, top);
  for (const element of drawing.querySelectorAll('path, line, rect, circle, text'))
    if (!LEFT_OUT.includes(element.classList[0] ?? '')) paintElement(element, canvas);
  canvas.restore();
}

function paintElement(element: Element, canvas: CanvasRenderingContext2D): void {
  const style = getComputedStyle(element);
  const number = (name: string): number => Number(element.getAttribute(name) ?? 0);
  if (element.localName === 'text') {
    const align = { middle: 'center', end: 'right' } as const;
    const anchor = element.getAttribute('text-anchor');
    Object.assign(canvas, {
      font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
      fillStyle: style.fill,
      textAlign: anchor === 'middle' || anchor === 'end' ? align[anchor] : 'left',
      direction: 'ltr',
    });
    canvas.fillText((element.textContent ?? '').trim(), number('x'), number('y'));
    return;
  }
  const shape = new Path2D(element.getAttribute('d') ?? undefined);
  if (element.localName === 'line') {
    shape.moveTo(number('x1'), number('y1'));
    shape.lineTo(number('x2'), number('y2'));
  } else if (element.localName === 'rect') shape.rect(number('x'), number('y'), number('width'), number('height'));
  else if (element.localName === 'circle') shape.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  if (style.fill !== 'none' && element.localName !== 'line') {
    canvas.fillStyle = style.fill;
    canvas.fill(shape);
  }
  if (style.stroke === 'none') return;
  canvas.strokeStyle = style.stroke;
  canvas.lineWidth = parseFloat(style.strokeWidth);
  canvas.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(',').map(parseFloat));
  canvas.stroke(shape);
}
