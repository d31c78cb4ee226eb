import type { ResultTable } from '@ehr-widgets/sdk/results';
import type { Place } from './table-window.ts';

/** How many rows Page Up and Page Down go. */
const PAGE = 10;

/**
 * Where a key leads from a cell, as in every grid (WAI-ARIA APG, grid pattern); undefined for keys that do not move.
 */
export function placeAfter(
  { key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent,
  { row, column }: Place,
  { tests, moments }: ResultTable,
  rightToLeft: boolean,
): Place | undefined {
  if (altKey || shiftKey) return undefined;
  const [lastRow, lastColumn] = [tests.length - 1, moments.length - 1];
  const whole = ctrlKey || metaKey;
  const forward = rightToLeft ? 'ArrowLeft' : 'ArrowRight';
  const next = ((): Place | undefined => {
    switch (key) {
      case 'ArrowUp':
        return { row: row - 1, column };
      case 'ArrowDown':
        return { row: row + 1, column };
      case 'ArrowLeft':
      case 'ArrowRight':
        return { row, column: column + (key === forward ? 1 : -1) };
      case 'PageUp':
        return { row: row - PAGE, column };
      case 'PageDown':
        return { row: row + PAGE, column };
      case 'Home':
        return whole ? { row: 0, column: -1 } : { row, column: -1 };
      case 'End':
        return whole ? { row: lastRow, column: lastColumn } : { row, column: lastColumn };
      default:
        return undefined;
    }
  })();
  if (!next || (whole && key !== 'Home' && key !== 'End')) return undefined;
  return {
    row: Math.min(Math.max(next.row, 0), lastRow),
    column: Math.min(Math.max(next.column, -1), lastColumn),
  };
}
