/** The part of the UCUM library (U.S. National Library of Medicine) that is used here; it brings no types. */
declare module '@lhncbc/ucum-lhc/source-cjs/ucumPkg.js' {
  interface Conversion {
    readonly status: 'succeeded' | 'failed' | 'error';
    readonly toVal: number | null;
  }
  export class UcumLhcUtils {
    static getInstance(): UcumLhcUtils;
    convertUnitTo(from: string, value: number, to: string, options: { molecularWeight: number | null }): Conversion;
  }
}
