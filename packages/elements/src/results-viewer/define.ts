import { EhrResultsViewer } from './results-viewer.ts';

EhrResultsViewer.define();
