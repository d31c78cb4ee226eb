/**
 * A heart tracing as numbers (FHIR R4 §2.24.0.14 SampledData).
 * @module
 */
import type { Observation, SampledData } from 'fhir/r4.js';
import { hl7Concept, loinc } from '../codes/systems.ts';
import { millivolt, quantity } from '../codes/units.ts';
import { decimal } from '../decimal.ts';
import type { Chart, Filed } from './chart.ts';

const PERIOD = 10;
const SECONDS = 3;

/** Files one lead of an electrocardiogram: three seconds at a hundred samples each, at so many beats a minute. */
export function heartTracing(chart: Chart, at: string, beats: number): Filed<Observation> {
  return chart.add<Observation>({
    resourceType: 'Observation',
    status: 'final',
    category: [hl7Concept('observation-category', 'procedure', 'Procedure')],
    code: loinc('11524-6', 'EKG study', 'Electrocardiogram, lead I'),
    subject: chart.patient,
    effectiveDateTime: at,
    performer: [chart.organisation.self],
    valueSampledData: samples(beats),
  });
}

function samples(beats: number): SampledData {
  const every = 60_000 / beats;
  const data = Array.from({ length: (SECONDS * 1000) / PERIOD }, (_, at) => {
    // The lead was off for a moment: `E` stands for a sample that could not be taken.
    if (at > 120 && at < 126) return 'E';
    return String(Math.round(potential(((at * PERIOD) % every) / every) * 200));
  });
  return {
    origin: quantity('0', millivolt),
    period: PERIOD,
    factor: decimal('0.005'),
    lowerLimit: decimal('-3.3'),
    upperLimit: decimal('3.3'),
    dimensions: 1,
    data: data.join(' '),
  };
}

/** Millivolts at a place in the beat, from 0 to 1: P wave, QRS complex, T wave. */
function potential(place: number): number {
  const wave = (centre: number, width: number, height: number): number =>
    height * Math.exp(-(((place - centre) / width) ** 2));
  return (
    wave(0.18, 0.025, 0.12) +
    wave(0.295, 0.008, -0.12) +
    wave(0.31, 0.01, 1.1) +
    wave(0.33, 0.009, -0.25) +
    wave(0.55, 0.05, 0.28)
  );
}
