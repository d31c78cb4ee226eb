/**
 * Defines every element of the library.
 * @module
 */
import './appointment-list/define.ts';
import './appointment-picker/define.ts';
import './connect/define.ts';
import './medication-list/define.ts';
import './patient-summary/define.ts';
import './results-viewer/define.ts';
import './session/define.ts';
import './source/define.ts';
