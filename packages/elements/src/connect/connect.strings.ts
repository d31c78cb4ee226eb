import type { BrandCategory } from '@ehr-widgets/sdk/brands';
import { Strings } from '../shared/strings.ts';

/** Every word of finding a provider. */
export interface ConnectWords {
  readonly title: string;
  readonly label: string;
  /** How many there are to look for. */
  readonly hint: (count: string) => string;
  readonly loading: string;
  readonly failed: string;
  /** `passing`: it may be well again in a minute. */
  readonly failedNext: (passing: boolean) => string;
  readonly mistake: string;
  readonly mistakeNext: string;
  readonly empty: string;
  readonly emptyNext: string;
  readonly notFound: (asked: string) => string;
  readonly notFoundNext: string;
  readonly found: (count: string) => string;
  readonly tooMany: (shown: string, total: string) => string;
  readonly more: string;
  readonly alias: (name: string) => string;
  readonly partOf: (name: string) => string;
  /** Said of a brand with many places after the first of them. */
  readonly otherPlaces: (place: string, others: number, count: string) => string;
  /** What is not a hospital or clinic says what it is. */
  readonly categories: Readonly<Record<BrandCategory, string>>;
  readonly connect: string;
  /** Read after the button's word, so that one button can be told from the next. */
  readonly connectTo: (place: string) => string;
  readonly connected: string;
  readonly signingIn: string;
  readonly noClient: string;
  readonly inactive: string;
  readonly unsupported: string;
  readonly noEndpoint: string;
  readonly visit: (place: string) => string;
  readonly newTab: string;
}

const places = (place: string, others: number, count: string): string =>
  others === 1 ? `${place} and 1 other place` : `${place} and ${count} other places`;

export const connectStrings = new Strings<ConnectWords>('connect', {
  patient: {
    title: 'Add a hospital or clinic',
    label: 'Name or town of your hospital or clinic',
    hint: (count) => `${count} listed. Type a name, a town or a postcode.`,
    loading: 'Getting the list of hospitals and clinics',
    failed: 'We could not get the list of hospitals and clinics',
    failedNext: (passing) =>
      passing
        ? 'Check your connection and try again in a few minutes.'
        : 'Try again. If it goes on, tell the people who run this site.',
    mistake: 'Adding a hospital or clinic is not set up on this page',
    mistakeNext: 'Tell the people who run this site. Your record is safe.',
    empty: 'No hospital or clinic is listed here yet',
    emptyNext: 'Ask yours whether its records can be seen on this site.',
    notFound: (asked) => `We could not find “${asked}”`,
    notFoundNext:
      'Check the spelling, or try the name of the town. If it is not here, ask your clinic how to see your record.',
    found: (count) => `${count} found`,
    tooMany: (shown, total) => `Showing ${shown} of ${total}. Type more of the name or the town.`,
    more: 'Show more',
    alias: (name) => `Also called ${name}`,
    partOf: (name) => `Part of ${name}`,
    otherPlaces: places,
    categories: {
      clinical: '',
      insurance: 'Health insurer',
      laboratory: 'Laboratory',
      imaging: 'Imaging centre',
      pharmacy: 'Pharmacy',
      network: 'Record network',
      aggregator: 'Record collector',
    },
    connect: 'Connect',
    connectTo: (place) => `to ${place}`,
    connected: 'Connected',
    signingIn: 'Show the sign-in window',
    noClient: 'This page cannot connect to it. You can ask them for your record.',
    inactive: 'Its online access is switched off just now. Try again another day.',
    unsupported: 'It does not share records in a way that this page can read.',
    noEndpoint: 'It does not share records with other sites.',
    visit: (place) => `Go to ${place}`,
    newTab: '(opens a new tab)',
  },
  clinician: {
    title: 'Add a source',
    label: 'Organisation or place',
    hint: (count) => `${count} organisations. Search by name, former name, town or postcode.`,
    loading: 'Reading the list of organisations',
    failed: 'The list of organisations could not be read',
    failedNext: (passing) =>
      passing
        ? 'No usable answer from the publisher. Try again.'
        : 'The browser console says why. Try again, or tell IT.',
    mistake: 'Organisation list not configured',
    mistakeNext: 'The browser console says what is missing.',
    empty: 'The list has no organisations',
    emptyNext: 'The brands Bundle holds no Organization with a name.',
    notFound: (asked) => `No organisation matches “${asked}”`,
    notFoundNext: 'Check the spelling, or search by town. It may not publish an endpoint for apps.',
    found: (count) => `${count} found`,
    tooMany: (shown, total) => `${shown} of ${total}. Narrow the search.`,
    more: 'Show more',
    alias: (name) => `Also known as ${name}`,
    partOf: (name) => `Part of ${name}`,
    otherPlaces: places,
    categories: {
      clinical: '',
      insurance: 'Payer',
      laboratory: 'Laboratory',
      imaging: 'Imaging',
      pharmacy: 'Pharmacy',
      network: 'Health information network',
      aggregator: 'Aggregator',
    },
    connect: 'Connect',
    connectTo: (place) => `to ${place}`,
    connected: 'Connected',
    signingIn: 'Show the sign-in window',
    noClient: 'Not connectable: this page has no client id there.',
    inactive: 'Endpoint not active.',
    unsupported: 'Endpoint does not offer FHIR R4.',
    noEndpoint: 'No endpoint published.',
    visit: (place) => `Go to ${place}`,
    newTab: '(opens a new tab)',
  },
});
