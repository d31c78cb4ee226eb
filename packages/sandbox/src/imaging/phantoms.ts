/**
 * Drawn anatomy: what a synthetic image shows, as brightness at a place. Nobody's images, only shapes that a viewer
 * can tell apart: which part, which view, which slice, which frame.
 * @module
 */
import { bodyParts } from '../patients/codes/imaging.ts';

/** What is pictured. */
export interface Scene {
  /** DICOM modality code. */
  readonly modality: string;
  /** SNOMED CT code of the body part. */
  readonly part: string;
  /** Place of the instance in its series, from 0 to 1. */
  readonly position: number;
  /** Place of the frame among the instance's frames, from 0 to 1. */
  readonly phase: number;
  /** Whether the picture is taken from the side. */
  readonly side: boolean;
  /** A number from 0 up to 1 that is the instance's own. */
  readonly variation: number;
}

/** Brightness from 0 to 1 at a place, `across` and `down` from -1 to 1. */
export type Phantom = (across: number, down: number) => number;

export function phantom(scene: Scene): Phantom {
  if (scene.modality === 'US') return ultrasound(scene);
  switch (scene.part) {
    case bodyParts.head.code:
      return head(scene);
    case bodyParts.leftBreast.code:
      return breast(scene, true);
    case bodyParts.rightBreast.code:
      return breast(scene, false);
    case bodyParts.leg.code:
      return leg(scene);
    default:
      return chest(scene);
  }
}

/** An axial slice: a bright skull around grey brain, the ventricles in the middle slices. */
function head({ position }: Scene): Phantom {
  const size = Math.sqrt(1 - ((position - 0.45) * 1.6) ** 2) * 0.85;
  const ventricles = position > 0.35 && position < 0.75;
  return (x, y) => {
    const distance = ellipse(x, y, 0, 0, size * 0.8, size);
    if (distance > 1) return 0.02;
    if (distance > 0.84) return 0.95;
    const middle = Math.abs(x) < 0.012 && Math.abs(y) < size * 0.7;
    const cavity = ventricles && ellipse(Math.abs(x), y, 0.12, 0, 0.07 * size, 0.32 * size) < 1;
    if (cavity) return 0.16;
    return 0.42 + (middle ? -0.12 : 0) + 0.05 * Math.sin(x * 34 + Math.cos(y * 26 + position * 9) * 2);
  };
}

/** Lungs dark, heart and spine light, ribs across. */
function chest({ side, variation }: Scene): Phantom {
  const heart = 0.3 + variation * 0.14;
  return (x, y) => {
    if (ellipse(x, y, 0, 0.1, 0.92, 1.25) > 1) return 0.04;
    const lung = side ? ellipse(x, y, 0, -0.05, 0.5, 0.78) < 1 : ellipse(Math.abs(x), y, 0.42, -0.05, 0.33, 0.76) < 1;
    const rib = Math.sin((y + (side ? x * 0.5 : Math.abs(x) * 0.45)) * 27) > 0.55 ? 0.14 : 0;
    const spine = side ? ellipse(x, y, -0.62, 0, 0.12, 1) < 1 : Math.abs(x) < 0.09;
    const shadow = ellipse(x, y, side ? 0.2 : 0.12, 0.32, heart, heart * 1.1) < 1;
    const below = y > 0.62 - 0.1 * Math.cos(x * 5);
    const base = below ? 0.72 : lung ? 0.2 : 0.55;
    return base + rib + (spine ? 0.2 : 0) + (shadow ? 0.38 : 0);
  };
}

/** Half an ellipse from the chest wall; the left one holds the mass that its report describes. */
function breast({ side, variation }: Scene, left: boolean): Phantom {
  const wall = left ? -1 : 1;
  return (x, y) => {
    const distance = ellipse(x, y, wall, 0.05, 1.25, 0.85);
    if (distance > 1) return 0.02;
    const strands = 0.1 * Math.sin(x * 21 + Math.sin(y * 15 + variation * 6) * 2.4);
    const mass =
      left && ellipse(x, y, -0.3, side ? -0.28 : -0.2, 0.15 + 0.02 * Math.sin(Math.atan2(y, x) * 14), 0.15) < 1;
    return mass ? 0.92 : 0.3 + 0.42 * (1 - distance) + strands;
  };
}

/** Two bones; the thicker one is broken obliquely. */
function leg({ side }: Scene): Phantom {
  return (x, y) => {
    if (ellipse(x, y, 0, 0, 0.62, 1.6) > 1) return 0.03;
    const below = y > 0.12 + x * 0.5;
    const shift = below ? 0.06 : 0;
    const tibia = Math.abs(x + (side ? 0.02 : 0.1) - shift) < 0.15;
    const marrow = Math.abs(x + (side ? 0.02 : 0.1) - shift) < 0.07;
    const fibula = !side && Math.abs(x - 0.24) < 0.06;
    const gap = tibia && Math.abs(y - 0.12 - x * 0.5) < 0.018;
    if (gap) return 0.3;
    if (tibia) return marrow ? 0.72 : 0.93;
    return fibula ? 0.8 : 0.3;
  };
}

/** A fan of speckle with a bright ring that beats from frame to frame. */
function ultrasound({ position, phase, variation }: Scene): Phantom {
  const radius = 0.3 + 0.08 * position + 0.015 * Math.sin(phase * 2 * Math.PI);
  return (x, y) => {
    const depth = Math.hypot(x, y + 1.15);
    if (depth < 0.35 || depth > 2 || Math.abs(Math.atan2(x, y + 1.15)) > 0.68) return 0;
    const distance = ellipse(x, y, 0.04, 0.05, radius * 1.25, radius);
    const speckle = noise(Math.round(depth * 110), Math.round(Math.atan2(x, y + 1.15) * 130), variation + phase);
    if (Math.abs(distance - 1) < 0.12) return 0.75 + 0.2 * speckle;
    return (distance < 1 ? 0.06 : 0.24) + 0.28 * speckle * (1.25 - depth / 2);
  };
}

/** 0 in the centre, 1 on the rim. */
function ellipse(x: number, y: number, centreX: number, centreY: number, radiusX: number, radiusY: number): number {
  return Math.hypot((x - centreX) / radiusX, (y - centreY) / radiusY);
}

/** A number from 0 up to 1 that depends on nothing but its arguments. */
function noise(x: number, y: number, salt: number): number {
  const value = Math.sin(x * 12.9898 + y * 78.233 + salt * 37.719) * 43758.5453;
  return value - Math.floor(value);
}
