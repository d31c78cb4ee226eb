import { EhrConnect } from './connect.ts';

EhrConnect.define();
