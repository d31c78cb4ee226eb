import type { Language } from '../language.ts';

const otherPlaces = (place: string, others: number, count: string): string =>
  others === 1 ? `${place} y 1 lugar más` : `${place} y ${count} lugares más`;

export const connect: Language['connect'] = {
  patient: {
    title: 'Añadir un hospital o una clínica',
    label: 'Nombre o localidad de su hospital o clínica',
    hint: (count) => `${count} en la lista. Escriba un nombre, una localidad o un código postal.`,
    loading: 'Obteniendo la lista de hospitales y clínicas',
    failed: 'No pudimos obtener la lista de hospitales y clínicas',
    failedNext: (passing) =>
      passing
        ? 'Revise su conexión e inténtelo de nuevo en unos minutos.'
        : 'Inténtelo de nuevo. Si se repite, avise a los responsables de este sitio.',
    mistake: 'En esta página no está preparado añadir un hospital o una clínica',
    mistakeNext: 'Avise a los responsables de este sitio. Su historia clínica está a salvo.',
    empty: 'Aquí no hay todavía ningún hospital ni clínica',
    emptyNext: 'Pregunte en el suyo si su historia clínica se puede ver en este sitio.',
    notFound: (asked) => `No encontramos “${asked}”`,
    notFoundNext:
      'Revise cómo se escribe, o pruebe con el nombre de la localidad. Si no está aquí, pregunte en su clínica cómo ver su historia clínica.',
    found: (count) => (count === '1' ? '1 encontrado' : `${count} encontrados`),
    tooMany: (shown, total) => `Se muestran ${shown} de ${total}. Escriba más letras del nombre o de la localidad.`,
    more: 'Mostrar más',
    alias: (name) => `También llamado ${name}`,
    partOf: (name) => `Parte de ${name}`,
    otherPlaces,
    categories: {
      clinical: '',
      insurance: 'Seguro de salud',
      laboratory: 'Laboratorio',
      imaging: 'Centro de imagen médica',
      pharmacy: 'Farmacia',
      network: 'Red de historias clínicas',
      aggregator: 'Servicio que reúne historias clínicas',
    },
    connect: 'Conectar',
    connectTo: (place) => `con ${place}`,
    connected: 'Conectado',
    signingIn: 'Mostrar la ventana de inicio de sesión',
    noClient: 'Esta página no puede conectarse. Puede pedirles su historia clínica directamente.',
    inactive: 'Su acceso en línea está desactivado en este momento. Inténtelo otro día.',
    unsupported: 'No comparte las historias clínicas de una forma que esta página pueda leer.',
    noEndpoint: 'No comparte historias clínicas con otros sitios.',
    visit: (place) => `Ir a ${place}`,
    newTab: '(se abre en otra pestaña)',
  },
  clinician: {
    title: 'Añadir una fuente',
    label: 'Organización o lugar',
    hint: (count) => `${count} organizaciones. Busque por nombre, nombre anterior, localidad o código postal.`,
    loading: 'Leyendo la lista de organizaciones',
    failed: 'No se pudo leer la lista de organizaciones',
    failedNext: (passing) =>
      passing
        ? 'Quien la publica no dio una respuesta utilizable. Inténtelo de nuevo.'
        : 'La consola del navegador indica la causa. Inténtelo de nuevo, o avise a informática.',
    mistake: 'Lista de organizaciones sin configurar',
    mistakeNext: 'La consola del navegador indica qué falta.',
    empty: 'La lista no contiene organizaciones',
    emptyNext: 'El Bundle de marcas no contiene ninguna Organization con nombre.',
    notFound: (asked) => `Ninguna organización coincide con “${asked}”`,
    notFoundNext:
      'Revise cómo se escribe, o busque por localidad. Puede que no publique ningún acceso para aplicaciones.',
    found: (count) => (count === '1' ? '1 encontrada' : `${count} encontradas`),
    tooMany: (shown, total) => `${shown} de ${total}. Precise la búsqueda.`,
    more: 'Mostrar más',
    alias: (name) => `También conocida como ${name}`,
    partOf: (name) => `Parte de ${name}`,
    otherPlaces,
    categories: {
      clinical: '',
      insurance: 'Aseguradora',
      laboratory: 'Laboratorio',
      imaging: 'Imagen médica',
      pharmacy: 'Farmacia',
      network: 'Red de información de salud',
      aggregator: 'Agregador',
    },
    connect: 'Conectar',
    connectTo: (place) => `con ${place}`,
    connected: 'Conectado',
    signingIn: 'Mostrar la ventana de inicio de sesión',
    noClient: 'Sin conexión posible: esta página no tiene allí un identificador de cliente.',
    inactive: 'Acceso no activo.',
    unsupported: 'El acceso no ofrece FHIR R4.',
    noEndpoint: 'No publica ningún acceso.',
    visit: (place) => `Ir a ${place}`,
    newTab: '(se abre en otra pestaña)',
  },
};
