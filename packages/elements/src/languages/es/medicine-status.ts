import type { StatusFacts } from '../../medication-list/status.strings.ts';
import type { Language } from '../language.ts';

/*
 * "Suspendido" is left out: it can be read as paused and as stopped for good. A date stands in brackets, because it may be
 * a day, a year alone or "hoy", which no one article fits.
 */
const on = ({ on }: StatusFacts): string => (on ? ` (${on})` : '');
const why = ({ why }: StatusFacts): string => (why ? `: ${why}` : '');
/** First in its sentence: "tomado por" would say who took it. */
const accordingTo = (told: StatusFacts): string => `Según ${told.by || 'lo declarado'}${on(told)}`;
const until = ({ until }: StatusFacts): string => until || 'una fecha que no se indica';
const facts = (...parts: readonly string[]): string => parts.filter(Boolean).join(' · ');

export const medicineStatus: Language['medicineStatus'] = {
  patient: {
    active: {
      word: 'Activo',
      says: () => 'Aquí no se sabe cuántos resurtidos quedan. Pregunte en su farmacia antes de que se le acabe.',
    },
    'active-refills-left': { word: 'Activo', says: () => 'Puede pedir más cuando lo necesite.' },
    'active-no-refills': {
      word: 'Hay que renovarlo',
      says: () => 'No quedan resurtidos. Quien receta tiene que renovarlo antes de que se pueda entregar más.',
    },
    'active-on-ward': {
      word: 'En el hospital',
      says: () =>
        'Indicado para que lo dé el personal durante una estancia en el hospital. En casa, pregunte antes de tomarlo.',
    },
    'not-filled': {
      word: 'Aún no entregado',
      says: (told) =>
        `Recetado${on(told)}, y no consta ninguna entrega desde entonces. Pregunte en su farmacia si está listo.`,
    },
    'being-prepared': {
      word: 'En preparación',
      says: () => 'La farmacia lo está preparando. Pregunte cuándo puede recogerlo.',
    },
    'ready-to-collect': { word: 'Listo para recoger', says: () => 'Está listo. Recójalo en la farmacia.' },
    'supply-on-hold': {
      word: 'Entrega en pausa',
      says: (told) => `La farmacia puso la entrega en pausa${why(told)}. Llame antes de que se le acabe.`,
    },
    'supply-declined': {
      word: 'No entregado',
      says: (told) => `La farmacia no lo entregó${why(told)}. Llame a la farmacia, o pregunte a quien se lo recetó.`,
    },
    'supply-cancelled': {
      word: 'Entrega anulada',
      says: (told) =>
        `La última entrega se anuló o no se completó${why(told)}. Llame a la farmacia si todavía lo necesita.`,
    },
    'supply-over': {
      word: 'Puede haberse acabado',
      says: (told) => `Según sus días, la última entrega alcanzaba hasta ${until(told)}. Si todavía lo toma, pida más.`,
    },
    expired: {
      word: 'Receta caducada',
      says: (told) => `Esta receta se podía usar hasta ${until(told)}. Si todavía lo necesita, pida una nueva.`,
    },
    'course-over': {
      word: 'Comprobar el final',
      says: (told) =>
        `La fecha prevista para terminar era ${until(told)}, y sigue marcado como activo. Pregunte si debe seguir tomándolo.`,
    },
    'starts-later': {
      word: 'Aún no empezado',
      says: (told) => `La fecha prevista para empezar es ${until(told)}. No lo empiece antes.`,
    },
    'on-hold': {
      word: 'En pausa',
      says: (told) => `En pausa${why(told)}. No lo tome hasta que su equipo médico se lo diga.`,
    },
    stopped: {
      word: 'Retirado',
      says: (told) => `Retirado${why(told)}. No vuelva a empezarlo sin preguntar a su equipo médico.`,
    },
    cancelled: {
      word: 'Anulado',
      says: (told) => `La receta se anuló${why(told)}. Pregunte a su equipo médico si la esperaba.`,
    },
    completed: {
      word: 'Terminado',
      says: (told) =>
        `La receta consta como completada${why(told)}. Si todavía toma este medicamento, avise a su equipo médico.`,
    },
    draft: { word: 'Aún no en vigor', says: () => 'Se está preparando la receta. No lo empiece todavía.' },
    proposed: {
      word: 'Propuesto',
      says: () => 'Se propuso, pero no se recetó. Pregunte a su equipo médico antes de empezarlo.',
    },
    'renewal-asked': {
      word: 'Renovación pedida',
      says: (told) => `Pedida${on(told)}. Todavía no consta ninguna respuesta. Llame antes de que se le acabe.`,
    },
    planned: {
      word: 'Previsto',
      says: () => 'Está previsto, pero no recetado. Su equipo médico le dirá cuándo empezar.',
    },
    'reported-taking': {
      word: 'Declarado',
      says: (told) =>
        `${accordingTo(told)}, se toma. Aquí no consta ninguna receta vigente. Si esto ha cambiado, avise a su equipo médico.`,
    },
    'reported-on-hold': {
      word: 'En pausa',
      says: (told) => `${accordingTo(told)}, está en pausa${why(told)}. Pregunte antes de volver a empezarlo.`,
    },
    'reported-intended': {
      word: 'Aún no empezado',
      says: (told) => `${accordingTo(told)}, está a punto de empezarse. Pregunte a su equipo médico si no está seguro.`,
    },
    'reported-stopped': {
      word: 'Retirado',
      says: (told) => `${accordingTo(told)}, se dejó de tomar${why(told)}. Si lo toma, avise a su equipo médico.`,
    },
    'reported-completed': {
      word: 'Terminado',
      says: (told) => `${accordingTo(told)}, el tratamiento terminó. Si todavía lo toma, avise a su equipo médico.`,
    },
    'reported-not-taking': {
      word: 'No se toma',
      says: (told) => `${accordingTo(told)}, no se toma${why(told)}. Si lo toma, avise a su equipo médico.`,
    },
    'not-taken-as-ordered': {
      word: 'No se toma como se recetó',
      says: (told) =>
        `Está recetado, pero no se toma, según ${told.by || 'lo declarado'}${on(told)}${why(told)}. Hable con su equipo médico.`,
    },
    disagreement: {
      word: 'Los registros no coinciden',
      says: () => 'Su historia clínica dice cosas distintas sobre él. Pregunte antes de tomarlo o de dejarlo.',
    },
    supplied: {
      word: 'Entregado',
      says: (told) =>
        `Entregado${on(told)}. Aquí no consta ninguna receta. Pregunte en su farmacia si no sabe bien cómo tomarlo.`,
    },
    'being-given': {
      word: 'Se le está dando',
      says: () => 'El personal se lo está dando. Pregúnteles lo que quiera saber.',
    },
    'giving-on-hold': {
      word: 'Administración en pausa',
      says: (told) => `El personal ha dejado de dárselo por ahora${why(told)}. Pregúnteles lo que quiera saber.`,
    },
    given: { word: 'Administrado', says: (told) => `El personal se lo dio${on(told)}. No tiene que hacer nada.` },
    'given-in-part': {
      word: 'Administrado en parte',
      says: (told) =>
        `El personal empezó a dárselo${on(told)} y lo interrumpió${why(told)}. Pregunte a su equipo médico si tiene dudas.`,
    },
    'not-given': {
      word: 'No administrado',
      says: (told) => `No se le dio${on(told)}${why(told)}. Pregunte a su equipo médico si tiene dudas.`,
    },
    'do-not-give': {
      word: 'No tomar',
      says: (told) => `No se le debe dar esto${why(told)}. Dígaselo a todo médico y farmacéutico.`,
    },
    unknown: {
      word: 'Estado desconocido',
      says: () => 'La historia clínica no dice si está en uso. Pregunte a su equipo médico o a un farmacéutico.',
    },
  },
  clinician: {
    active: { word: 'Activo', says: () => 'Resurtidos restantes desconocidos.' },
    'active-refills-left': { word: 'Activo', says: () => 'Quedan resurtidos.' },
    'active-no-refills': {
      word: 'Requiere renovación',
      says: () => 'Activo, no quedan resurtidos. Renovar o retirar.',
    },
    'active-on-ward': {
      word: 'Activo, hospitalario',
      says: () => 'Prescripción hospitalaria, no para dispensar.',
    },
    'not-filled': {
      word: 'No dispensado',
      says: (told) => `Prescrito${on(told)}, sin dispensación posterior en esta fuente.`,
    },
    'being-prepared': { word: 'En preparación', says: () => 'Dispensación en preparación.' },
    'ready-to-collect': { word: 'Listo para recoger', says: () => 'Preparado, no entregado.' },
    'supply-on-hold': {
      word: 'Dispensación en pausa',
      says: (told) => facts('Dispensación en pausa', told.on, told.why),
    },
    'supply-declined': {
      word: 'Dispensación rechazada',
      says: (told) => facts('Dispensación rechazada', told.on, told.why),
    },
    'supply-cancelled': {
      word: 'Dispensación anulada',
      says: (told) => facts('Dispensación anulada o interrumpida', told.on, told.why),
    },
    'supply-over': {
      word: 'Suministro agotado',
      says: (told) =>
        `Última dispensación hasta ${until(told)}, calculado según sus días. El estado sigue siendo activo.`,
    },
    expired: { word: 'Caducado', says: (told) => `Válido hasta ${until(told)}. El estado sigue siendo activo.` },
    'course-over': {
      word: 'Pasado su final',
      says: (told) => `Fin previsto: ${until(told)}. El estado sigue siendo activo.`,
    },
    'starts-later': {
      word: 'Inicio posterior',
      says: (told) => `Inicio previsto: ${until(told)}. El estado ya es activo.`,
    },
    'on-hold': { word: 'En pausa', says: (told) => facts('En pausa', told.why) },
    stopped: { word: 'Retirado', says: (told) => facts('Retirado', told.why) },
    cancelled: { word: 'Anulado', says: (told) => facts('Anulado antes de usarse', told.why) },
    completed: { word: 'Completado', says: (told) => facts('Prescripción completada', told.why) },
    draft: { word: 'Borrador', says: () => 'No está en vigor.' },
    proposed: { word: 'Propuesto', says: (told) => facts('Propuesta, no prescripción', told.on) },
    'renewal-asked': {
      word: 'Renovación solicitada',
      says: (told) => facts('Renovación solicitada, sin respuesta', told.on),
    },
    planned: { word: 'Planificado', says: (told) => facts('Plan, no prescripción', told.on) },
    'reported-taking': {
      word: 'Declarado',
      says: (told) => facts('Declarado como tomado, sin prescripción vigente', told.by, told.on),
    },
    'reported-on-hold': {
      word: 'En pausa',
      says: (told) => facts('Declarado como en pausa', told.by, told.on, told.why),
    },
    'reported-intended': { word: 'Previsto', says: (told) => facts('Declarado como previsto', told.by, told.on) },
    'reported-stopped': {
      word: 'Retirado',
      says: (told) => facts('Declarado como retirado', told.by, told.on, told.why),
    },
    'reported-completed': {
      word: 'Completado',
      says: (told) => facts('Declarado como completado', told.by, told.on),
    },
    'reported-not-taking': {
      word: 'No se toma',
      says: (told) => facts('Declarado como no tomado', told.by, told.on, told.why),
    },
    'not-taken-as-ordered': {
      word: 'No se toma como se prescribió',
      says: (told) => facts('Prescrito y activo, declarado como no tomado', told.by, told.on, told.why),
    },
    disagreement: {
      word: 'Los registros no coinciden',
      says: () => 'En vigor según un registro, no según otro. Aclarar.',
    },
    supplied: { word: 'Dispensado', says: (told) => facts('Dispensado, sin prescripción registrada', told.on) },
    'being-given': { word: 'Administrándose', says: (told) => facts('Administración en curso', told.on) },
    'giving-on-hold': {
      word: 'Administración en pausa',
      says: (told) => facts('Administración en pausa', told.on, told.why),
    },
    given: { word: 'Administrado', says: (told) => facts('Administrado', told.on) },
    'given-in-part': {
      word: 'Administrado en parte',
      says: (told) => facts('Administración interrumpida antes de su fin', told.on, told.why),
    },
    'not-given': { word: 'No administrado', says: (told) => facts('No administrado', told.on, told.why) },
    'do-not-give': {
      word: 'No administrar',
      says: (told) => facts('Orden de no administrarlo', told.on, told.why),
    },
    unknown: { word: 'Estado desconocido', says: () => 'Ausente, o no es un código del estándar.' },
  },
};
