/**
 * Where the value of a sort key stands in the index.
 * @module
 */
import type { SearchParameterType } from '../definitions/registry.ts';

export const sortColumns: Readonly<
  Record<Exclude<SearchParameterType, 'composite'>, readonly [table: string, column: string]>
> = {
  token: ['token', 'code'],
  string: ['string', 'value'],
  date: ['date', 'low'],
  number: ['quantity', 'low'],
  quantity: ['quantity', 'low'],
  uri: ['uri', 'value'],
  reference: ['reference', 'target'],
};
