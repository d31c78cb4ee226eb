import { EhrSession } from './session.ts';

EhrSession.define();
