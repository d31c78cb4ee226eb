import type { Language } from '../language.ts';

const many =
  (one: string, more: string): ((count: string) => string) =>
  (count) =>
    `${count} ${count === '1' ? one : more}`;

const common = {
  list: 'Informes',
  counted: {
    report: many('informe', 'informes'),
    study: many('estudio de imágenes', 'estudios de imágenes'),
    document: many('documento', 'documentos'),
    unreported: many('día de resultados sin informe', 'días de resultados sin informe'),
  },
  matching: (shown: string, all: string): string => `Se muestran ${shown} de ${all}`,
  all: 'Todos los informes',
  newer: 'Más reciente',
  older: 'Más antiguo',
  place: (at: string, all: string): string => `${at} de ${all}`,
  unreported: 'Resultados sin informe',
  inAll: many('resultado', 'resultados'),
  statusCode: (word: string, code: string): string => `${word} («${code}»)`,
  results: 'Resultados',
  columns: { test: 'Prueba', result: 'Resultado', flag: 'Marca', range: 'Intervalo de referencia' },
  partOf: (name: string): string => `parte de ${name}`,
  missing: 'No encontrado',
  conclusion: 'Conclusión',
  earlier: many('versión anterior', 'versiones anteriores'),
  conclusionWas: 'Conclusión anterior',
  filesDiffer: 'Sus archivos eran otros.',
  change: { changed: 'Cambiado', came: 'Añadido', gone: 'Retirado' },
  wasThen: (before: string, now: string): string => `${before}; después ${now}`,
  specimen: {
    collected: (date: string): string => `tomada ${date}`,
    accession: (number: string): string => `número ${number}`,
  },
};

const plain = {
  partial: '',
  preliminary: '',
  registered: '',
  final: '',
  amended: '',
  corrected: '',
  appended: '',
  cancelled: '',
  'entered-in-error': '',
  unknown: '',
};

const status = {
  registered: 'Registrado',
  partial: 'Parcial',
  preliminary: 'Preliminar',
  final: 'Definitivo',
  amended: 'Modificado',
  corrected: 'Corregido',
  appended: 'Ampliado',
  cancelled: 'Cancelado',
  'entered-in-error': 'Registrado por error',
  unknown: 'Estado desconocido',
};

const counts = {
  critical: many('crítico', 'críticos'),
  high: many('alto', 'altos'),
  low: many('bajo', 'bajos'),
  abnormal: many('anormal', 'anormales'),
  noted: many('hallazgo', 'hallazgos'),
  unknown: (count: string): string => `${count} con otra marca`,
};

const critical = (count: string, results: string): string =>
  `${count} ${count === '1' ? 'resultado crítico' : 'resultados críticos'}: ${results}`;

export const reports: Language['reports'] = {
  patient: {
    ...common,
    notHere: 'El informe que se abrió no está aquí',
    notHereNext: 'No está entre lo que se pudo leer. Su equipo médico puede informarle.',
    unreportedNext: 'Estos resultados constan por sí solos: ningún informe dice que los contenga.',
    status: { ...status, registered: 'Todavía sin resultado', partial: 'Todavía no están todos los resultados' },
    statusNext: {
      ...plain,
      registered: 'El laboratorio conoce la prueba. Sus resultados llegarán después.',
      partial: 'Faltan resultados por llegar.',
      preliminary: 'Todavía puede cambiar. El informe definitivo llegará después.',
      amended: 'Se cambió algo después de que fuera definitivo.',
      corrected: 'Se corrigió un error después de que fuera definitivo.',
      appended: 'Se añadió algo después de que fuera definitivo.',
      cancelled: 'La prueba no se hizo, o no se terminó.',
    },
    counts,
    critical,
    missingNext: (count) =>
      count === '1'
        ? 'El informe nombra un resultado que no se pudo encontrar aquí.'
        : `El informe nombra ${count} resultados que no se pudieron encontrar aquí.`,
    mistaken: 'Registrado por error',
    nothing: 'Este informe no contiene resultados ni texto',
    nothingNext: 'Pregunte a su equipo médico qué dice.',
    comments: 'Comentarios',
    noEarlier: 'Lo que decía antes no se guarda aquí.',
    sameContent: 'Nada de lo que se puede comparar aquí es distinto.',
    facts: {
      collected: 'Muestra tomada o examen hecho',
      until: 'Hasta',
      issued: 'Informe disponible',
      orderedBy: 'Pedido por',
      order: 'Pedido',
      ordered: 'Pedido el',
      performer: 'Hecho por',
      interpreter: 'Leído por',
      specimen: 'Muestra',
      status: 'Estado',
      kind: 'Tipo',
      category: 'Archivado en',
      source: 'De',
      identifier: 'Número',
      code: 'Código',
      reference: 'Referencia',
    },
    nouns: { reports: { owned: 'sus informes', plain: 'informes' } },
  },
  clinician: {
    ...common,
    notHere: 'El informe que se abrió no está entre lo leído',
    notHereNext: 'Búsquelo en la historia clínica.',
    unreportedNext: 'Ningún informe leído nombra estos resultados.',
    status,
    statusNext: {
      ...plain,
      partial: 'Faltan resultados.',
      preliminary: 'Los resultados validados pueden ser distintos.',
      amended: 'Modificado después de ser definitivo.',
      corrected: 'Corregido después de ser definitivo.',
      appended: 'Ampliado después de ser definitivo.',
    },
    counts,
    critical,
    missingNext: (count) => `Nombrados en el informe y no encontrados entre lo leído: ${count}.`,
    mistaken: 'Registrado por error',
    nothing: 'Sin resultados, conclusión ni archivo',
    nothingNext: 'El informe no dice nada más que lo que consta arriba.',
    comments: 'Comentarios',
    noEarlier: 'La fuente no guarda ninguna versión anterior.',
    sameContent: 'Sin diferencias en resultados, conclusión ni archivos.',
    facts: {
      collected: 'Extracción o examen',
      until: 'Hasta',
      issued: 'Informado',
      orderedBy: 'Solicitado por',
      order: 'Solicitud',
      ordered: 'Solicitado',
      performer: 'Realizado por',
      interpreter: 'Interpretado por',
      specimen: 'Muestra',
      status: 'Estado',
      kind: 'Tipo',
      category: 'Categoría',
      source: 'Fuente',
      identifier: 'Identificador',
      code: 'Código',
      reference: 'Referencia',
    },
    nouns: { reports: { owned: 'informes', plain: 'informes' } },
  },
};
