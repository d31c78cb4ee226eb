import {
  carePlans,
  careTeams,
  goals,
  type CarePlanLine,
  type CarePlansView,
  type CareTeamLine,
  type CareTeamMember,
  type CareTeamsView,
  type GoalLine,
  type GoalsView,
  type GoalTarget,
  type PlannedActivity,
} from '@ehr-widgets/sdk/more-topics';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { laterSection, laterTelling, listBody, statusChip, type LaterTelling } from './listed.ts';
import { nameOf, rowOf } from './line-words.ts';
import { valueText } from './values.ts';

export const careTeamSection: SummarySection<CareTeamsView> = {
  ...laterSection('care-team'),
  topic: careTeams,
  column: 2,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    return listBody(view, 'care-team', told, (line) => teamRow(line, told));
  },
};

export const carePlansSection: SummarySection<CarePlansView> = {
  ...laterSection('care-plans'),
  document: 'plan-of-care',
  topic: carePlans,
  column: 2,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    return listBody(view, 'care-plans', told, (line) => planRow(line, told));
  },
};

export const goalsSection: SummarySection<GoalsView> = {
  ...laterSection('goals'),
  topic: goals,
  column: 2,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    return listBody(view, 'goals', told, (line) => goalRow(line, told));
  },
};

function teamRow(line: CareTeamLine, told: LaterTelling): Row {
  const { reader, later } = told;
  const members = line.members.map((member) => memberWords(member, told)).filter(Boolean);
  return {
    ...rowOf(
      line,
      [
        ...members.map((member) => [later.members, member] as const),
        [later.category, reader.concepts(line.categories)],
        [later.reason, reader.concepts(line.reasons)],
        [later.period, reader.period(line.period)],
        [later.organization, reader.parties(line.organizations)],
        [later.contact, line.contacts.join(', ')],
      ],
      told,
    ),
    main: nameOf(line, told),
    chips: statusChip(line, ['active'], told),
    sub: members,
  };
}

function memberWords({ name, roles, onBehalfOf }: CareTeamMember, { reader, later, words }: LaterTelling): string {
  const role = reader.list([...roles.map((one) => reader.concept(one)), reader.party(onBehalfOf)]);
  return name ? later.member(name, role) : role ? later.unfilled(role) : words.unnamed;
}

function planRow(line: CarePlanLine, told: LaterTelling): Row {
  const { reader, words, later } = told;
  const proposed = line.intent === 'proposal' || line.intent === 'option';
  const activities = line.activities.map((activity) => activityWords(activity, told)).filter(Boolean);
  return {
    ...rowOf(
      line,
      [
        [later.category, reader.concepts(line.categories)],
        [later.period, reader.period(line.period)],
        [later.concerns, reader.concepts(line.addresses)],
        [later.goals, reader.concepts(line.goals)],
        ...activities.map((activity) => [later.activity, activity] as const),
        [later.author, reader.parties([...(line.author ? [line.author] : []), ...line.contributors])],
        [later.topics['care-team'].title, reader.parties(line.teams)],
        [words.recorded, reader.day(line.created)],
      ],
      told,
    ),
    main: nameOf(line, told),
    side: reader.period(line.period) || reader.day(line.created),
    chips: [
      ...statusChip(line, ['active'], told),
      ...(proposed ? [{ word: later.notAPlan, shape: 'clock', tone: 'info' } as const] : []),
    ],
    sub: [line.description ?? '', ...(line.description ? [] : activities)],
  };
}

function activityWords(activity: PlannedActivity, { reader, later }: LaterTelling): string {
  const status = activity.status === undefined ? '' : (later.statuses[activity.status] ?? activity.status);
  const what = [
    reader.concept(activity.name),
    activity.description ?? '',
    reader.when(activity.when),
    reader.parties(activity.performers),
    status,
  ];
  const said = [...new Set(what.filter(Boolean))].join(' · ');
  return said && activity.prohibited ? later.notToDo(said) : said;
}

function goalRow(line: GoalLine, told: LaterTelling): Row {
  const { reader, words, later } = told;
  const targets = line.targets.map((target) => targetWords(target, told)).filter(Boolean);
  const achievement = later.achievements[line.achievement?.text ?? ''] ?? reader.concept(line.achievement);
  return {
    ...rowOf(
      line,
      [
        [
          words.status,
          [later.statuses[line.status], line.statusReason, reader.day(line.statusDate)].filter(Boolean).join(' · '),
        ],
        [later.achievement, achievement],
        ...targets.map((target) => [later.target, target] as const),
        [later.priority, reader.concept(line.priority)],
        [later.category, reader.concepts(line.categories)],
        [later.concerns, reader.concepts(line.addresses)],
        [later.outcome, reader.concepts(line.outcomes)],
        [later.since, reader.day(line.start) || reader.concept(line.startEvent)],
        [later.expressedBy, reader.party(line.expressedBy)],
      ],
      told,
    ),
    main: nameOf(line, told),
    side: reader.day(line.start),
    chips: statusChip(line, ['active'], told),
    sub: [...targets, achievement],
  };
}

function targetWords({ measure, value, dueDate, dueIn }: GoalTarget, told: LaterTelling): string {
  const { reader, later } = told;
  const until = dueDate ? later.due(reader.day(dueDate)) : dueIn ? later.dueIn(reader.quantity(dueIn)) : '';
  return [reader.concept(measure), value.kind === 'none' ? '' : valueText(value, told), until]
    .filter(Boolean)
    .join(' ');
}
