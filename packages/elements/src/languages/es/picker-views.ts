import type { ViewWords } from '../../appointment-picker/views.strings.ts';
import type { Language } from '../language.ts';

const plural = (count: string, one: string, more: string): string => `${count} ${count === '1' ? one : more}`;

const common: Omit<ViewWords, 'compareNext'> = {
  week: (from, until) => `Del ${from} al ${until}`,
  weekBefore: 'Semana anterior',
  weekAfter: 'Semana siguiente',
  weekKeys:
    'Las flechas arriba y abajo llevan de hora en hora; izquierda y derecha, de día en día; Re Pág y Av Pág, de semana en semana.',
  none: 'Ninguna libre',
  firstTitle: 'Próximas horas libres',
  firstSaid: (count) => plural(count, 'hora libre en la lista', 'horas libres en la lista'),
  showMore: 'Mostrar más horas',
  noLater: (day) => `No hay más hasta el ${day}. Las horas posteriores no se muestran aquí.`,
  compareTitle: 'Comparar',
  firstFree: 'Primera libre',
  soon: (days) => `Próximos ${days} días`,
  count: (count) => plural(count, 'hora', 'horas'),
  noneUntil: (day) => `Ninguna hasta el ${day}`,
  notRead: 'No se pudo leer',
  seeTimes: 'Ver todas las horas',
  moreToCompare: (count) => plural(count, 'más no se compara aquí.', 'más no se comparan aquí.'),
  backToTimes: 'Volver a las horas',
};

export const pickerViews: Language['pickerViews'] = {
  patient: { ...common, compareNext: 'Vea cuál está libre antes. Elija una hora para seguir con ella.' },
  clinician: { ...common, compareNext: '' },
};
