import type { Language } from '../language.ts';

export const lastLooks: Language['lastLooks'] = {
  patient: {
    isNew: 'Nuevo',
    isNewOrChanged: 'Nuevo o modificado',
    newOnes: (count) => (count === '1' ? '1 nuevo' : `${count} nuevos`),
    since: (moment) => `Nuevo desde la última vez que miró, ${moment}`,
    sinceNext: 'Las entradas que no dicen cuándo se registraron no se marcan.',
    markSeen: 'Marcar todo como visto',
    marked: 'Todo marcado como visto.',
  },
  clinician: {
    isNew: 'Nuevo',
    isNewOrChanged: 'Nuevo o modificado',
    newOnes: (count) => (count === '1' ? '1 nuevo' : `${count} nuevos`),
    since: (moment) => `Nuevo desde la última consulta aquí, ${moment}`,
    sinceNext: 'Las entradas sin fecha de registro no se marcan.',
    markSeen: 'Marcar todo como visto',
    marked: 'Todo marcado como visto.',
  },
};
