import type { Language } from '../language.ts';

type Words = Language['resultHelp']['patient'];

const quoted = (word: string): string =>
  `«${word}» es lo que dice el laboratorio de este resultado. Por sí sola, la palabra no es buena ni mala.`;
const critical = (word: string): string =>
  `«${word}» significa: más allá de un límite a partir del cual alguien debe mirar el resultado enseguida.`;

const words: Words = {
  title: '¿Qué significan estas palabras?',
  panel: 'Esto es un grupo de pruebas. Cada una tiene su propio resultado.',
  bounds: {
    '<': (value, number) => `${value} significa: menos de ${number}. No se indicó cuánto menos.`,
    '<=': (value, number) => `${value} significa: ${number} o menos. No se indicó el número exacto.`,
    '>=': (value, number) => `${value} significa: ${number} o más. No se indicó el número exacto.`,
    '>': (value, number) => `${value} significa: más de ${number}. No se indicó cuánto más.`,
  },
  flags: {
    'critical-high': critical,
    'critical-low': critical,
    critical,
    high: (word) => `«${word}» significa: por encima de lo que espera el laboratorio.`,
    low: (word) => `«${word}» significa: por debajo de lo que espera el laboratorio.`,
    abnormal: (word) => `«${word}» significa: no es lo que espera el laboratorio.`,
    noted: quoted,
    stated: quoted,
    unknown: (word) =>
      `«${word}» es una marca propia del laboratorio. No sabemos qué significa; el laboratorio se lo puede decir.`,
    normal: (word) => `«${word}» significa: dentro de lo que espera el laboratorio.`,
    none: () =>
      'Este resultado no tiene ninguna marca. Eso no quiere decir que sea normal: nadie ha dicho ni una cosa ni la otra.',
  },
  byRange:
    'El laboratorio no envió ninguna marca para esto. Solo hemos comparado el número con los límites que envió el laboratorio.',
  statuses: {
    registered: (word) => `«${word}» significa: la prueba está en curso o prevista.`,
    preliminary: (word) => `«${word}» significa: un primer resultado, que todavía puede cambiar.`,
    final: () => '',
    amended: (word) => `«${word}» significa: el laboratorio cambió o añadió algo después de darlo por definitivo.`,
    corrected: (word) => `«${word}» significa: lo que el laboratorio envió antes tenía un error. Este es el correcto.`,
    cancelled: (word) => `«${word}» significa: la prueba no se hizo, o no se terminó.`,
    'entered-in-error': (word) => `«${word}» significa: esto no debería estar en su historia clínica.`,
    unknown: (word) => `«${word}» significa: el laboratorio no dijo si este resultado es definitivo.`,
  },
  range: (range) =>
    `El intervalo del laboratorio es ${range}. Indica lo que el laboratorio espera de la mayoría de las personas sanas. Cambia de un laboratorio a otro, y con la edad y el sexo.`,
  otherRange: (range) =>
    `El laboratorio envió esto para comparar el resultado: ${range}. Puede valer solo para un fin o para un grupo de personas.`,
  noRange: 'El laboratorio no envió ningún intervalo con este resultado. Algunas pruebas no lo tienen.',
  outside:
    'Un resultado fuera del intervalo no significa por sí solo que usted esté enfermo, y uno dentro no significa por sí solo que todo esté bien.',
  differs:
    'Los lugares donde le atienden indican este resultado de forma distinta. Arriba figura lo que dice cada uno.',
  doubtful: 'Puede que otro resultado sea este mismo, contado otra vez. Figura arriba.',
  together:
    'Su equipo médico mira cada resultado junto con los demás y con cómo se encuentra usted. Ellos pueden decirle qué significa en su caso.',
  aboutTest: 'Sobre esta prueba:',
  readMore: 'Leer más sobre esta prueba',
  newTab: '(se abre en otra pestaña)',
  ask: 'Preguntar a mi equipo médico por este resultado',
  notTaken: 'Ahora mismo no se pueden enviar preguntas desde esta página',
  notTakenNext: 'No se envió nada. Llame a su equipo médico, o escríbales como suele hacerlo.',
};

export const resultHelp: Language['resultHelp'] = {
  patient: words,
  clinician: {
    ...words,
    ask: 'Preguntar por este resultado',
    notTaken: 'Nadie recibió la pregunta',
    notTakenNext: 'No se envió nada.',
  },
};
