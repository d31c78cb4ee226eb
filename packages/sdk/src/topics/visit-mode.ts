/**
 * How one takes part in a visit: there, by video or by telephone.
 * @module
 */
import type * as fhir from 'fhir/r4.js';
import type { Concept } from '../format/concept.ts';
import { conceptOf } from '../format/concept.ts';
import { extensions, list, text } from '../format/read.ts';

/** `unknown` where nothing says it: then it is asked for, and not guessed. */
export type VisitMode = 'in-person' | 'video' | 'phone' | 'unknown';

/** A place on the net, or a number to call, by which one joins (FHIR R5 VirtualServiceDetail, in its form for R4). */
export interface VirtualService {
  readonly channel?: Concept | undefined;
  /** Always https. Show it as a link only; it is never fetched, and may let whoever has it join. */
  readonly link?: string | undefined;
  readonly phone?: string | undefined;
  /** A meeting number or pass code. */
  readonly sessionKey?: string | undefined;
  /** More about how to join, always https. */
  readonly information?: string | undefined;
}

/** R5's elements in R4 (hl7.fhir.uv.xver-r5.r4 0.1.0), whose guide writes the URL in two forms. */
const BACKPORTED = [
  'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService',
  'http://hl7.org/fhir/uv/xver/StructureDefinition/ext-R5-Appointment.virtualService',
];

/** An appointment's virtual services: by R5's element, or by the extension that brings it to R4. */
export function virtualServicesOf(appointment: fhir.Appointment): VirtualService[] {
  const later = list((appointment as { virtualService?: Detail | Detail[] }).virtualService).map(fromElement);
  const earlier = BACKPORTED.flatMap((url) => extensions(appointment, url)).map(fromExtension);
  return [...later, ...earlier].filter((one) => Object.values(one).some((value) => value !== undefined));
}

/** The words and codes of a visit, and whether it has a place that one can go to. */
export function modeOf(
  told: readonly (Concept | undefined)[],
  services: readonly VirtualService[],
  place: boolean,
): VisitMode {
  const concepts = [...told, ...services.map(({ channel }) => channel)].flatMap((one) => one ?? []);
  const codes = concepts.flatMap(({ codings }) => codings.flatMap(({ code }) => code ?? []));
  const words = concepts.map((one) => [one.text, ...one.codings.map(({ display }) => display)].join(' ')).join(' ');
  if (codes.some((code) => VIDEO_CODES.includes(code)) || VIDEO_WORDS.test(words)) return 'video';
  if (codes.some((code) => PHONE_CODES.includes(code)) || PHONE_WORDS.test(words)) return 'phone';
  if (services.some(({ link }) => link !== undefined)) return 'video';
  if (services.some(({ phone }) => phone !== undefined)) return 'phone';
  return place ? 'in-person' : 'unknown';
}

/** Telemedicine consultation with patient (SNOMED CT); HL7 service-mode. */
const VIDEO_CODES: readonly string[] = ['448337001', 'videoconference'];
/** Telephone encounter and telephone consultation (SNOMED CT); HL7 service-mode. */
const PHONE_CODES: readonly string[] = ['185317003', '386472008', 'telephone'];
const VIDEO_WORDS = /\b(video|telehealth|telemedicine|televisit|virtual)/i;
const PHONE_WORDS = /\b(tele)?phone\b/i;

interface Detail {
  readonly channelType?: fhir.Coding;
  readonly addressUrl?: string;
  readonly addressString?: string;
  readonly addressContactPoint?: fhir.ContactPoint;
  readonly additionalInfo?: string | readonly string[];
  readonly sessionKey?: string;
}

function fromElement(detail: Detail): VirtualService {
  const address = [detail.addressUrl, detail.addressString, detail.addressContactPoint?.value];
  const isPhone = detail.addressContactPoint?.system === 'phone';
  return {
    channel: conceptOf(detail.channelType),
    link: firstOf(address, secureLink),
    phone: isPhone ? text(detail.addressContactPoint?.value) : undefined,
    sessionKey: text(detail.sessionKey),
    information: firstOf(list(detail.additionalInfo as string[]), secureLink),
  };
}

function fromExtension(extension: object): VirtualService {
  const part = (url: string): Part | undefined => extensions(extension, url)[0];
  const [channel, address, more, key] = ['channelType', 'address', 'additionalInfo', 'sessionKey'].map(part);
  // An address of several types is one more level down.
  const addresses = [address, ...list(address?.extension)];
  const first = (value: `value${string}`): unknown => addresses.find((one) => one?.[value] !== undefined)?.[value];
  return fromElement({
    channelType: channel?.['valueCoding'] as fhir.Coding,
    addressUrl: (first('valueUrl') ?? first('valueUri')) as string,
    addressString: first('valueString') as string,
    addressContactPoint: first('valueContactPoint') as fhir.ContactPoint,
    additionalInfo: (more?.['valueUrl'] ?? more?.['valueUri']) as string,
    sessionKey: key?.['valueString'] as string,
  });
}

type Part = ReturnType<typeof extensions>[number];

/** A link that a page may offer: nothing but https, and no name or password in it. */
export function secureLink(sent: unknown): string | undefined {
  const url = URL.parse(text(sent) ?? '');
  return url?.protocol === 'https:' && !url.username && !url.password ? url.href : undefined;
}

function firstOf(sent: readonly unknown[], read: (one: unknown) => string | undefined): string | undefined {
  return sent.map(read).find((one) => one !== undefined);
}
