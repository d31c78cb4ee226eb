import type { Language } from '../language.ts';

export const session: Language['session'] = {
  patient: {
    title: 'Inicie sesión para ver su historia clínica',
    text: 'Usted inicia sesión en su hospital o clínica, no en este sitio. No se guarda nada al cerrar la página.',
    signIn: 'Iniciar sesión',
    signInAt: (place) => `Iniciar sesión en ${place}`,
    fromChart: {
      title: 'Abra esta página desde el sitio de su hospital',
      next: 'Recibe su historia clínica desde allí, y no se le entregó ninguna.',
    },
    signingIn: 'Iniciando sesión',
    inWindow: 'Termine de iniciar sesión en la ventana que se abrió. Después, esta página continúa sola.',
    inPage: 'Un momento.',
    showWindow: 'Mostrar la ventana de inicio de sesión',
    signedIn: (place) => `Sesión iniciada en ${place}`,
    signedInAsStaff: (place) => `Sesión iniciada en ${place} como personal, para ningún paciente en particular`,
    signOut: 'Cerrar sesión',
    again: 'Intentar de nuevo',
    byPage: 'Abrir la página de inicio de sesión',
    mistake: {
      title: 'En esta página no está preparado el inicio de sesión',
      next: 'Avise a los responsables de este sitio. Su historia clínica está a salvo.',
    },
    errors: {
      'issuer-not-allowed': {
        title: 'Esta página no puede abrir historias clínicas de ese lugar',
        next: 'El enlace que le trajo aquí es de otro hospital o clínica. Vaya al sitio de ellos.',
      },
      'discovery-failed': {
        title: 'No se encontró la página de inicio de sesión',
        next: 'Puede que el sistema del hospital o de la clínica no funcione. Inténtelo de nuevo en unos minutos.',
      },
      'popup-blocked': {
        title: 'Su navegador no abrió la ventana de inicio de sesión',
        next: 'Abra la página de inicio de sesión en esta pestaña. Después volverá aquí.',
      },
      'popup-closed': {
        title: 'Se cerró la ventana de inicio de sesión',
        next: 'No ha iniciado sesión. Inténtelo de nuevo cuando quiera.',
      },
      'access-denied': {
        title: 'Usted no permitió que esta página viera su historia clínica',
        next: 'No se compartió nada. Si cambia de opinión, inicie sesión de nuevo y dé permiso.',
      },
      'authorization-failed': {
        title: 'No se pudo iniciar sesión',
        next: 'El sistema del hospital o de la clínica rechazó la petición. Inténtelo de nuevo; si se repite, avise a los responsables de este sitio.',
      },
      'state-mismatch': {
        title: 'Este inicio de sesión no era de fiar',
        next: 'La respuesta no correspondía a lo que pidió esta página, y se descartó. Inicie sesión de nuevo.',
      },
      'code-rejected': {
        title: 'El inicio de sesión tardó demasiado',
        next: 'Caducó antes de terminar. Inicie sesión de nuevo.',
      },
      'token-request-failed': {
        title: 'No se pudo terminar el inicio de sesión',
        next: 'El sistema del hospital o de la clínica no respondió. Inténtelo de nuevo en unos minutos.',
      },
      'no-patient': {
        title: 'No se eligió ninguna historia clínica',
        next: 'Inicie sesión de nuevo y elija de quién es la historia clínica que quiere ver.',
      },
      'nothing-granted': {
        title: 'No se permitió que esta página viera nada',
        next: 'Inicie sesión de nuevo y deje marcada al menos una parte de su historia clínica.',
      },
      'session-expired': {
        title: 'Se cerró su sesión',
        next: 'Su inicio de sesión caducó. Inicie sesión de nuevo para continuar.',
      },
      'session-idle': {
        title: 'Se cerró su sesión',
        next: 'Nadie usó esta página durante un rato y su historia clínica se cerró. Inicie sesión de nuevo para continuar.',
      },
      'id-token-invalid': {
        title: 'Este inicio de sesión no era de fiar',
        next: 'No estaba claro quién había iniciado sesión, y no se mostró nada. Inicie sesión de nuevo; si se repite, avise a los responsables de este sitio.',
      },
      'storage-unavailable': {
        title: 'Su navegador no deja que esta página inicie su sesión',
        next: 'Permita que este sitio guarde datos para la pestaña, o inicie sesión en una ventana aparte.',
      },
    },
    otherError: {
      title: 'No se pudo contactar con su sistema de historias clínicas',
      next: 'Revise su conexión e inténtelo de nuevo en unos minutos.',
    },
  },
  clinician: {
    title: 'Inicie sesión para abrir la historia clínica',
    text: 'El inicio de sesión se hace en el servidor de la historia clínica. No se guarda nada al cerrar la página.',
    signIn: 'Iniciar sesión',
    signInAt: (place) => `Iniciar sesión en ${place}`,
    fromChart: {
      title: 'No se inició desde una historia clínica',
      next: 'Abra esta aplicación desde la historia clínica del paciente. La dirección de la página no lleva iss ni launch.',
    },
    signingIn: 'Iniciando sesión',
    inWindow: 'Termine en la ventana que se abrió.',
    inPage: 'Un momento.',
    showWindow: 'Mostrar la ventana de inicio de sesión',
    signedIn: (place) => `Sesión iniciada en ${place}`,
    signedInAsStaff: (place) => `Sesión iniciada en ${place}, sin paciente elegido`,
    signOut: 'Cerrar sesión',
    again: 'Intentar de nuevo',
    byPage: 'Abrir la página de inicio de sesión',
    mistake: { title: 'Sesión sin configurar', next: 'La consola del navegador indica qué falta.' },
    errors: {
      'issuer-not-allowed': {
        title: 'Iniciado desde un servidor no autorizado',
        next: 'Inicie desde una historia clínica de esta organización, o pida que se añada la dirección del servidor.',
      },
      'discovery-failed': {
        title: 'Sin configuración SMART',
        next: 'El servidor no dio un .well-known/smart-configuration utilizable. Inténtelo de nuevo; si se repite, avise a informática.',
      },
      'popup-blocked': {
        title: 'El navegador bloqueó la ventana de inicio de sesión',
        next: 'Abra la página de inicio de sesión en esta pestaña.',
      },
      'popup-closed': {
        title: 'Se cerró la ventana de inicio de sesión',
        next: 'Sesión no iniciada. Inténtelo de nuevo.',
      },
      'access-denied': {
        title: 'Acceso denegado',
        next: 'Se rechazó el consentimiento. Inicie sesión de nuevo para darlo.',
      },
      'authorization-failed': {
        title: 'Falló la autorización',
        next: 'El servidor de autorización rechazó la petición. Inténtelo de nuevo; si se repite, avise a informática.',
      },
      'state-mismatch': {
        title: 'Respuesta de inicio de sesión rechazada',
        next: 'Su parámetro state no coincidía con lo enviado, y se descartó. Inicie de nuevo.',
      },
      'code-rejected': {
        title: 'Inicio de sesión caducado',
        next: 'Se rechazó el código de autorización: demasiado antiguo, o ya usado. Inicie de nuevo.',
      },
      'token-request-failed': {
        title: 'Sin respuesta al pedir el token',
        next: 'No se pudo terminar el inicio de sesión. Inténtelo de nuevo en unos minutos.',
      },
      'no-patient': { title: 'Sin paciente en contexto', next: 'Abra un paciente e inicie de nuevo.' },
      'nothing-granted': {
        title: 'No se concedió ningún permiso',
        next: 'No se puede leer nada. Inicie de nuevo, o solicite acceso.',
      },
      'session-expired': { title: 'Sesión caducada', next: 'Inicie sesión de nuevo para continuar.' },
      'session-idle': {
        title: 'Sesión cerrada: página sin uso',
        next: 'La historia clínica se cerró. Inicie sesión de nuevo para continuar.',
      },
      'id-token-invalid': {
        title: 'Identidad no verificada',
        next: 'El id token no superó la validación, y se rechazó el inicio de sesión. Inténtelo de nuevo; si se repite, avise a informática.',
      },
      'storage-unavailable': {
        title: 'El almacenamiento de sesión no está disponible',
        next: 'Hace falta para iniciar sesión por redirección. Use una ventana, o permita el almacenamiento a este sitio.',
      },
    },
    otherError: { title: 'Sin conexión con el servidor', next: 'Revise la conexión e inténtelo de nuevo.' },
  },
};

const at = (place: string): string => (place ? ` en ${place}` : '');

export const ending: Language['ending'] = {
  patient: {
    idle: (left) => `Su sesión se cerrará en ${left} porque nadie ha usado esta página.`,
    expiry: (left, place) => `Su sesión${at(place)} termina en ${left}.`,
    moment: 'un momento',
    stay: 'Seguir con la sesión abierta',
    signIn: 'Iniciar sesión de nuevo',
    stayed: 'Su sesión sigue abierta.',
  },
  clinician: {
    idle: (left) => `La sesión se cierra en ${left}: página sin uso.`,
    expiry: (left, place) => `La sesión${at(place)} termina en ${left}.`,
    moment: 'un momento',
    stay: 'Seguir con la sesión abierta',
    signIn: 'Iniciar sesión de nuevo',
    stayed: 'La sesión sigue abierta.',
  },
};

export const places: Language['places'] = {
  patient: {
    title: 'Inicie sesión para ver su historia clínica',
    text: 'Usted inicia sesión en cada lugar por separado, no en este sitio. No se guarda nada al cerrar la página.',
    textKept:
      'Usted inicia sesión en cada lugar por separado, no en este sitio. La sesión sigue abierta hasta que cierre la pestaña.',
    heading: 'De dónde viene su historia clínica',
    signedInAt: (ready, all) => `Sesión iniciada en ${ready} de ${all} lugares`,
    signedInAtAll: (all) => `Sesión iniciada en ${all} lugares`,
    show: 'Mostrar los lugares',
    hide: 'Ocultar los lugares',
    signOutEverywhere: 'Cerrar sesión en todos',
    unnamed: 'Un lugar sin nombre',
    ready: 'Sesión iniciada',
    signedOut: 'Sesión no iniciada',
    signingIn: 'Iniciando sesión',
    loading: 'Un momento',
    noPatient: 'Ninguna historia clínica elegida',
    asStaff: 'Como personal, para ningún paciente en particular.',
    failed: 'Sesión no iniciada',
    expired: 'Sesión cerrada',
    mistake: 'Sin preparar',
    signIn: 'Iniciar sesión',
    showWindow: 'Mostrar la ventana',
    again: 'Intentar de nuevo',
    signOut: 'Cerrar sesión',
    remove: 'Quitar',
    allowWindows: 'Permita que este sitio abra ventanas e inténtelo de nuevo.',
  },
  clinician: {
    title: 'Inicie sesión para abrir la historia clínica',
    text: 'Cada fuente tiene su propio inicio de sesión. No se guarda nada al cerrar la página.',
    textKept: 'Cada fuente tiene su propio inicio de sesión. Las sesiones se conservan hasta cerrar la pestaña.',
    heading: 'Fuentes de esta historia clínica',
    signedInAt: (ready, all) => `${ready} de ${all} fuentes`,
    signedInAtAll: (all) => `${all} fuentes`,
    show: 'Mostrar las fuentes',
    hide: 'Ocultar las fuentes',
    signOutEverywhere: 'Cerrar sesión en todas',
    unnamed: 'Fuente sin nombre',
    ready: 'Sesión iniciada',
    signedOut: 'Sesión no iniciada',
    signingIn: 'Iniciando sesión',
    loading: 'Cargando',
    noPatient: 'Sin paciente',
    asStaff: 'Aquí no se ha elegido paciente.',
    failed: 'Falló',
    expired: 'Sesión cerrada',
    mistake: 'Sin configurar',
    signIn: 'Iniciar sesión',
    showWindow: 'Mostrar la ventana',
    again: 'Intentar de nuevo',
    signOut: 'Cerrar sesión',
    remove: 'Quitar',
    allowWindows: 'Permita las ventanas de este sitio e inténtelo de nuevo.',
  },
};
