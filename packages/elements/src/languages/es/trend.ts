import type { TrendFacts } from '../../results-viewer/chart.strings.ts';
import type { Language } from '../language.ts';

const common = {
  period: 'Tiempo mostrado',
  periods: { '1m': '1 mes', '6m': '6 meses', '1y': '1 año', '3y': '3 años', all: 'Todo' },
  from: 'Desde',
  to: 'Hasta',
  chart: (test: string, unit: string): string =>
    `Gráfico: ${[test, unit].filter(Boolean).join(', ')}. Las flechas llevan de un resultado a otro, Re Pág y Av Pág de diez en diez, más y menos acercan y alejan`,
  summary: ({ count, from, to, first, last, lowest, highest }: TrendFacts): string =>
    `${count} ${count === '1' ? 'resultado' : 'resultados'}, del ${from} al ${to}. Primero: ${first}; más bajo: ${lowest}; más alto: ${highest}; último: ${last}.`,
  apart: {
    'no-number': (count: string): string => `${count} sin número`,
    'no-date': (count: string): string => `${count} sin fecha`,
    cancelled: (count: string): string => `${count} sin hacer, por anulación`,
    outside: (count: string): string => `${count} fuera del tiempo mostrado`,
  },
  legend: 'Leyenda del gráfico',
  table: 'Los mismos resultados en una tabla',
  columns: {
    collected: 'Extracción',
    reported: 'Como se informó',
    charted: 'En el gráfico',
    flag: 'Marca',
    range: 'Intervalo',
    test: 'Prueba',
    source: 'Fuente',
  },
  beside: 'Otras pruebas en el mismo tiempo',
  add: (test: string): string => `Añadir ${test}`,
  remove: (test: string): string => `Quitar ${test}`,
  most: (tests: string): string => `Como máximo caben juntas ${tests} pruebas. Quite una para añadir otra.`,
  goals: 'Objetivos',
  goal: (name: string, value: string, facts: string): string =>
    `Objetivo: ${[value ? `${name} (${value})` : name, facts].filter(Boolean).join(', ')}.`,
  goalFrom: (date: string): string => `desde: ${date}`,
  goalUntil: (date: string): string => `para: ${date}`,
  medicines: 'Medicamentos iniciados',
  began: {
    ordered: (date: string): string => `recetado: ${date}`,
    taken: (date: string): string => `se dice que se toma desde: ${date}`,
  },
  furtherDates: (count: string): string => `y ${count} fechas más`,
  saveImage: 'Guardar como imagen',
  print: 'Imprimir el gráfico',
  saved: (moment: string): string => `Guardado: ${moment}`,
};

export const trend: Language['trend'] = {
  patient: {
    ...common,
    emptyPeriod: 'No tiene ningún resultado de esta prueba en el tiempo mostrado.',
    notDrawn: (reasons) => `Fuera del gráfico, pero en la lista de abajo: ${reasons}.`,
    thinned: (drawn, all) =>
      `El gráfico muestra ${drawn} de ${all} resultados, entre ellos el más alto y el más bajo de cada tiempo. Acérquelo para verlos uno a uno.`,
    ownChart: (unit, newest) =>
      `Los resultados en ${unit} tienen un gráfico propio, porque no es seguro cómo se comparan con los resultados en ${newest}.`,
    noUnit: 'sin unidad',
    notConverted:
      'No se pudo cargar lo necesario para comparar unidades distintas. Cada unidad tiene un gráfico propio.',
    underCodes: (tests) =>
      `Los laboratorios dan nombres distintos a esta prueba, y aquí se muestran todos juntos: ${tests}.`,
    marks: {
      reported: 'Como se informó',
      out: 'Para mirar',
      converted: 'Convertido aquí desde otra unidad',
      bound: 'Está más allá de ese número',
      band: 'Intervalo que vino con cada resultado',
      critical: 'Límite que el laboratorio llama crítico',
      goal: 'Objetivo acordado con usted, y de qué lado está',
      medicine: 'Medicamento iniciado',
    },
    findBeside: 'Buscar una prueba para añadir',
    medicinesNote:
      'Una señal muestra cuándo se recetó o se empezó un medicamento. No significa que haya cambiado el resultado.',
    noMedicines: 'Aquí no consta ningún medicamento con fecha.',
    goalsNoun: { owned: 'sus objetivos', plain: 'objetivos' },
    goalsNote: 'Un objetivo es lo que usted y su equipo de atención quieren alcanzar. No es el intervalo habitual.',
    noGoals: 'Aquí no consta ningún objetivo para esta prueba.',
    goalsApart: {
      'no-number': (goal) => `Fuera del gráfico, porque no tiene número: ${goal}`,
      'other-unit': (goal) => `Fuera del gráfico, porque no es seguro cómo se compara su unidad: ${goal}`,
      'not-active': (goal) => `Fuera del gráfico, porque ahora no está en vigor: ${goal}`,
    },
    undatedMedicines: (names) => `Sin señal, porque no consta la fecha: ${names}.`,
  },
  clinician: {
    ...common,
    emptyPeriod: 'Ningún resultado en el tiempo mostrado.',
    notDrawn: (reasons) => `Sin dibujar, abajo en la lista: ${reasons}.`,
    thinned: (drawn, all) => `Dibujados ${drawn} de ${all}; no falta ningún extremo. Acerque para verlos uno a uno.`,
    ownChart: (unit, newest) => `${unit} aparte: sin conversión segura a ${newest}.`,
    noUnit: 'sin unidad',
    notConverted: 'No se pudo cargar la conversión de unidades. Cada unidad tiene un gráfico propio.',
    underCodes: (tests) => `Varios códigos dibujados juntos (un mismo grupo de LOINC): ${tests}.`,
    marks: {
      reported: 'Como se informó',
      out: 'Con marca',
      converted: 'Convertido aquí',
      bound: 'Cota, está más allá',
      band: 'Intervalo de referencia de cada resultado',
      critical: 'Límite crítico, según el emisor',
      goal: 'Objetivo, con señal del lado que se busca',
      medicine: 'Medicamento iniciado',
    },
    findBeside: 'Buscar una prueba para añadir',
    medicinesNote: 'Señales por fecha de receta o de inicio declarado. No es por fuerza la primera dosis.',
    noMedicines: 'Ningún medicamento con fecha registrado.',
    goalsNoun: { owned: 'los objetivos', plain: 'objetivos' },
    goalsNote: 'Objetivos registrados para esta persona. No son intervalos de referencia ni marcan nada.',
    noGoals: 'Ningún objetivo registrado mide esta prueba.',
    goalsApart: {
      'no-number': (goal) => `Sin dibujar, sin número: ${goal}`,
      'other-unit': (goal) => `Sin dibujar, sin conversión segura de su unidad: ${goal}`,
      'not-active': (goal) => `Sin dibujar, no activo: ${goal}`,
    },
    undatedMedicines: (names) => `Sin señal, sin fecha: ${names}.`,
  },
};
