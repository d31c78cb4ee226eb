/**
 * `@ehr-widgets/sdk/units`: amounts in the units that a reader is used to, by UCUM. Its table of units is large: load it by
 * `import()` where somebody asks for it.
 * @module
 */
export { convert, convertFor, type UnitSystem } from './format/units/convert.ts';
