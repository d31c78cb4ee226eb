import { html, nothing, type TemplateResult } from 'lit';
import {
  patient,
  type PatientDetails,
  type PatientIdentifier,
  type PatientMismatch,
  type PatientView,
} from '@ehr-widgets/sdk';
import type { Reader } from '../shared/reader.ts';
import { icon } from '../shared/icons.ts';
import { message } from '../shared/state-view.ts';
import { summaryStrings } from './patient-summary.strings.ts';
import { drawPhoto } from './photo.ts';
import type { SummarySection } from './section.ts';
import { titled } from './sections/line-words.ts';

/** The patient's own topic as a part of the summary: it has no lines, its view is drawn as the banner. */
export const whoSection: SummarySection<PatientView> = {
  name: 'patient',
  topic: patient,
  column: 1,
  ...titled('patient'),
  body: () => ({ rows: [] }),
};

/** How many record numbers the banner shows. */
const IDENTIFIERS = 2;

/**
 * Who this is: name, age, sex, record numbers, language, doctor, photo; that they have died is said unmistakably.
 * @param slim Name, birth date and one record number in one line: the page around says the rest. What warns stays.
 */
export function drawBanner(view: PatientView, reader: Reader, level: number, slim: boolean): TemplateResult {
  const words = summaryStrings.for(reader);
  const details = view.patient;
  if (!details) return html`<div class="who">${message('person', words.noPatient, '')}</div>`;
  const name = reader.name(details.name) || words.noName;
  const numbers = details.identifiers.filter((identifier) => isInUse(identifier, reader));
  const told = slim ? numbers.slice(0, 1) : numbers.slice(0, IDENTIFIERS);
  return html`<div class=${slim ? 'who slim' : 'who'} part="banner">
      ${details.photo && !slim ? drawPhoto(details.photo, `${words.photo}: ${name}`) : nothing}
      <div class="grow">
        <div class="name">
          <div class="h" role="heading" aria-level=${level} id="title">
            <bdi>${headName(details, reader) || name}</bdi>
          </div>
          ${nickname(details, reader)}
        </div>
        <dl>
          ${fact(words.born, born(details, reader))} ${slim ? nothing : fact(words.sex, sex(details, reader))}
          ${told.map((identifier) => fact(identifierLabel(identifier, reader), identifier.value))}
          ${slim ? nothing : careFacts(details, reader)}
        </dl>
      </div>
    </div>
    ${view.mismatches.map((mismatch) => otherPerson(mismatch, reader))} ${deceased(details, reader)}
    ${outOfUse(details, reader)}`;
}

/** At the head of every sheet: whose it is, and when it was printed. A sheet that is on its own may be anybody's. */
export function drawSheetHead(view: PatientView | undefined, reader: Reader): TemplateResult {
  const words = summaryStrings.for(reader);
  const details = view?.patient;
  const number = details?.identifiers.find((identifier) => isInUse(identifier, reader));
  const facts = details
    ? [
        headName(details, reader) || reader.name(details.name) || words.noName,
        `${words.born} ${reader.day(details.birthDate) || words.noValue}`,
        number ? `${identifierLabel(number, reader)} ${number.value}` : '',
      ]
    : [];
  const [name, ...rest] = [...facts.filter(Boolean), words.printed(reader.stamp(reader.now))];
  return html`<div class="sheet-head">
    <p class="num">
      <bdi><b>${name}</b></bdi
      >${rest.map((fact) => html` · <bdi>${fact}</bdi>`)}
    </p>
  </div>`;
}

function careFacts(details: PatientDetails, reader: Reader): TemplateResult {
  const words = summaryStrings.for(reader);
  const languages = details.languages.map(({ language }) => reader.concept(language));
  return html`${fact(words.language, reader.list(languages))}
  ${fact(words.familyDoctor, reader.parties(details.generalPractitioners))}`;
}

/** Two people on one page is the worst that can be shown: said before everything else, with what the other source says. */
function otherPerson({ other }: PatientMismatch, reader: Reader): TemplateResult {
  const words = summaryStrings.for(reader);
  const birth = reader.day(other.birthDate);
  const facts = [reader.name(other.name), birth && `${words.born} ${birth}`, words.sexes[other.gender]];
  return html`<div class="above" part="notice">
    <div class="note critsoft" role="alert">
      ${icon('warning')}
      <div>
        <p class="t">${words.otherPerson(other.origin.sourceName)}</p>
        <p>${words.otherPersonNext(facts.filter(Boolean).join(', '))}</p>
      </div>
    </div>
  </div>`;
}

/** Clinicians look for the family name first. Other orders, and names sent as one text, are kept as sent. */
function headName({ name }: PatientDetails, reader: Reader): string {
  const { family, given, representation } = name ?? { given: [] };
  if (reader.persona !== 'clinician' || !family || given.length === 0 || representation === 'IDE')
    return reader.name(name);
  // A father and a son may differ in the suffix alone.
  return [`${family.toLocaleUpperCase(reader.locale)},`, ...given, ...(name?.suffix ?? [])].join(' ');
}

function nickname({ names }: PatientDetails, reader: Reader): TemplateResult | typeof nothing {
  const nick = names.find(({ use }) => use === 'nickname');
  if (!nick) return nothing;
  return html`<span class="muted"><bdi>${summaryStrings.for(reader).prefers(reader.name(nick))}</bdi></span>`;
}

function fact(label: string, value: string): TemplateResult | typeof nothing {
  return value
    ? html`<div>
        <dt>${label}</dt>
        <dd class="num"><bdi>${value}</bdi></dd>
      </div>`
    : nothing;
}

function born(patient: PatientDetails, reader: Reader): string {
  const date = reader.day(patient.birthDate);
  const age = patient.deceased.state === 'yes' ? '' : reader.age(patient.birthDate);
  return age ? `${date} (${age})` : date;
}

function sex(patient: PatientDetails, reader: Reader): string {
  const words = summaryStrings.for(reader);
  const identity = reader.concept(patient.genderIdentity);
  return [words.sexes[patient.gender], identity, reader.concept(patient.pronouns)].filter(Boolean).join(' · ');
}

function isInUse({ use, period }: PatientIdentifier, { now }: Reader): boolean {
  return use !== 'old' && !(period?.end && new Date(period.end) < now);
}

function identifierLabel(identifier: PatientIdentifier, reader: Reader): string {
  const words = summaryStrings.for(reader);
  const label = reader.concept(identifier.type);
  // A bare code of HL7 table 0203 is not a word, and not every number is a record number.
  if (label && !/^[A-Z]{1,5}$/.test(label)) return label;
  return label === 'MR' ? words.recordNumber : words.identifier;
}

function deceased(patient: PatientDetails, reader: Reader): TemplateResult | typeof nothing {
  if (patient.deceased.state !== 'yes') return nothing;
  const words = summaryStrings.for(reader);
  const at = patient.deceased.date;
  const date = reader.day(at);
  // Only a death of a known day has an age; one without a time stands at noon, which is that day to every reader.
  const day = at && at.length >= 10 ? new Date(at.length === 10 ? `${at}T12:00Z` : at) : undefined;
  const age = day ? reader.age(patient.birthDate, day) : '';
  return html`<p class="deceased" part="deceased">
    ${icon('square')}<b>${words.deceased}</b> <span class="num"><bdi>${date}${age ? ` (${age})` : ''}</bdi></span>
  </p>`;
}

function outOfUse(patient: PatientDetails, reader: Reader): TemplateResult | typeof nothing {
  const words = summaryStrings.for(reader);
  const title = patient.links.some(({ type }) => type === 'replaced-by')
    ? words.replaced
    : patient.active
      ? ''
      : words.notInUse;
  if (!title) return nothing;
  return html`<div class="above">
    <div class="note caution">
      ${icon('warning')}
      <div>
        <p class="t">${title}</p>
        <p>${words.replacedNext}</p>
      </div>
    </div>
  </div>`;
}
