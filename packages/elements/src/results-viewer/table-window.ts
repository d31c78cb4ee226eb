import type { ResultTable, ResultTest } from '@ehr-widgets/sdk/results';

/** A place in a list that is drawn, or between two of them a gap of so many pixels. */
export type Segment = { readonly place: number } | { readonly gap: number };

/** What of a table is to be drawn, and the sizes of its columns in pixels. */
export interface Drawn {
  readonly rows: readonly Segment[];
  readonly columns: readonly Segment[];
  readonly nameWidth: number;
  readonly columnWidth: number;
  readonly width: number;
}

/** A cell by its row and column; -1 is the column of names. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** In ems of the reader's own text size. Columns are all as wide; rows are measured, and this until then. */
const NAME = 12;
const COLUMN = 6.75;
const ROW = 3.4;
/** In a wider table columns are wider, not more: what stands in the page is bounded. */
const MOST_COLUMNS = 10;
/** How much is drawn beyond each edge, so that there is something while scrolling. */
const BEYOND = 1;

/**
 * The part of a table that can be seen. However large the table, few cells are drawn; the cell that has the focus is
 * always among them, so that it is never lost to scrolling.
 */
export class TableWindow {
  #em = 16;
  #box = { top: 0, start: 0, width: 1024, height: 544 };
  readonly #heights = new Map<string, number>();
  #shown = '';

  /** What is seen now, and `kept`, wherever it is. */
  drawn({ tests: rows, moments: columns }: ResultTable, kept: Place): Drawn {
    const { nameWidth, columnWidth } = this;
    const [firstRow, lastRow] = this.#rowsSeen(rows);
    const [firstColumn, lastColumn] = this.#columnsSeen(columns.length);
    this.#shown = this.#seen(rows, columns);
    return {
      rows: segments(firstRow, lastRow, kept.row, rows.length, (from, to) => {
        let gap = 0;
        for (let place = from; place < to; place++) gap += this.#heightOf(rows[place]);
        return gap;
      }),
      columns: segments(firstColumn, lastColumn, kept.column, columns.length, (from, to) => (to - from) * columnWidth),
      nameWidth,
      columnWidth,
      width: nameWidth + columns.length * columnWidth,
    };
  }

  /** Measures what has been drawn. @returns Whether something else is to be seen now. */
  measure(scroller: HTMLElement, table: ResultTable): boolean {
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = scroller;
    this.#em = parseFloat(getComputedStyle(scroller).fontSize) || 16;
    // From right to left it scrolls below zero.
    this.#box = { top: scrollTop, start: Math.abs(scrollLeft), width: clientWidth, height: clientHeight };
    for (const row of scroller.querySelectorAll<HTMLElement>('tr[data-place]')) {
      const key = table.tests[Number(row.dataset['place'])]?.key;
      if (key !== undefined && row.offsetHeight > 0) this.#heights.set(key, row.offsetHeight);
    }
    return this.#seen(table.tests, table.moments) !== this.#shown;
  }

  get nameWidth(): number {
    return Math.round(NAME * this.#em);
  }

  get columnWidth(): number {
    return Math.round(Math.max(COLUMN * this.#em, (this.#box.width - this.nameWidth) / MOST_COLUMNS));
  }

  #seen(rows: ResultTable['tests'], columns: ResultTable['moments']): string {
    return [...this.#rowsSeen(rows), ...this.#columnsSeen(columns.length), this.#em].join();
  }

  #rowsSeen(rows: readonly ResultTest[]): [first: number, end: number] {
    const { top, height } = this.#box;
    let first = 0;
    let bottom = 0;
    for (; first < rows.length - 1; first++) {
      const next = bottom + this.#heightOf(rows[first]);
      if (next > top) break;
      bottom = next;
    }
    let end = first;
    for (; end < rows.length && bottom < top + height; end++) bottom += this.#heightOf(rows[end]);
    return [Math.max(0, first - BEYOND), Math.min(rows.length, end + BEYOND)];
  }

  #columnsSeen(columns: number): [first: number, end: number] {
    const { start, width } = this.#box;
    const seen = Math.max(width - this.nameWidth, this.columnWidth);
    const first = Math.min(Math.floor(start / this.columnWidth), columns - 1) - BEYOND;
    const end = Math.ceil((start + seen) / this.columnWidth) + BEYOND;
    return [Math.max(0, first), Math.min(columns, end)];
  }

  #heightOf(row: ResultTest | undefined): number {
    return (row && this.#heights.get(row.key)) ?? ROW * this.#em;
  }
}

/** The places from `first` to before `end`, and `kept`, with gaps in place of all others. */
function segments(
  first: number,
  end: number,
  kept: number,
  all: number,
  gapOf: (from: number, to: number) => number,
): Segment[] {
  const places = Array.from({ length: end - first }, (_, index) => first + index);
  if (kept >= 0 && kept < first) places.unshift(kept);
  if (kept >= end && kept < all) places.push(kept);
  const found: Segment[] = [];
  let next = 0;
  for (const place of [...places, all]) {
    if (place > next) found.push({ gap: gapOf(next, place) });
    if (place < all) found.push({ place });
    next = place + 1;
  }
  return found;
}
