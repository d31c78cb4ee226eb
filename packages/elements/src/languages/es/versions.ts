import type { Language } from '../language.ts';

const clinician: Language['versions']['clinician'] = {
  title: 'Qué decía antes',
  asking: 'Preguntando si se guardan versiones anteriores',
  reading: 'Leyendo las versiones anteriores',
  earlier: 'Versión anterior',
  stored: (date) => `guardada: ${date}`,
  noDate: 'sin fecha de guardado',
  facets: {
    name: 'Prueba',
    value: 'Resultado',
    flag: 'Marca',
    range: 'Intervalo de referencia',
    status: 'Estado',
    date: 'Toma de muestra',
    comment: 'Comentario',
    members: 'Pruebas que contiene',
    issued: 'Informado',
    conclusion: 'Conclusión',
    files: 'Archivos',
  },
  changedAfter: 'Cambiado después',
  same: 'Nada de lo que aquí se muestra cambió después.',
  deleted: 'Eliminado',
  deletedNext: 'Desde entonces hasta la versión siguiente, esta entrada no existía en el origen.',
  none: 'El origen no tiene ninguna versión anterior a esta.',
  resultsApart: 'Sus resultados tienen versiones propias: abra uno corregido para ver qué decía antes.',
  newer: 'El origen ya tiene otra versión distinta de la que se muestra aquí.',
  readAgain: 'Volver a leer',
  leftOut: (count) => `No se muestran: ${count}, de otra persona u otra entrada, o sin contenido.`,
  cutOff: 'Hay más versiones de las que se pudieron leer.',
  unsupported: 'No se envió ninguna versión anterior. Este origen no da versiones anteriores.',
  denied: 'Versiones anteriores: sin permiso',
  deniedNext: (scopes) => `El inicio de sesión no concedió ${scopes}.`,
  failed: 'No se pudieron leer las versiones anteriores',
};

export const versions: Language['versions'] = {
  clinician,
  patient: {
    ...clinician,
    facets: { ...clinician.facets, range: 'Intervalo habitual' },
    none: 'No hay ninguna versión anterior a esta.',
    unsupported:
      'No se envió ninguna versión anterior. Este lugar no muestra qué decía un resultado antes de corregirse.',
    deniedNext: () =>
      'Su inicio de sesión no las incluye. El laboratorio o su equipo de atención pueden decirle qué cambió.',
    resultsApart: 'Para ver qué decía antes un resultado corregido, abra ese resultado.',
    newer: 'Ya hay otra versión distinta de la que se muestra aquí.',
  },
};
