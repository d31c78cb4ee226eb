/**
 * Results of several parts, written by hand as those of cases.ts are: what each part comes to by itself, and what holds them;
 * and that the line as a whole stands out as its most severe part does, whatever is said of it (FHIR R4 §10.1.4.1:
 * interpretation and range of a component are its own, and those of the whole are not its parts').
 *
 * A row is `own ; part ; part → the whole: own part part`, each as `value | ranges | interpretations`.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FhirResource, Observation } from 'fhir/r4.js';
import { parseJson } from '../../../packages/sdk/src/format/decimal.ts';
import { findingsOf } from '../../../packages/sdk/src/topics/finding.ts';
import { reports } from '../../../packages/sdk/src/topics/reports.ts';
import { inputOf } from '../topics/support/corpus.ts';
import { caseObservation, casePatient } from './case-observation.ts';

const ROWS = `
; 182 mm[Hg] | 90..140 | ; 78 mm[Hg] | 60..90 | → high: high by range, normal by range
; 118 mm[Hg] | 90..140 | ; 78 mm[Hg] | 60..90 | → normal: normal by range, normal by range
; 182 mm[Hg] | | ; 78 mm[Hg] | | → none: none, none
| | N ; 7.1 mmol/L | 3.5..5.3 | HH ; 140 mmol/L | 133..146 | → critical-high: normal by sender, critical-high by sender, normal by range
"see parts" | | ; 2.1 mmol/L | 3.5..5.3 | LL ; 140 mmol/L | 133..146 | N → critical-low: none, critical-low by sender, normal by sender
; <0.5 mg/L | ..5 | ; >100 mg/L | ..5 | → high: normal by range, high by range
; ?not-performed | 3.5..5.3 | ; 4.2 mmol/L | 3.5..5.3 | → normal: none, normal by range
; #Positive | | POS ; #Negative | | NEG → noted: noted by sender, stated by sender
; 1:80 | | A ; 2..4 /HPF | 0..5 | → abnormal: abnormal by sender, none
; 126 mg/dL | mmol/L 3.9..5.5 | ; 7.1 mmol/L | therapeutic 10..20 | → none: none, none
; 12.5 g/dL | male 13..17; female 12..15 | ; 12.5 g/dL | female 12..15 | → low: low by range, none
; 7.0 mmol/L | 3.5..5.3; critical 2.5..6.5 | ; yes | | → critical-high: critical-high by range, none
; "cloudy" | 0..5 | ; ~3 | 0..5 | ; @2026-03-01 | | → none: none, none, none
`;

describe('results of several parts', () => {
  for (const row of ROWS.split('\n').filter((one) => one.includes('→')))
    it(row, () => {
      const [sent = '', wanted = ''] = row.split(' → ');
      // A range may be one of several, and these are apart by a `;` without a space before it.
      const [own = '', ...parts] = sent.split(/(?:^| ); /).map((one) => one.trim());
      const whole = { ...measured(own || '| |', 'o'), component: parts.map((one, at) => partOf(one, at)) };
      const resource = parseJson(JSON.stringify(whole)) as FhirResource;
      const [line] = reports.view(inputOf([casePatient('p'), resource], new Date('2026-03-02T12:00:00Z'))).lines;
      assert.ok(line);
      const said = findingsOf(line).map(({ flag: { level, by } }) => (by ? `${level} by ${by}` : level));
      assert.equal(`${line.flag.level}: ${said.join(', ')}`, wanted);
    });
});

function measured(written: string, id: string): Observation {
  const [value = '', ranges = '', interpretations = ''] = written.split('|').map((one) => one.trim());
  const sent = {
    value,
    ranges: ranges.split(';').flatMap((one) => one.trim() || []),
    interpretations: interpretations.split(' ').filter(Boolean),
    status: 'final',
  };
  return caseObservation(sent, id, 'p') as Observation;
}

function partOf(written: string, at: number): object {
  const { resourceType, id, status, category, subject, effectiveDateTime, ...part } = measured(written, `part-${at}`);
  return part;
}
