import { EhrSource } from './source.ts';

EhrSource.define();
