import type { Language } from '../language.ts';

const words: Language['raw']['patient'] = {
  title: 'FHIR tal como está ahora en la fuente:',
  reading: 'Leyendo…',
  failed: 'No se pudo leer:',
  withoutId: 'No tiene identificador en el documento, así que no se puede pedir por separado.',
};

export const raw: Language['raw'] = { patient: words, clinician: words };
