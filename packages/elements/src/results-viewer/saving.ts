import type { ObservationLine } from '@ehr-widgets/sdk';
import { resultsCsv } from '@ehr-widgets/sdk/results';
import { saveFile } from '../shared/save-file.ts';

/** Offers results as a table for other programs. */
export function saveResults(lines: readonly ObservationLine[]): void {
  // Spreadsheets take it for UTF-8 by its first character.
  saveFile(new Blob(['\ufeff', resultsCsv(lines)], { type: 'text/csv;charset=utf-8' }), 'results.csv');
}
