import type {
  AllergyClash,
  MedicationDocumentKind,
  MedicationDocumentStatus,
  MedicineConflict,
  RefillKind,
} from '@ehr-widgets/sdk/medications';
import { Strings } from '../shared/strings.ts';
import type { WhyNot } from './asking.ts';
import type { FilterName, GroupName, HeadingName, SortName, ViewName } from './choice.ts';

/** Every word of the list that is not the record's own, besides the statuses. Counts come as formatted numbers. */
export interface MedicationWords {
  readonly views: Readonly<Record<ViewName, string>>;
  readonly chooseView: string;
  readonly search: string;
  readonly clear: string;
  readonly sort: string;
  readonly sorts: Readonly<Record<SortName, string>>;
  readonly group: string;
  readonly groups: Readonly<Record<GroupName, string>>;
  readonly filter: string;
  readonly filters: Readonly<Record<FilterName, string>>;
  readonly headings: Readonly<Record<HeadingName, string>>;
  readonly noGroup: Readonly<Record<Exclude<GroupName, 'none'>, string>>;
  readonly matching: (shown: string, all: string) => string;
  readonly noMatch: string;
  readonly noMatchNext: string;
  readonly showAll: string;
  readonly more: (count: string, all: string) => string;
  readonly print: string;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly notCopiedNext: string;
  readonly textOf: string;

  readonly nothing: string;
  readonly nothingNext: string;
  readonly nothingIn: Readonly<Record<ViewName, string>>;
  readonly nothingInNext: (others: string) => string;
  readonly nothingArrived: string;
  readonly nothingArrivedNext: string;
  readonly knownNone: string;
  /** `on` and `by` are empty where they are not known. */
  readonly knownNoneBy: (on: string, by: string) => string;
  readonly noInformation: string;
  readonly contradicted: (statement: string) => string;
  readonly contradictedNext: string;
  readonly unnamed: string;
  readonly hidden: string;

  readonly reason: (reasons: string) => string;
  /** Why it is not to be given. */
  readonly reasonNot: (reasons: string) => string;
  readonly today: (dosage: string) => string;
  readonly was: (dosage: string) => string;
  readonly onRecord: (dosage: string) => string;
  readonly then: (dosage: string) => string;
  readonly noDosage: string;
  readonly dosageFrom: (source: string, date: string) => string;
  readonly steps: string;
  readonly step: (number: string, of: string) => string;
  readonly stepNow: (number: string, of: string) => string;
  readonly stepTags: Readonly<Record<'done' | 'next' | 'then', string>>;
  readonly from: (date: string) => string;
  readonly to: (date: string) => string;
  readonly asNeeded: string;

  /** Inside a sentence: `reported by you`. */
  readonly you: string;
  readonly reportedByYou: string;
  readonly reportedBy: (who: string) => string;
  readonly reported: string;
  readonly overTheCounter: string;
  readonly prescribedBy: (who: string) => string;
  readonly noRefills: string;
  readonly refillsLeft: (left: string, allowed: string) => string;
  readonly workedOut: (supplies: string) => string;
  readonly refillsAllowed: (allowed: string) => string;
  readonly lastFilled: (date: string) => string;
  readonly at: (pharmacy: string) => string;
  readonly daysSupply: (days: string) => string;
  /** Where no unit was sent. */
  readonly daysSupplyBare: (number: string) => string;
  /** What was handed over is called otherwise than the order; `directions` are those of its label, or empty. */
  readonly suppliedAs: (product: string, directions: string) => string;
  readonly asOrdered: (amounts: string) => string;
  readonly lastsUntil: (date: string) => string;
  readonly validFrom: (date: string) => string;
  readonly validUntil: (date: string) => string;
  readonly wasToEnd: (date: string) => string;
  readonly noSubstitution: string;

  readonly maybeTwice: string;
  readonly maybeSameAs: (names: string) => string;
  readonly sameSubstance: (names: string) => string;
  readonly conflicts: Readonly<Record<MedicineConflict['kind'], string>>;
  readonly conflictNext: Readonly<Record<MedicineConflict['kind'], string>>;
  readonly newest: string;

  readonly clash: string;
  /** `medicines` are their names. */
  readonly clashAlarm: (allergy: string, medicines: string) => string;
  readonly clashAlarmNext: string;
  readonly clashBy: Readonly<Record<AllergyClash['by'], (allergy: string, matched: string) => string>>;
  readonly allergies: string;
  readonly noAllergies: string;
  readonly knownNoAllergies: string;
  readonly allergiesUnread: string;
  readonly allergiesIncomplete: string;
  readonly clashesOnlyByCode: string;
  readonly anaphylaxis: string;
  readonly highRisk: string;

  readonly history: (count: string) => string;
  readonly historyOf: (name: string) => string;
  readonly kinds: Readonly<Record<MedicationDocumentKind, string>>;
  readonly documentStatus: Readonly<Record<MedicationDocumentStatus, string>>;
  readonly intents: Readonly<Record<string, string>>;
  readonly doNotGive: string;
  readonly facts: Readonly<
    Record<
      | 'status'
      | 'date'
      | 'taken'
      | 'by'
      | 'pharmacy'
      | 'quantity'
      | 'supply'
      | 'refills'
      | 'validity'
      | 'prepared'
      | 'handedOver'
      | 'dosage'
      | 'structured'
      | 'reason'
      | 'ingredients'
      | 'category'
      | 'substitution'
      | 'note'
      | 'source'
      | 'organization'
      | 'written'
      | 'changed'
      | 'received'
      | 'documentDated'
      | 'reference'
      | 'name',
      string
    >
  >;
  readonly substitutions: Readonly<Record<'allowed' | 'notAllowed' | 'done' | 'notDone', string>>;
  readonly moreHistory: (count: string) => string;

  readonly enteredInError: (count: string) => string;
  readonly showErrors: string;
  readonly hideErrors: string;
  readonly errorChip: string;

  readonly ask: Readonly<Record<RefillKind, string>>;
  readonly asking: string;
  readonly asked: Readonly<Record<RefillKind, string>>;
  readonly sent: (source: string, moment: string) => string;
  /** `on` is empty where it is not known. */
  readonly askedBefore: (source: string, on: string) => string;
  readonly refused: Readonly<Record<RefillKind, string>>;
  /** `why` and `on` are empty where they are not known. */
  readonly refusedNext: (why: string, source: string, on: string) => string;
  readonly notSent: Readonly<Record<RefillKind, string>>;
  readonly cannotAsk: Readonly<Record<WhyNot, (source: string) => string>>;
  readonly unsure: string;
  readonly unsureNext: string;
  readonly askAgain: string;
  readonly askSeveral: string;
  readonly cancelSeveral: string;
  readonly askChosen: (count: string) => string;
  readonly chooseFirst: string;
  readonly choose: (name: string) => string;
  readonly progress: (done: string, all: string) => string;
  readonly outcome: (sent: string, notSent: string) => string;
  readonly outcomeAll: (sent: string) => string;

  readonly asOf: (moment: string) => string;
  readonly sources: (names: string) => string;
  readonly complete: string;
  readonly incomplete: string;
  readonly stillReading: string;
  readonly printed: (moment: string) => string;
  readonly born: (date: string) => string;
  readonly noName: string;
  readonly done: (count: string, past: string) => string;
}

const counted = (count: string, one: string, many: string): string => `${count} ${count === '1' ? one : many}`;

const common = {
  chooseView: 'Which medications',
  clear: 'Clear the search',
  sort: 'Sort',
  group: 'Group',
  filter: 'Show',
  print: 'Print',
  copy: 'Copy as text',
  unnamed: 'Name not recorded',
  hidden: 'Name withheld',
  maybeTwice: 'Possible duplicate',
  anaphylaxis: 'anaphylaxis',
  errorChip: 'Entered in error',
  steps: 'Steps of this dose',
  asNeeded: 'when needed',
  newest: 'Newest entry.',
  noName: 'Name not recorded',
  showAll: 'Show all medications',
  askSeveral: 'Ask for several',
  cancelSeveral: 'Cancel',
  askAgain: 'Try again',
  matching: (shown: string, all: string): string => `${shown} of ${all} shown`,
  more: (count: string, all: string): string => `Show ${count} more of ${all}`,
  reasonNot: (reasons: string): string => `Reason: ${reasons}`,
  then: (dosage: string): string => `then ${dosage}`,
  was: (dosage: string): string => `Was: ${dosage}`,
  onRecord: (dosage: string): string => `On record: ${dosage}`,
  step: (number: string, of: string): string => `Step ${number} of ${of}`,
  stepNow: (number: string, of: string): string => `Now, step ${number} of ${of}`,
  stepTags: { done: 'Done', next: 'Next', then: 'Then' },
  from: (date: string): string => `From ${date}`,
  to: (date: string): string => `Until ${date}`,
  at: (pharmacy: string): string => `at ${pharmacy}`,
  historyOf: (name: string): string => `History of ${name}`,
  askChosen: (count: string): string => `Ask for ${count}`,
  choose: (name: string): string => `Choose ${name}`,
  born: (date: string): string => `Born ${date}`,
  printed: (moment: string): string => `Printed ${moment}`,
  documentStatus: {
    active: 'Active',
    'on-hold': 'On hold',
    cancelled: 'Cancelled',
    completed: 'Completed',
    'entered-in-error': 'Entered in error',
    stopped: 'Stopped',
    draft: 'Draft',
    intended: 'Intended',
    'not-taken': 'Not taken',
    preparation: 'In preparation',
    'in-progress': 'In progress',
    declined: 'Declined',
    'not-done': 'Not done',
    unknown: 'Status unknown',
  },
} as const;

export const medicationStrings = new Strings<MedicationWords>('medications', {
  patient: {
    ...common,
    views: { current: 'Current', past: 'Past', proposed: 'Not in force', all: 'All' },
    search: 'Find a medicine',
    sorts: {
      attention: 'Needs attention first',
      name: 'Name, A to Z',
      supplied: 'Last supplied first',
      changed: 'Newest first',
    },
    groups: { none: 'Not grouped', purpose: 'What it is for', class: 'Kind of medicine' },
    filters: {
      any: 'Everything',
      check: 'To check',
      refill: 'Can be asked for',
      asked: 'Asked for',
      reported: 'Reported by you',
      'over-the-counter': 'Without a prescription',
    },
    headings: {
      'do-not-give': 'Do not take',
      check: 'Check these',
      now: 'Taking now',
      needed: 'When needed',
      later: 'To start later',
      hold: 'On hold',
      proposed: 'Not in force',
      past: 'Past',
      all: 'All',
    },
    noGroup: { purpose: 'Purpose not recorded', class: 'Kind not recorded' },
    noMatch: 'No medicine here matches',
    noMatchNext: 'Look at the spelling, or show all medications.',
    copied: 'Copied. You can paste it into a message or a document.',
    notCopied: 'Your browser did not let this page copy',
    notCopiedNext: 'Select the text below and copy it yourself.',
    textOf: 'Your medications as text',
    nothing: 'No medications are recorded here',
    nothingNext: 'This does not mean that you take none. Tell your care team about everything you take.',
    nothingIn: {
      current: 'No medications are recorded here as current',
      past: 'No past medications are recorded here',
      proposed: 'Nothing is recorded here as not in force',
      all: 'No medications are recorded here',
    },
    nothingInNext: (others) => `There are others: ${others}.`,
    nothingArrived: 'There is nothing to show here',
    nothingArrivedNext: 'Not everything could be read, so this does not mean that there is nothing.',
    knownNone: 'You take no medications',
    knownNoneBy: (on, by) =>
      `${['Recorded', by && `by ${by}`, on && `on ${on}`].filter(Boolean).join(' ')}. If this has changed, tell your care team.`,
    noInformation: 'It is recorded that nothing is known about this. Tell your care team what you take.',
    contradicted: (statement) => `Your record also says “${statement}”`,
    contradictedNext: 'Both cannot be right. Ask your care team to correct it.',
    reason: (reasons) => `For ${reasons}`,
    today: (dosage) => `Today: ${dosage}`,
    noDosage: 'How to take it is not recorded here. Read the label, or ask a pharmacist.',
    dosageFrom: (source, date) => `How to take it is from ${[source, date].filter(Boolean).join(', ')}`,
    you: 'you',
    reportedByYou: 'Reported by you',
    reportedBy: (who) => `Reported by ${who}`,
    reported: 'Reported; by whom is not recorded',
    overTheCounter: 'Without a prescription',
    prescribedBy: (who) => `Prescribed by ${who}`,
    noRefills: 'Prescribed without refills',
    refillsLeft: (left, allowed) => `${left} of ${counted(allowed, 'refill', 'refills')} left`,
    workedOut: (supplies) => `recorded supplies: ${supplies}`,
    refillsAllowed: (allowed) =>
      `${counted(allowed, 'refill', 'refills')} allowed; how many are left is not known here`,
    lastFilled: (date) => `Last supplied ${date}`,
    daysSupply: (days) => `enough for ${days}`,
    daysSupplyBare: (number) => `days’ supply as recorded: ${number}`,
    suppliedAs: (product, directions) =>
      `what was supplied is called “${product}”${directions && `; its label says: ${directions}`}`,
    asOrdered: (amounts) => `prescribed each time: ${amounts}`,
    lastsUntil: (date) => `by its days, lasts until about ${date}`,
    validFrom: (date) => `Prescription cannot be used before ${date}`,
    validUntil: (date) => `Prescription can be used until ${date}`,
    wasToEnd: (date) => `Was to end ${date}`,
    noSubstitution: 'Only this product may be supplied',
    maybeSameAs: (names) => `This may be the same medicine as ${names}. Do not take both without asking.`,
    sameSubstance: (names) =>
      `The same substance is in ${names}. If you are not sure that you are meant to take both, ask your pharmacist.`,
    conflicts: {
      status: 'Records disagree',
      dosage: 'Doses disagree',
      'not-taken': 'Not taken as prescribed',
    },
    conflictNext: {
      status: 'Ask before you take it or stop it.',
      dosage: 'Your record holds different directions. Ask which to follow.',
      'not-taken': 'It is prescribed, and reported as not taken. Talk with your care team.',
    },
    clash: 'Allergy warning',
    clashAlarm: (allergy, medicines) => `Your record says that you are allergic to ${allergy}, and lists ${medicines}.`,
    clashAlarmNext: 'Do not take it before you have asked your doctor or pharmacist. In an emergency, call for help.',
    clashBy: {
      medicine: (allergy, matched) =>
        `Your allergy to ${allergy} is recorded with the same code as this medicine (${matched}).`,
      ingredient: (allergy, matched) => `Your allergy to ${allergy} is recorded for an ingredient of it: ${matched}.`,
      class: (allergy, matched) => `Your allergy to ${allergy} is recorded for its kind of medicine: ${matched}.`,
    },
    allergies: 'Allergies to tell a pharmacist:',
    noAllergies: 'No allergies are recorded here. This does not mean that you have none.',
    knownNoAllergies: 'You have no known allergies.',
    allergiesUnread: 'Your allergies could not be read here. Tell the pharmacist about every allergy you have.',
    allergiesIncomplete: 'Not all allergies may be listed.',
    clashesOnlyByCode:
      'Only allergies and medicines with the same code are compared. No warning does not mean that a medicine is safe for you.',
    highRisk: 'can be severe',
    history: (count) => `History (${count})`,
    kinds: {
      request: 'Prescription',
      dispense: 'Supply',
      statement: 'Report',
      administration: 'Given by staff',
    },
    intents: { proposal: 'Proposal', plan: 'Plan', option: 'Option' },
    doNotGive: 'Do not take',
    facts: {
      status: 'Status',
      date: 'Date',
      taken: 'Taken',
      by: 'By',
      pharmacy: 'Pharmacy',
      quantity: 'Amount',
      supply: 'Lasts',
      refills: 'Refills allowed',
      validity: 'Can be used',
      prepared: 'Made ready',
      handedOver: 'Handed over',
      dosage: 'How to take it',
      structured: 'The same in parts',
      reason: 'For',
      ingredients: 'Contains',
      category: 'Kind of entry',
      substitution: 'Another product',
      note: 'Note',
      source: 'From',
      organization: 'Organization',
      written: 'Recorded',
      changed: 'Last changed there',
      received: 'Received',
      documentDated: 'Document dated',
      reference: 'Reference',
      name: 'Named',
    },
    substitutions: {
      allowed: 'May be supplied instead',
      notAllowed: 'May not be supplied instead',
      done: 'Was supplied instead',
      notDone: 'Was not supplied instead',
    },
    moreHistory: (count) => `Show ${counted(count, 'more entry', 'more entries')}`,
    enteredInError: (count) => `${count} entered by mistake, not shown`,
    showErrors: 'Show',
    hideErrors: 'Hide',
    ask: { refill: 'Ask for a refill', renewal: 'Ask to renew' },
    asking: 'Asking…',
    asked: { refill: 'Refill asked for', renewal: 'Renewal asked for' },
    sent: (source, moment) => `Sent to ${source}, ${moment}. They decide, and tell you.`,
    askedBefore: (source, on) =>
      `${['Asked for', on && `on ${on}`, `at ${source}`].filter(Boolean).join(' ')}. No answer is recorded yet. Call before you run out.`,
    refused: { refill: 'The refill was refused', renewal: 'The renewal was refused' },
    refusedNext: (why, source, on) =>
      `${why ? `${why}. ` : ''}${['Asked for', on && `on ${on}`, `at ${source}`].filter(Boolean).join(' ')}. Call them to ask what to do next.`,
    notSent: { refill: 'The refill was not asked for', renewal: 'The renewal was not asked for' },
    cannotAsk: {
      scope: (source) =>
        `You cannot ask ${source} for more here: your sign-in does not include it. Call your pharmacy or your care team.`,
      capability: (source) =>
        `You cannot ask ${source} for more here: its record system does not take requests. Call your pharmacy or your care team.`,
      bundle: (source) =>
        `You cannot ask ${source} for more here: what is shown is a document. Call your pharmacy or your care team.`,
    },
    unsure: 'It is not sure that your request arrived',
    unsureNext: 'Look again in a while before you ask once more, or call them.',
    chooseFirst: 'Choose the medicines to ask for',
    progress: (done, all) => `Asking: ${done} of ${all} done`,
    outcome: (sent, notSent) => `${sent} asked for, ${notSent} not. Each line says why.`,
    outcomeAll: (sent) => `${sent} asked for.`,
    asOf: (moment) => `As of ${moment}.`,
    sources: (names) => `From ${names}.`,
    complete: 'Nothing was cut off.',
    incomplete: 'Not everything is here; the notes say what is missing.',
    stillReading: 'More is being read.',
    done: (count, past) => `${counted(count, 'current medication', 'current medications')}, ${past} past`,
  },
  clinician: {
    ...common,
    views: { current: 'Current', past: 'Past', proposed: 'Not in force', all: 'All' },
    search: 'Find a medicine',
    sorts: { attention: 'Attention first', name: 'Name', supplied: 'Last dispensed', changed: 'Newest' },
    groups: { none: 'Not grouped', purpose: 'Indication', class: 'Class' },
    filters: {
      any: 'Everything',
      check: 'To check',
      refill: 'Refill or renewal possible',
      asked: 'Requested',
      reported: 'Patient-reported',
      'over-the-counter': 'Over the counter',
    },
    headings: {
      'do-not-give': 'Do not give',
      check: 'To check',
      now: 'Regular',
      needed: 'As needed',
      later: 'To start later',
      hold: 'On hold',
      proposed: 'Not in force',
      past: 'Past',
      all: 'All',
    },
    noGroup: { purpose: 'Indication not coded', class: 'Class not coded' },
    noMatch: 'No match here',
    noMatchNext: 'Search runs over name, ingredient, indication, directions, prescriber, pharmacy and source.',
    copied: 'Copied as text.',
    notCopied: 'The browser refused the clipboard',
    notCopiedNext: 'Copy from the text below.',
    textOf: 'Medication list as text',
    nothing: 'Nothing recorded',
    nothingNext: 'No medication entry, and no statement that there are none. Ask the patient.',
    nothingIn: {
      current: 'No current medication recorded',
      past: 'No past medication recorded',
      proposed: 'Nothing proposed or planned',
      all: 'Nothing recorded',
    },
    nothingInNext: (others) => `Other entries: ${others}.`,
    nothingArrived: 'No entry among what was read',
    nothingArrivedNext: 'Incomplete: do not take this as nothing recorded.',
    knownNone: 'No current medications',
    knownNoneBy: (on, by) => `${['Recorded', on, by && `by ${by}`].filter(Boolean).join(' ')}.`,
    noInformation: 'Recorded as “no information”: not asked, or not known.',
    contradicted: (statement) => `Also recorded: “${statement}”`,
    contradictedNext: 'Contradicts the entries below. Both are shown.',
    reason: (reasons) => reasons,
    today: (dosage) => `Today: ${dosage}`,
    noDosage: 'No dosage recorded',
    dosageFrom: (source, date) => `Dosage from ${[source, date].filter(Boolean).join(', ')}`,
    you: 'patient',
    reportedByYou: 'Reported by patient',
    reportedBy: (who) => `Reported by ${who}`,
    reported: 'Reported',
    overTheCounter: 'OTC',
    prescribedBy: (who) => `Requester ${who}`,
    noRefills: 'No refills allowed',
    refillsLeft: (left, allowed) => `Refills ${left} of ${allowed}`,
    workedOut: (supplies) => `worked out, dispenses: ${supplies}`,
    refillsAllowed: (allowed) => `Refills allowed ${allowed}, left not known`,
    lastFilled: (date) => `Last filled ${date}`,
    daysSupply: (days) => `days’ supply ${days}`,
    daysSupplyBare: (number) => `days’ supply ${number}, no unit sent`,
    suppliedAs: (product, directions) => `dispensed as ${[product, directions].filter(Boolean).join(': ')}`,
    asOrdered: (amounts) => `ordered: ${amounts}`,
    lastsUntil: (date) => `to about ${date}, worked out`,
    validFrom: (date) => `Valid from ${date}`,
    validUntil: (date) => `Valid to ${date}`,
    wasToEnd: (date) => `Was to end ${date}`,
    noSubstitution: 'No substitution',
    maybeSameAs: (names) => `May be the same as ${names}`,
    sameSubstance: (names) => `Same substance in ${names}`,
    conflicts: { status: 'Records disagree', dosage: 'Doses disagree', 'not-taken': 'Not taken as ordered' },
    conflictNext: {
      status: 'In force by one entry, not by another. Clarify.',
      dosage: 'Directions in force differ. Clarify.',
      'not-taken': 'Ordered and active, reported as not taken.',
    },
    clash: 'Allergy clash',
    clashAlarm: (allergy, medicines) => `Allergy: ${allergy}. On this list: ${medicines}.`,
    clashAlarmNext: '',
    clashBy: {
      medicine: (allergy, matched) => `Allergy “${allergy}” has the code of this medicine: ${matched}`,
      ingredient: (allergy, matched) => `Allergy “${allergy}” has the code of an ingredient: ${matched}`,
      class: (allergy, matched) => `Allergy “${allergy}” has the code of its class: ${matched}`,
    },
    allergies: 'Allergies and intolerances:',
    noAllergies: 'No allergy recorded, and no statement that there are none. Ask the patient.',
    knownNoAllergies: 'No known allergies recorded.',
    allergiesUnread: 'Allergies could not be read. Check the chart.',
    allergiesIncomplete: 'Allergies may be incomplete.',
    clashesOnlyByCode: 'Allergy check by equal codes only. No mark does not mean no interaction or cross-sensitivity.',
    highRisk: 'high criticality',
    history: (count) => `History (${count})`,
    kinds: { request: 'Order', dispense: 'Dispense', statement: 'Statement', administration: 'Administration' },
    intents: { proposal: 'Proposal', plan: 'Plan', option: 'Option' },
    doNotGive: 'Do not give',
    facts: {
      status: 'Status',
      date: 'Date',
      taken: 'Effective',
      by: 'By',
      pharmacy: 'Pharmacy',
      quantity: 'Quantity',
      supply: 'Days’ supply',
      refills: 'Refills allowed',
      validity: 'Validity',
      prepared: 'Prepared',
      handedOver: 'Handed over',
      dosage: 'Dosage',
      structured: 'Structured dosage',
      reason: 'Indication',
      ingredients: 'Ingredients',
      category: 'Category',
      substitution: 'Substitution',
      note: 'Note',
      source: 'Source',
      organization: 'Organization',
      written: 'Recorded',
      changed: 'Last changed at the source',
      received: 'Received',
      documentDated: 'Document dated',
      reference: 'Reference',
      name: 'Coded as',
    },
    substitutions: { allowed: 'Allowed', notAllowed: 'Not allowed', done: 'Done', notDone: 'Not done' },
    moreHistory: (count) => counted(count, 'more entry', 'more entries'),
    enteredInError: (count) => `${count} entered in error, hidden`,
    showErrors: 'Show',
    hideErrors: 'Hide',
    ask: { refill: 'Request refill', renewal: 'Request renewal' },
    asking: 'Requesting…',
    asked: { refill: 'Refill requested', renewal: 'Renewal requested' },
    sent: (source, moment) => `Written to ${source}, ${moment}.`,
    askedBefore: (source, on) => `${['Requested', on, `at ${source}`].filter(Boolean).join(' ')}, not answered.`,
    refused: { refill: 'Refill refused', renewal: 'Renewal refused' },
    refusedNext: (why, source, on) =>
      `${[why, ['Requested', on, `at ${source}`].filter(Boolean).join(' ')].filter(Boolean).join(' · ')}.`,
    notSent: { refill: 'Refill request not written', renewal: 'Renewal request not written' },
    cannotAsk: {
      scope: (source) => `No requests to ${source}: the sign-in lacks the scope to write them.`,
      capability: (source) => `No requests to ${source}: the server takes neither Task nor MedicationRequest.`,
      bundle: (source) => `No requests to ${source}: read from a document.`,
    },
    unsure: 'Outcome unknown',
    unsureNext: 'The request may have been written. Check the chart before repeating.',
    chooseFirst: 'Choose entries',
    progress: (done, all) => `Requesting: ${done} of ${all}`,
    outcome: (sent, notSent) => `${sent} requested, ${notSent} failed. See each line.`,
    outcomeAll: (sent) => `${sent} requested.`,
    asOf: (moment) => `As of ${moment}.`,
    sources: (names) => `${names}.`,
    complete: 'All pages read, nothing cut off.',
    incomplete: 'Incomplete: see the notes.',
    stillReading: 'Still reading.',
    done: (count, past) => `${count} current, ${past} past`,
  },
});
