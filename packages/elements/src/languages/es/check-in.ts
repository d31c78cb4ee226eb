import type { Language } from '../language.ts';

export const checkIn: Language['checkIn'] = {
  patient: {
    title: 'Antes de su visita',
    sentWith: 'Sus respuestas se envían al centro para esta visita.',
    send: 'Enviar mis respuestas',
    sending: 'Enviando sus respuestas',
    later: 'Ahora no',
    nothingYet: 'Todavía no ha respondido a nada.',
    notSent: 'Sus respuestas no se han enviado',
    stillHere: 'Lo que ha escrito sigue aquí.',
    unsure: 'No se sabe si sus respuestas se han enviado',
    unsureNext: 'Envíelas otra vez. Antes se mira si ya están, para no enviarlas dos veces.',
    sent: (source, moment) => `Sus respuestas se enviaron a ${source} (${moment}).`,
    unnamed: 'La cita no menciona sus respuestas',
    unnamedNext: (source) => `${source} las tiene entre sus formularios. Dígalo cuando acuda.`,
  },
  clinician: {
    title: 'Preguntas antes de la visita',
    sentWith: 'Se guarda como un QuestionnaireResponse que la cita nombra.',
    send: 'Guardar las respuestas',
    sending: 'Guardando las respuestas',
    later: 'Cerrar',
    nothingYet: 'Todavía no hay respuestas.',
    notSent: 'Respuestas no guardadas',
    stillHere: 'No se ha perdido nada de lo escrito.',
    unsure: 'Resultado desconocido: respuestas',
    unsureNext: 'Guárdelas otra vez: antes se comprueba si ya están.',
    sent: (source, moment) => `Respuestas guardadas en ${source} (${moment}).`,
    unnamed: 'Respuestas sin vincular a la cita',
    unnamedNext: (source) => `Están en ${source} como un QuestionnaireResponse propio.`,
  },
};
