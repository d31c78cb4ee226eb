import type { FhirErrorCode } from '@ehr-widgets/sdk';
import type { Language } from '../language.ts';

const reasonsForPatients: Readonly<Record<FhirErrorCode, string>> = {
  offline: 'Este dispositivo no tiene conexión. Conéctese a internet e inténtelo de nuevo.',
  unreachable: 'No se pudo contactar con el sistema de historias clínicas. Revise su conexión e inténtelo de nuevo.',
  timeout: 'El sistema de historias clínicas tardó demasiado en responder. Inténtelo de nuevo en unos minutos.',
  unauthorized: 'Su inicio de sesión ya no es válido. Inicie sesión de nuevo.',
  forbidden: 'El sistema de historias clínicas no lo permitió. Su equipo médico puede decirle qué hay.',
  'not-found': 'El sistema de historias clínicas no lo encontró. Pregunte a su equipo médico.',
  gone: 'Se eliminó del sistema de historias clínicas. Pregunte a su equipo médico.',
  'not-supported': 'El sistema de historias clínicas no lo ofrece en línea. Pregunte a su equipo médico.',
  rejected: 'El sistema de historias clínicas no aceptó la petición. Si se repite, avise a su equipo médico.',
  conflict: 'Otra persona lo cambió al mismo tiempo. Inténtelo de nuevo.',
  throttled: 'El sistema de historias clínicas está ocupado. Espere un minuto e inténtelo de nuevo.',
  'server-error': 'El sistema de historias clínicas tuvo un fallo. Inténtelo de nuevo en unos minutos.',
  'bad-response':
    'El sistema de historias clínicas envió algo que no se pudo leer. Inténtelo de nuevo en unos minutos.',
  'outcome-unknown':
    'No se sabe si el cambio se guardó. Vuelva a mirar su historia clínica antes de repetirlo, o pregunte a su equipo médico.',
};

const reasonsForClinicians: Readonly<Record<FhirErrorCode, string>> = {
  offline: 'este dispositivo no tiene conexión',
  unreachable: 'sin conexión con el servidor',
  timeout: 'sin respuesta a tiempo',
  unauthorized: 'el inicio de sesión ya no es válido',
  forbidden: 'acceso denegado',
  'not-found': 'no encontrado',
  gone: 'eliminado',
  'not-supported': 'no disponible en este servidor',
  rejected: 'petición no aceptada',
  conflict: 'modificado entretanto',
  throttled: 'demasiadas peticiones',
  'server-error': 'fallo del servidor',
  'bad-response': 'respuesta ilegible',
  'outcome-unknown': 'enviado, resultado desconocido; compruebe antes de repetir',
};

const status = (value: number | undefined): string => (value === undefined ? '' : ` (${value})`);
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('es') + text.slice(1);

export const states: Language['states'] = {
  patient: {
    couldNotDraw: 'No se pudo mostrar esta parte de la página',
    couldNotDrawNext: 'Vuelva a cargar la página. Si se repite, avise a los responsables de este sitio.',
    waitingSession: (noun) => `Inicie sesión para ver ${noun.owned}`,
    waitingSessionNext: 'Sus datos solo se muestran después de iniciar sesión.',
    waitingPatient: 'No se ha elegido ninguna historia clínica',
    waitingPatientNext: 'Inicie sesión de nuevo y elija de quién es la historia clínica que quiere ver.',
    checking: 'Comprobando que su sesión sigue abierta',
    loading: (noun, read, total) => `Obteniendo ${noun.owned}: ${total ? `${read} de ${total}` : read} hasta ahora`,
    about: (total) => `unos ${total}`,
    reading: (noun) => `Obteniendo ${noun.owned}`,
    denied: (noun) => `Esta página no tiene permiso para mostrar ${noun.owned}`,
    deniedNext: (noun) =>
      `Es posible que haya ${noun.plain}. Para compartir esta información, inicie sesión de nuevo y dé permiso.`,
    unsupported: (noun, sources) => `${sources} no comparte ${noun.plain} en línea`,
    unsupportedNext: (_, sources) => `Aun así, puede que haya algo. Pida una copia a ${sources}.`,
    failed: (noun) => `No pudimos mostrar ${noun.owned}`,
    failedNext: (code) => reasonsForPatients[code],
    stale: (asOf) => `Esta lista se leyó por última vez: ${asOf}`,
    staleNext: (code) => `Puede haber cambiado desde entonces. ${reasonsForPatients[code]}`,
    cutOff: (noun, shown, total) =>
      total ? `Se muestran ${shown} de ${total} ${noun.plain}` : `Se muestran ${shown} ${noun.plain}. Hay más.`,
    cutOffNext: () => 'Aquí está lo más reciente. Puede faltar lo más antiguo.',
    partDenied: (noun) => `Una parte de ${noun.owned} no se puede mostrar aquí`,
    partDeniedNext: () => 'Esta página no tuvo permiso para leerla. Inicie sesión de nuevo para darle permiso.',
    partUnsupported: (noun, source) => `${source} comparte en línea solo una parte de ${noun.owned}`,
    sourceAbsent: (source) => `No ha iniciado sesión en ${source}`,
    sourceAbsentNext: (noun, source) => `En esta lista falta lo que tenga ${source}: ${noun.plain}.`,
    partFailed: (source) => `${source} no respondió`,
    partFailedNext: (noun, source) => `En esta lista falta lo que tenga ${source}: ${noun.plain}.`,
    incomplete: (source) => `${source} indica que puede faltar información`,
    othersLeftOut: (source) => `${source} también envió datos de otra persona`,
    othersLeftOutNext: 'No se muestran. Si se repite, avise a los responsables de este sitio.',
    withheld: (source) => `${source} no muestra todo aquí`,
    withheldNext: 'Sus normas protegen una parte de la historia clínica. Pregunte a su equipo médico.',
    serverSays: (source) => `Mensaje de ${source}`,
    tryAgain: 'Intentar de nuevo',
    signIn: 'Iniciar sesión',
  },
  clinician: {
    couldNotDraw: 'No se pudo dibujar este componente',
    couldNotDrawNext:
      'Use la historia clínica. La consola del navegador tiene los detalles para el servicio de soporte.',
    waitingSession: () => 'No hay ningún paciente abierto',
    waitingSessionNext: 'Abra un paciente, o inicie la aplicación desde la historia clínica.',
    waitingPatient: 'No se ha elegido ningún paciente',
    waitingPatientNext: 'Abra un paciente, o inicie sesión para uno, para ver esto aquí.',
    checking: 'Comprobando la sesión',
    loading: (noun, read, total) => `${capital(noun.plain)}: ${total ? `${read} de ${total}` : read} leídos`,
    about: (total) => `aprox. ${total}`,
    reading: (noun) => `Leyendo ${noun.owned}`,
    denied: () => 'No permitido',
    deniedNext: (noun, scopes) => `No se concedió el permiso ${scopes}. Puede haber ${noun.plain}.`,
    unsupported: () => 'No disponible en este servidor',
    unsupportedNext: (_, sources, types) => `El CapabilityStatement de ${sources} no incluye ${types}.`,
    failed: (noun) => `${capital(noun.plain)}: no se pudo leer`,
    failedNext: (code, value) => `${capital(reasonsForClinicians[code])}${status(value)}. Use la historia clínica.`,
    stale: (asOf) => `Leído: ${asOf}. Falló la actualización`,
    staleNext: (code, value) =>
      `${capital(reasonsForClinicians[code])}${status(value)}. Consulte la historia clínica antes de prescribir.`,
    cutOff: (_, shown, total) => (total ? `Incompleto: ${shown} de ${total}` : `Cortado después de ${shown}`),
    cutOffNext: (total) =>
      total ? 'Faltan los registros más antiguos.' : 'El servidor no indicó el total. Faltan registros.',
    partDenied: () => 'Incompleto: una parte no está permitida',
    partDeniedNext: (scopes) => `No se concedió el permiso ${scopes}.`,
    partUnsupported: (_, source) => `Incompleto: una parte no está disponible en ${source}`,
    sourceAbsent: (source) => `Incompleto: sin sesión en ${source}`,
    sourceAbsentNext: (_, source) => `Faltan los registros de ${source}. No lo use para conciliar la medicación.`,
    partFailed: (source, value) => `Incompleto: falló ${source}${status(value)}`,
    partFailedNext: (_, source) => `Faltan los registros de ${source}. No lo use para conciliar la medicación.`,
    incomplete: (source) => `${source} indica que puede estar incompleto`,
    othersLeftOut: (source) => `${source} también envió registros que nombran a otro paciente`,
    othersLeftOutNext:
      'Se han excluido. Puede que el servidor ignore el parámetro de paciente, o que un archivo contenga varios pacientes: comuníquelo.',
    withheld: (source) => `Incompleto: ${source} retiene una parte`,
    withheldNext: 'Su política de acceso la protege (romper el cristal). Abra la historia clínica.',
    serverSays: (source) => `Mensaje de ${source}`,
    tryAgain: 'Intentar de nuevo',
    signIn: 'Iniciar sesión',
  },
};
