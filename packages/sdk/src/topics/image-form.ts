/**
 * What can be drawn of a DICOM object, by its SOP class (DICOM PS3.4 §B.5, PS3.6 annex A).
 * @module
 */

/**
 * `frames` may hold several images, to be asked for one by one; `slide` is a whole slide, whose frames are small tiles of one
 * picture; `none` is no image: a report, measurements, marks, a wave. What is not known here is one image, or may be.
 */
export type ImageForm = 'frames' | 'slide' | 'none';

export function formOf(sopClass: string | undefined): ImageForm | undefined {
  if (!sopClass?.startsWith(STORAGE)) return undefined;
  const end = sopClass.slice(STORAGE.length);
  if (end === '77.1.6') return 'slide';
  if (FRAMES.has(end)) return 'frames';
  return /^(?:9|11|88|104)\./.test(end) || NONE.has(end) ? 'none' : undefined;
}

/** Storage of what an examination makes. */
const STORAGE = '1.2.840.10008.5.1.4.1.1.';

const FRAMES: ReadonlySet<string> = new Set([
  // Enhanced CT and MR, and what was converted to them.
  ...['2.1', '2.2', '4.1', '4.3', '4.4'],
  // Ultrasound multi-frame, retired and in use, and volumes.
  ...['3', '3.1', '6.2'],
  // Secondary capture of several frames: bits, grey of a byte and of a word, colour.
  ...['7.1', '7.2', '7.3', '7.4'],
  // Angiography and fluoroscopy, and X-ray in three dimensions, tomosynthesis of the breast among it.
  ...['12.1', '12.1.1', '12.2', '12.2.1', '13.1.1', '13.1.2', '13.1.3', '13.1.4', '13.1.5'],
  // Optical coherence tomography in vessels, nuclear medicine, PET.
  ...['14.1', '14.2', '20', '128.1', '130'],
  // Video and photographs of endoscopes, microscopes and eyes, and tomography of eyes.
  ...['77.1.1.1', '77.1.2.1', '77.1.4.1', '77.1.5.1', '77.1.5.2', '77.1.5.4'],
  // Radiotherapy: images and dose.
  ...['481.1', '481.2'],
]);

/** Encapsulated and structured things are found by their beginnings; these are the others. */
const NONE: ReadonlySet<string> = new Set(['66', '66.1', '66.2', '66.3', '481.3', '481.4', '481.5', '481.6', '481.7']);
