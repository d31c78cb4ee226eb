import type { ObservationLine } from '@ehr-widgets/sdk';
import { resultsCsv } from '@ehr-widgets/sdk/results';

/** How long a browser may take to begin writing a file, in milliseconds. */
const WRITING = 60_000;

/** Offers results as a table for other programs. The file is named after nobody. */
export function saveResults(lines: readonly ObservationLine[]): void {
  // Spreadsheets take it for UTF-8 by its first character.
  const url = URL.createObjectURL(new Blob(['\ufeff', resultsCsv(lines)], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: url, download: 'results.csv' }).click();
  setTimeout(() => URL.revokeObjectURL(url), WRITING);
}
