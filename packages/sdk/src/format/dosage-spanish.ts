/**
 * `@ehr-widgets/sdk/dosage-spanish`: the words of a dose sentence in Spanish. An entry of its own, for `import()`: pages in
 * English do not load it.
 * @module
 */
import type { DosageStrings } from './dosage-strings.ts';
import type { TimeUnit } from './dosage.ts';

const A_UNIT: Readonly<Record<TimeUnit, string>> = {
  s: 'por segundo',
  min: 'por minuto',
  h: 'por hora',
  d: 'al día',
  wk: 'a la semana',
  mo: 'al mes',
  a: 'al año',
};

const BY_MOUTH = 'por la boca';
const INTO_VEIN = 'en una vena';
const INTO_MUSCLE = 'en un músculo';
const UNDER_SKIN = 'bajo la piel';
const UNDER_TONGUE = 'debajo de la lengua';

export const dosageSpanish: DosageStrings = {
  orAbove: (low) => `${low} o más`,
  orBelow: (high) => `${high} o menos`,
  to: (low, high) => `${low} a ${high}`,
  noUnit: (number) => `${number} (unidad no registrada)`,
  frequency: ({ times = '1', timesMax, period, periodMax, unit, span }) => {
    const counted = timesMax ? `${times} a ${timesMax} veces` : times === '1' ? 'una vez' : `${times} veces`;
    if (period === undefined || unit === undefined) return counted;
    if (period === '1' && !periodMax)
      return unit === 'h' && times === '1' && !timesMax ? 'cada hora' : `${counted} ${A_UNIT[unit]}`;
    return times === '1' && !timesMax ? `cada ${span}` : `${counted} cada ${span}`;
  },
  rate: (amount) => `a ${amount}`,
  per: (amount, span) => `${amount} en ${span}`,
  at: (times) => `a las ${times}`,
  on: (days) => `los ${days}`,
  onDates: (dates) => `en estas fechas: ${dates}`,
  before: (offset, event) => `${offset} ${event}`,
  later: (event, offset) => `${event}, ${offset} después`,
  over: (duration) => `en ${duration} cada dosis`,
  lasting: (duration) => `durante ${duration}`,
  from: (start) => `desde ${start}`,
  until: (end) => `hasta ${end}`,
  count: (count) => (count === '1' ? '1 sola dosis' : `${count} dosis en total`),
  asNeeded: 'cuando sea necesario',
  asNeededFor: (reason) => `cuando sea necesario por ${reason}`,
  then: (steps) => steps.join('; después '),
  atSite: (site) => `(${site})`,
  maxPerPeriod: (amount) => `no más de ${amount}`,
  maxPerDose: (amount) => `no más de ${amount} cada vez`,
  maxPerLifetime: (amount) => `no más de ${amount} en toda la vida`,
  routes: {
    '26643006': BY_MOUTH,
    PO: BY_MOUTH,
    '47625008': INTO_VEIN,
    IV: INTO_VEIN,
    '78421000': INTO_MUSCLE,
    IM: INTO_MUSCLE,
    '34206005': UNDER_SKIN,
    SQ: UNDER_SKIN,
    SC: UNDER_SKIN,
    '37839007': UNDER_TONGUE,
    SL: UNDER_TONGUE,
    '6064005': 'sobre la piel',
    '46713006': 'en la nariz',
    '54485002': 'en el ojo',
    '10547007': 'en el oído',
    '37161004': 'por el recto',
    '16857009': 'por la vagina',
  },
  events: {
    MORN: 'por la mañana',
    'MORN.early': 'por la mañana temprano',
    'MORN.late': 'al final de la mañana',
    NOON: 'al mediodía',
    AFT: 'por la tarde',
    'AFT.early': 'a primera hora de la tarde',
    'AFT.late': 'al final de la tarde',
    EVE: 'al anochecer',
    'EVE.early': 'al comienzo del anochecer',
    'EVE.late': 'al final del anochecer',
    NIGHT: 'por la noche',
    PHS: 'después de dormir',
    HS: 'al acostarse',
    WAKE: 'al despertar',
    C: 'con las comidas',
    CM: 'con el desayuno',
    CD: 'con el almuerzo',
    CV: 'con la cena',
    AC: 'antes de las comidas',
    ACM: 'antes del desayuno',
    ACD: 'antes del almuerzo',
    ACV: 'antes de la cena',
    PC: 'después de las comidas',
    PCM: 'después del desayuno',
    PCD: 'después del almuerzo',
    PCV: 'después de la cena',
  },
  units: {
    U: 'unidades',
    IU: 'unidades',
    '[iU]': 'unidades',
    '[IU]': 'unidades',
    ug: 'microgramos',
    mcg: 'microgramos',
    µg: 'microgramos',
    μg: 'microgramos',
  },
};
