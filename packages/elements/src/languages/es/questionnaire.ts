import type { Language } from '../language.ts';

const common = {
  reading: 'Leyendo las preguntas',
  required: 'hay que responder',
  yes: 'Sí',
  no: 'No',
  clear: 'Quitar la respuesta',
  other: 'Otra cosa',
  choose: 'Elija',
  amount: 'Cantidad',
  unit: 'Unidad',
  another: (question: string): string => `Añadir: ${question}`,
  remove: (question: string): string => `Quitar: ${question}`,
  nth: (question: string, number: string, count: string): string => `${question} (${number} de ${count})`,
  unnamed: 'Pregunta sin texto',
  putRight: (count: string): string =>
    count === '1' ? 'Falta una respuesta o no es correcta' : `Faltan ${count} respuestas o no son correctas`,
  problems: {
    missing: () => 'Responda a esta pregunta.',
    number: (example: string) => `Escriba un número, por ejemplo ${example}.`,
    whole: () => 'Escriba un número entero.',
    date: () => 'Escriba una fecha completa.',
    time: () => 'Escriba una hora del día.',
    address: () => 'Escriba una dirección web, por ejemplo https://www.example.org.',
    'too-long': (_: string, limit: string) => `Escriba ${limit} letras como máximo.`,
    'too-low': (_: string, limit: string) => `Escriba ${limit} o más.`,
    'too-high': (_: string, limit: string) => `Escriba ${limit} o menos.`,
    unit: () => 'Indique también la unidad.',
    choice: () => 'Elija una de las respuestas.',
  },
};

export const questionnaire: Language['questionnaire'] = {
  patient: {
    ...common,
    ownClock: 'Según su propio reloj.',
    ifItConcerns: 'Responda solo si le afecta.',
    cannotAsk: 'Esta pregunta no se puede responder aquí',
    cannotAskWhy: {
      kind: 'Pide algo que esta página no puede recoger.',
      options: 'No se pudieron leer las respuestas para elegir.',
      nested: 'Pregunta más sobre cada respuesta de lo que esta página puede.',
    },
    cannotAskNext: 'La consulta se lo preguntará.',
    notInUse: (status) => `La consulta ha marcado estas preguntas como ${status}. Pregunte si debe responderlas.`,
    cannotKeep: {
      scope:
        'La consulta tiene preguntas para usted, y su inicio de sesión no incluye responderlas. Se las harán ellos.',
      capability: 'La consulta tiene preguntas para usted, y no recoge las respuestas en línea. Se las harán ellos.',
      'no-source': 'Ya no ha iniciado sesión allí.',
    },
    unread: 'No se pudieron leer las preguntas de la consulta',
    sentWith: 'Sus respuestas se envían a la consulta junto con esto.',
  },
  clinician: {
    ...common,
    ownClock: 'Según el reloj de este equipo.',
    ifItConcerns: 'Solo si procede: su condición no se puede evaluar aquí.',
    cannotAsk: 'No se puede responder aquí',
    cannotAskWhy: {
      kind: 'Un tipo de respuesta que aquí no se conoce.',
      options: 'Su conjunto de valores no está en el formulario.',
      nested: 'Anida preguntas bajo respuestas repetidas.',
    },
    cannotAskNext: 'Hay que preguntarlo en persona.',
    notInUse: (status) => `Estado del formulario: ${status}.`,
    cannotKeep: {
      scope: 'Cuestionario no preguntado: no se concedió el permiso para QuestionnaireResponse.',
      capability: 'Cuestionario no preguntado: el servidor no admite QuestionnaireResponse.',
      'no-source': 'La sesión ha terminado.',
    },
    unread: 'No se pudo leer el cuestionario',
    sentWith: 'Se guarda como QuestionnaireResponse y se enlaza.',
  },
};
