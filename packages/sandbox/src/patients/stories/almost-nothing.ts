/**
 * Sam Rivers: registered once, born in a year and no more, nothing known about allergies.
 * @module
 */
import type { Chart } from '../builders/chart.ts';
import { encounter } from '../builders/encounter.ts';
import { patient, type Demographics } from '../builders/patient.ts';
import { measure } from '../builders/vital-signs.ts';
import type { Story } from './story.ts';

const person: Demographics = { names: [{ text: 'Sam Rivers', given: ['Sam'], family: 'Rivers' }], gender: 'unknown' };

export const almostNothing: Story = {
  key: 'sam',
  name: 'Sam Rivers',
  sentence: 'A record with almost nothing in it: no allergy entry, no medicines, a birth year only.',
  birthDate: (time) => time.year(38),
  person,
  records: { 'university-hospital': { patientId: 'p-1010', write } },
};

function write(chart: Chart): void {
  const { time } = chart;
  patient(chart, person);
  encounter(chart, {
    status: 'finished',
    class: 'EMER',
    type: 'emergency',
    period: { start: time.daysAgo(12, '23:40'), end: time.daysAgo(11, '00:25') },
    by: 'siobhan-oconnor',
    at: 'emergency',
    reason: { text: 'Left before being seen' },
  });
  measure(chart, { at: time.daysAgo(12, '23:45'), unjudged: true }, { pulse: '92' });
}
