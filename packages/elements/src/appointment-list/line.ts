import { html, nothing, type TemplateResult } from 'lit';
import {
  telephoneLink,
  type AppointmentLine,
  type AppointmentsView,
  type VisitPlace,
} from '@ehr-widgets/sdk/appointments';
import { drawChips } from '../shared/chip.ts';
import { icon } from '../shared/icons.ts';
import { drawStory } from '../shared/story.ts';
import { drawActions, drawChanged, type ActionContext } from './actions-view.ts';
import { drawDoubts } from './doubts.ts';
import { joinWindow } from './joining.ts';
import { mapLink } from './map.ts';
import { drawPeople, type PeopleContext } from './people.ts';
import { cancelledText, hasAnswers, statusChip, statusSentence, type GroupName } from './status.ts';
import { clockText, momentText, nameOf, placeText, whenText, type Telling } from './telling.ts';

/** What the drawing of lines needs to know of the widget. */
export interface LineContext extends ActionContext, PeopleContext {
  readonly told: Telling;
  readonly level: number;
  readonly view: AppointmentsView;
  readonly mapUrl: string | undefined | null;
  readonly joinMinutes: number;
  /** The practice's questions, where the reader checks in. */
  readonly drawCheckIn: (line: AppointmentLine) => TemplateResult | typeof nothing;
}

/** One appointment: when and where, with whom, how it stands, and what can be done about it. */
export function drawLine(line: AppointmentLine, group: GroupName, context: LineContext): TemplateResult {
  const { told, level } = context;
  const { day, time, zone, own } = whenText(line, told);
  const { reader, words } = told;
  const wanted = reader.list(line.wanted.map((period) => reader.period(period)));
  const sentence = statusSentence(line, group, told);
  const cancelled = cancelledText(line, told);
  return html`<li class="visit ${group}" part="line">
    <div class="when num">
      <p class="day">${day || words.noTime}</p>
      ${time ? html`<p class="time">${time}</p>` : nothing} ${zone ? html`<p class="muted">${zone}</p>` : nothing}
      ${own ? html`<p class="muted">${own}</p>` : nothing}
      ${wanted ? html`<p class="muted">${words.wanted(wanted)}</p>` : nothing}
    </div>
    <div class="what">
      <div class="h" role="heading" aria-level=${Math.min(level + 2, 6)} tabindex="-1" data-key=${line.key}>
        <bdi>${nameOf(line, told)}</bdi>
      </div>
      ${drawFacts(line, group, context)}
    </div>
    <div class="status">
      <div class="chips">${drawChips([statusChip(line, group, told)])}</div>
      ${sentence ? html`<p>${sentence}</p>` : nothing} ${cancelled ? html`<p><bdi>${cancelled}</bdi></p>` : nothing}
      ${hasAnswers(line) ? html`<p>${words.answersFiled}</p>` : nothing}
      ${answersOf(line, group, told).map((text) => html`<p><bdi>${text}</bdi></p>`)} ${drawJoin(line, context)}
      ${drawChanged(line, context)} ${drawActions(line, group, context)}
    </div>
    ${context.drawCheckIn(line)} ${drawDoubts(line, context)}
    <div class="standing">
      <span class="src">${icon('building')}<bdi>${line.origin.sourceName}</bdi></span>
    </div>
  </li>`;
}

function drawFacts(line: AppointmentLine, group: GroupName, context: LineContext): TemplateResult {
  const { told } = context;
  const { reader, words } = told;
  const others = line.participants.filter(
    ({ kind, reference, name }) =>
      kind !== 'patient' &&
      name !== undefined &&
      !line.people.some((person) => person.reference === reference && person.name === name) &&
      !line.places.some((place) => place.reference === reference),
  );
  const isAhead = group === 'upcoming' || group === 'requested';
  const facts: readonly (readonly [string, TemplateResult | string])[] = [
    [words.with, drawPeople(line, context)],
    [words.how, isAhead || line.mode !== 'unknown' ? words.mode[line.mode] : ''],
    ...line.places.map((place) => [words.where, drawPlace(place, isAhead, context)] as const),
    [words.lasts, line.end === undefined && line.minutes ? words.minutes(reader.count(line.minutes)) : ''],
    [words.about, reasonText(line, told)],
    ...line.instructions.map((text) => [words.before, text] as const),
    [words.comment, line.comment ?? ''],
    ...line.notes.map((note) => [words.comment, reader.note(note)] as const),
    [words.alsoThere, reader.list(others.map(({ name = '' }) => name))],
  ];
  return drawStory(facts);
}

/** What it is for, and what else was said of it, each once. */
function reasonText(line: AppointmentLine, told: Telling): string {
  const { reader } = told;
  const name = nameOf(line, told);
  const texts = [
    ...[...line.reasons, ...line.services, ...line.specialties].map((one) => reader.concept(one)),
    line.description ?? '',
  ];
  return reader.list([reader.concept(line.kind), ...texts].filter((text) => text !== name));
}

/** A place, with the way to its map and its telephone while somebody may go there. */
function drawPlace(place: VisitPlace, isAhead: boolean, { told, mapUrl }: LineContext): TemplateResult {
  const { words } = told;
  const map = isAhead ? mapLink(mapUrl, place) : undefined;
  const phone = place.telecom.find(({ system, use }) => system === 'phone' && use !== 'old')?.value;
  const link = phone && telephoneLink(phone);
  return html`${placeText(place, told)}${
    map
      ? html`<span class="off-paper">
          ·
          <a class="away" href=${map} target="_blank" rel="noopener noreferrer"
            >${words.map}<span class="vh">: ${place.name ?? words.unnamedPlace}, ${words.newWindow}</span></a
          ></span
        >`
      : nothing
  }${
    isAhead && phone
      ? html` · ${link ? html`<a class="away nw num" href=${link}>${words.call(phone)}</a>` : words.call(phone)}`
      : nothing
  }`;
}

/** What those who take part answered, where that says more than the status. */
function answersOf(line: AppointmentLine, group: GroupName, { words }: Telling): string[] {
  if (group !== 'upcoming' && group !== 'requested') return [];
  return line.participants.flatMap(({ kind, answer, name, reference }) => {
    if (kind === 'patient') return words.yourAnswer[answer] || [];
    const isSilent = group === 'requested' && answer === 'needs-action';
    if (answer === 'accepted' || answer === 'unknown' || isSilent) return [];
    const isPlace = line.places.some((place) => place.reference === reference && place.name === name);
    return isPlace || name === undefined ? [] : words.answers[answer](name);
  });
}

/** The way into a video visit, while that is open; before, when it opens. */
function drawJoin(line: AppointmentLine, { told, joinMinutes }: LineContext): TemplateResult | typeof nothing {
  const { reader, words } = told;
  const window = joinWindow(line, joinMinutes);
  const now = reader.now.getTime();
  const [service] = line.virtualServices.filter(({ link, phone }) => link !== undefined || phone !== undefined);
  if (!service || !OPEN.includes(line.status)) return nothing;
  const isOver = window !== undefined && now >= window.closes;
  if (isOver) return html`<p class="muted">${words.joinOver}</p>`;
  const { link, phone, sessionKey, information } = service;
  return html`${
    window && link
      ? now >= window.opens
        ? html`<a class="btn primary" part="join" href=${link} target="_blank" rel="noopener noreferrer"
            >${words.join}<span class="vh">: ${momentText(line, told)}, ${words.newWindow}</span></a
          >`
        : html`<p>${words.joinOpens(opensText(line, window.opens, told))}</p>`
      : nothing
  }
  ${phone ? html`<p class="num">${words.joinByPhone(phone)}</p>` : nothing}
  ${sessionKey ? html`<p class="num">${words.joinKey(sessionKey)}</p>` : nothing}
  ${
    information
      ? html`<a class="away off-paper" href=${information} target="_blank" rel="noopener noreferrer"
          >${words.joinMore}<span class="vh">, ${words.newWindow}</span></a
        >`
      : nothing
  }`;
}

const OPEN: readonly AppointmentLine['status'][] = ['booked', 'arrived', 'checked-in'];

/** The time alone where it opens on the day of the visit. */
function opensText(line: AppointmentLine, opens: number, told: Telling): string {
  const opening = { ...line, start: new Date(opens).toISOString(), end: undefined, minutes: undefined };
  return whenText(opening, told).day === whenText(line, told).day
    ? clockText(opens, line, told)
    : momentText(opening, told);
}
