import type { Cell, DaysLaid } from './laying.ts';

/** A place in the table of days. A cell may cover several. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** The cell that covers a place. */
export function cellAt({ rows }: DaysLaid, { row, column }: GridPlace): Cell | undefined {
  for (let first = Math.min(row, rows.length - 1); first >= 0; first--) {
    const found = rows[first]?.find(
      (cell) => cell.row + cell.rows > row && cell.column <= column && cell.column + cell.columns > column,
    );
    if (found) return found;
  }
  return undefined;
}

/** The place of a minute of a day, or of the first row where that day is not among those laid out. */
export function placeAt({ days, rows, from, step }: DaysLaid, day: string, minute: number): GridPlace {
  const index = days.findIndex((one) => one.day === day);
  if (index < 0) return { row: 0, column: 0 };
  const row = Math.floor((minute - from) / step);
  return {
    row: Math.min(Math.max(row, 0), rows.length - 1),
    column: days.slice(0, index).reduce((sum, { columns }) => sum + columns, 0),
  };
}

/** Where a key leads from a place (WAI-ARIA APG, grid pattern); undefined for keys that do not move within the table. */
export function placeAfter(
  { key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent,
  at: GridPlace,
  laid: DaysLaid,
  rightToLeft: boolean,
): GridPlace | undefined {
  const cell = cellAt(laid, at);
  if (!cell || altKey || shiftKey) return undefined;
  const [lastRow, lastColumn] = [laid.rows.length - 1, laid.columns - 1];
  const whole = ctrlKey || metaKey;
  if (whole && key !== 'Home' && key !== 'End') return undefined;
  const forward = { row: at.row, column: Math.min(cell.column + cell.columns, lastColumn) };
  const back = { row: at.row, column: Math.max(cell.column - 1, 0) };
  switch (key) {
    case 'ArrowDown':
      return { row: Math.min(cell.row + cell.rows, lastRow), column: at.column };
    case 'ArrowUp':
      return { row: Math.max(cell.row - 1, 0), column: at.column };
    case 'ArrowRight':
      return rightToLeft ? back : forward;
    case 'ArrowLeft':
      return rightToLeft ? forward : back;
    case 'Home':
      return { row: whole ? 0 : at.row, column: 0 };
    case 'End':
      return { row: whole ? lastRow : at.row, column: lastColumn };
    default:
      return undefined;
  }
}
