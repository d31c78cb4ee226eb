import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { MedicationStatement, Task } from 'fhir/r4.js';
import type { EhrMedicationList, EhrOpenEvent, EhrRefillEvent } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/medication-list/define';
import {
  clinicMedicines,
  coded,
  hospitalMedicines,
  manyMedicines,
  order,
  penicillinAllergy,
  supply,
} from '../../stories/support/medicines.ts';
import { datesBefore, noKnownAllergies, person, PATIENT } from '../../stories/support/record.ts';
import { READY, readySession, type Server, type StorySession } from '../../stories/support/sessions.ts';
import { all, button, says, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

type Resource = Server['resources'][number];
const now = new Date();
const { day, moment } = datesBefore(now);
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const hospital = (changes: Partial<Server> = {}): Server => ({ resources: hospitalMedicines(now), ...changes });
const clinic = (changes: Partial<Server> = {}): Server => ({
  name: 'City Clinic',
  resources: clinicMedicines(now),
  ...changes,
});

async function list(
  session: StorySession | undefined,
  { persona = 'patient', refills = 'off' }: { persona?: string; refills?: string } = {},
): Promise<EhrMedicationList> {
  return fixture<EhrMedicationList>(
    html`<ehr-medication-list
      lang="en"
      persona=${persona}
      refills=${refills}
      .session=${session}
    ></ehr-medication-list>`,
  );
}

async function readList(servers: readonly Server[], options = {}): Promise<EhrMedicationList> {
  const element = await list(readySession(...servers), options);
  await until(() => all(element, 'article[aria-busy="false"]').length > 0, 'settled');
  return element;
}

const of = (...resources: Resource[]): Server => ({ resources: [person(), ...resources] });

/** The line of a medicine. */
function line(element: Element, name: string): HTMLElement {
  const found = all(element, '.med').find((one) => one.querySelector('.h')?.textContent?.trim().startsWith(name));
  if (!found) throw new Error(`No line “${name}” in: ${wordsOf(element)}`);
  return found;
}

const names = (element: Element): string[] =>
  all(element, '.med .nm .h').map((one) => one.textContent?.replace(/\s+/g, ' ').trim() ?? '');

async function find(element: EhrMedicationList, text: string): Promise<void> {
  const [field] = all<HTMLInputElement>(element, 'input[type=search]');
  if (!field) throw new Error('There is no search field.');
  field.value = text;
  field.dispatchEvent(new Event('input'));
  await element.updateComplete;
}

async function pick(element: EhrMedicationList, label: string, value: string): Promise<void> {
  const field = all(element, '.field').find((one) => one.textContent?.includes(label));
  const select = field?.querySelector('select');
  if (!select) throw new Error(`There is no choice “${label}”.`);
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await element.updateComplete;
}

async function press(element: EhrMedicationList, within: Element, words: string): Promise<void> {
  button(within, words).click();
  await element.updateComplete;
}

describe('<ehr-medication-list> has one line for each medicine', () => {
  it('that says what it is for, how to take it, what its status means and what to do next', async () => {
    const element = await readList([clinic()]);
    const words = wordsOf(line(element, 'Alendronic acid'));
    for (const said of [
      'Alendronic acid 70 mg tablet',
      'For brittle bones',
      '1 tablet once a week, on Sunday',
      'With a full glass of water, upright for 30 minutes',
      'Renewal needed',
      'A prescriber has to renew it before more can be supplied.',
      'Dr R. Mensah',
    ])
      expect(words).to.contain(said);
  });

  it('however often it was supplied, and tells how many refills are left and from what that is worked out', async () => {
    const element = await readList([clinic()]);
    expect(names(element).filter((name) => name.startsWith('Metformin'))).to.have.length(1);
    const words = wordsOf(line(element, 'Metformin'));
    expect(words).to.contain('3 of 6 refills left (recorded supplies: 4)');
    expect(words).to.match(/Last supplied \d+ \w+ \d{4} at River Pharmacy, 56 tablets, enough for 28 days\./);
  });

  it('and tells no number of refills left while supplies may be missing', async () => {
    const element = await readList([clinic({ cutOff: { MedicationDispense: { shown: 3, total: 9 } } })]);
    const words = wordsOf(line(element, 'Metformin'));
    expect(words).not.to.contain('refills left');
    expect(words).to.contain('6 refills allowed; how many are left is not known here');
    expect(words).to.contain('Ask your pharmacy before you run out.');
    expect(words).not.to.contain('You can ask for more');
    expect(wordsOf(element)).not.to.contain('no supply is recorded');
  });

  it('marks what the patient reported and what was bought without a prescription', async () => {
    const element = await readList([hospital()]);
    expect(wordsOf(line(element, 'Paracetamol'))).to.contain('Reported by you');
    const clinician = await readList([hospital()], { persona: 'clinician' });
    expect(wordsOf(line(clinician, 'Paracetamol'))).to.contain('Reported by patient');
  });

  it('shows a dose that changes step by step, and which step is today’s', async () => {
    const element = await readList([hospital()]);
    const [current] = [...line(element, 'Prednisolone').querySelectorAll('[aria-current="step"]')];
    expect(current && wordsOf(current)).to.contain('12.5 mg each morning with food');
    expect(current && wordsOf(current)).to.contain('Now, step 2 of 4');
    expect(wordsOf(line(element, 'Prednisolone'))).to.contain('Today: 12.5 mg each morning with food');
  });

  it('names another line with the same substance, and leads to it, also out of what was chosen', async () => {
    const [ten, twenty] = ['10', '20'].map((strength) => coded(strength, `Ramipril ${strength} mg capsule`, RXNORM));
    const element = await readList([of(order('a', ten!, '1 daily'), order('b', twenty!, '1 daily'))]);
    expect(wordsOf(line(element, 'Ramipril 10'))).to.contain('The same substance is in “Ramipril 20 mg capsule”');
    await find(element, 'Ramipril 10');
    await press(element, line(element, 'Ramipril 10'), '“Ramipril 20 mg capsule” (University Hospital)');
    await until(() => element.shadowRoot?.activeElement?.textContent?.includes('20'), 'the other line');
    expect(element.shadowRoot?.activeElement?.closest('.med')).to.equal(line(element, 'Ramipril 20'));
  });

  it('names it within 320 px too, however long it is called, also from right to left', async () => {
    const named = (id: string, strength: string): Resource =>
      order(id, coded(id, `Hydrochlorothiazide-and-valsartan ${strength} mg film-coated tablet`, RXNORM), '1 daily');
    for (const dir of ['ltr', 'rtl']) {
      const narrow = await fixture(html`<div dir=${dir} style="inline-size: 320px"></div>`);
      const element = await readList([of(named('a', '10'), named('b', '20'))]);
      narrow.append(element);
      await until(() => all(element, '.twin').length === 2 && element.offsetWidth === 320, 'both lines');
      const edge = narrow.getBoundingClientRect();
      for (const twin of all(element, '.twin')) {
        const { left, right } = twin.getBoundingClientRect();
        expect(left).to.be.at.least(edge.left);
        expect(right).to.be.at.most(edge.right);
      }
    }
  });

  it('tells what the label at home says where another strength was supplied', async () => {
    const twenty = coded('20', 'Ramipril 20 mg capsule', RXNORM);
    const label = { dosageInstruction: [{ text: '2 capsules daily' }] };
    const ten = { ...supply('s', 'o', coded('10', 'Ramipril 10 mg capsule', RXNORM), moment(3, '10:00')), ...label };
    const element = await readList([of(order('o', twenty, '1 capsule daily'), ten)]);
    expect(wordsOf(line(element, 'Ramipril 20'))).to.contain(
      'What was supplied is called “Ramipril 10 mg capsule”; its label says: 2 capsules daily',
    );
  });

  it('puts no unit to a dose, nor days to a supply, that were sent without', async () => {
    const dosageInstruction = [{ doseAndRate: [{ doseQuantity: { value: 2 } }] }];
    const dispenseRequest = { expectedSupplyDuration: { value: 30 }, numberOfRepeatsAllowed: 1 };
    const bare = order('bare', coded('1', 'Ramipril 5 mg capsule', RXNORM), '', { dosageInstruction, dispenseRequest });
    const words = wordsOf(line(await readList([of(bare)]), 'Ramipril'));
    expect(words).to.contain('2 (unit not recorded)');
    expect(words).to.contain('1 refill allowed;');
    expect(words).to.contain('Prescribed each time: days’ supply as recorded: 30');
  });

  it('says that how to take it is not recorded, and never makes it up', async () => {
    const element = await readList([of(order('plain', coded('1', 'Ramipril 5 mg capsule', RXNORM), ''))]);
    expect(wordsOf(line(element, 'Ramipril'))).to.contain('How to take it is not recorded here.');
  });

  it('tells how a medicine on hold was taken as past, and why it is on hold', async () => {
    const element = await readList([hospital()]);
    const words = wordsOf(line(element, 'Allopurinol'));
    expect(words).to.contain('Was: 1 tablet daily');
    expect(words).to.contain('kidney clinic visit to come. Do not take it until your care team says so.');
  });
});

describe('<ehr-medication-list> hides nothing that can harm', () => {
  it('warns of an allergy that is coded alike, says what matched, and keeps the warning whatever is searched', async () => {
    const element = await readList([hospital()]);
    expect(wordsOf(line(element, 'Amoxicillin'))).to.contain('Allergy warning');
    expect(wordsOf(line(element, 'Amoxicillin'))).to.contain(
      'Your allergy to Amoxicillin is recorded with the same code as this medicine (Amoxicillin).',
    );
    await find(element, 'paracetamol');
    expect(names(element)).to.deep.equal(['Paracetamol 500 mg tablet']);
    expect(all(element, '.alarm').map(wordsOf).join()).to.contain('lists Amoxicillin 500 mg capsule');
  });

  it('says that no warning does not mean that a medicine is safe', async () => {
    const element = await readList([of(penicillinAllergy(), order('plain', coded('1', 'Ramipril', RXNORM), 'daily'))]);
    expect(all(element, '.alarm')).to.have.length(0);
    expect(wordsOf(element)).to.contain('No warning does not mean that a medicine is safe for you.');
  });

  it('shows both tellings where two places disagree, names the newest, and chooses none', async () => {
    const element = await readList([hospital(), clinic()]);
    const losartan = line(element, 'Losartan');
    const tellings = [...losartan.querySelectorAll('.conflict li')].map(wordsOf);
    expect(tellings).to.have.length(2);
    expect(tellings.find((one) => one.startsWith('City Clinic'))).to.contain('Active');
    const stopped = tellings.find((one) => one.startsWith('University Hospital')) ?? '';
    for (const said of ['Stopped', 'Newest entry.', 'High potassium']) expect(stopped).to.contain(said);
    expect(wordsOf(losartan)).to.contain('On record: 1 tablet each morning');
  });

  it('has the allergies on the same sheet, and tells none recorded, known none and unread apart', async () => {
    const aMedicine = order('plain', coded('1', 'Ramipril', RXNORM), 'daily');
    const said = async (...servers: Server[]): Promise<string> =>
      all(await readList(servers), '.allergies')
        .map(wordsOf)
        .join();
    expect(await said(hospital())).to.contain('Amoxicillin (anaphylaxis), Natural rubber latex');
    expect(await said(of(aMedicine))).to.contain('No allergies are recorded here.');
    expect(await said(of(aMedicine, noKnownAllergies(day(9))))).to.contain('You have no known allergies.');
    expect(await said({ ...of(aMedicine), denied: ['AllergyIntolerance'] })).to.contain('could not be read here');
  });

  it('counts what was entered in error, for clinicians shows it struck through, and for patients never', async () => {
    const element = await readList([hospital()]);
    expect(wordsOf(element)).to.contain('1 entered by mistake, not shown');
    expect(wordsOf(element)).not.to.contain('Metoprolol');
    const clinician = await readList([hospital()], { persona: 'clinician' });
    expect(wordsOf(clinician)).not.to.contain('Metoprolol');
    const [errors] = all(clinician, '.errors');
    await press(clinician, errors as Element, 'Show');
    expect(all(clinician, '.struck').map(wordsOf)).to.deep.equal(['Metoprolol 50 mg tablet']);
    clinician.persona = 'patient';
    await clinician.updateComplete;
    expect(wordsOf(clinician)).not.to.contain('Metoprolol');
  });
});

describe('<ehr-medication-list> is chosen from as a whole', () => {
  it('with counts that add up', async () => {
    const element = await readList([hospital(), clinic()]);
    const counts = all(element, '.views button .num').map((one) => Number(one.textContent));
    expect(counts.slice(0, -1).reduce((sum, count) => sum + count)).to.equal(counts.at(-1));
    await press(element, element, 'Past');
    expect(names(element)).to.have.length(counts[1] ?? 0);
    expect(names(element)).to.deep.equal(['Ibuprofen 400 mg tablet', 'Nitrofurantoin 100 mg capsule']);
  });

  it('searches lines that are not on the screen, in any order of words and without marks above letters', async () => {
    const element = await readList([
      of(...manyMedicines(360, now).slice(1), order('x', coded('2', 'Zolédronic acid 4 mg vial', RXNORM), 'yearly')),
    ]);
    expect(all(element, '.med')).to.have.length(100);
    expect(names(element).some((name) => name.startsWith('Zol'))).to.equal(false);
    await find(element, 'ACID zoledronic');
    expect(names(element)).to.deep.equal(['Zolédronic acid 4 mg vial']);
    expect(all(element, '[role=status]')[0]?.textContent).to.equal('1 of 121 shown');
  });

  it('sorts all lines, not only those on the screen', async () => {
    const element = await readList([of(...manyMedicines(360, now).slice(1))]);
    await pick(element, 'Sort', 'changed');
    expect(names(element)[0]).to.contain('Medicine 1 ');
    await press(element, element, 'Show 20 more of 120');
    const numbers = names(element).map((name) => Number(/Medicine (\d+)/.exec(name)?.[1]));
    expect(numbers).to.have.length(120);
    expect(numbers).to.deep.equal([...numbers].sort((one, other) => one - other));
  });

  it('groups by what medicines are for, each medicine once', async () => {
    const element = await readList([hospital(), clinic()]);
    const before = names(element).length;
    await pick(element, 'Group', 'purpose');
    expect(names(element)).to.have.length(before);
    const groups = all(element, '.group').map((group) => wordsOf(group));
    expect(groups.find((group) => group.startsWith('high blood pressure'))).to.match(/Losartan.*Amlodipine/);
  });

  it('narrows to what is to be checked, and says how many that are', async () => {
    const element = await readList([hospital(), clinic()]);
    const all4 = all(element, '.group')[0]?.querySelectorAll('.med').length ?? 0;
    await pick(element, 'Show', 'check');
    expect(names(element)).to.have.length(all4);
    expect(wordsOf(element)).to.contain(`${all4} of 9 shown`);
  });

  it('says that nothing matches, and leads back', async () => {
    const element = await readList([hospital()]);
    await find(element, 'nothing of that name');
    expect(wordsOf(element)).to.contain('No medicine here matches');
    await press(element, element, 'Show all medications');
    expect(names(element).length).to.be.greaterThan(4);
    expect(all<HTMLInputElement>(element, 'input[type=search]')[0]?.value).to.equal('');
  });

  it('clears the search by Escape, which goes no further', async () => {
    const element = await readList([hospital()]);
    await find(element, 'paracetamol');
    let heard = 0;
    element.addEventListener('keydown', () => (heard += 1));
    const escape = (): KeyboardEvent => new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true });
    const [field] = all(element, 'input[type=search]');
    field?.dispatchEvent(escape());
    await element.updateComplete;
    expect(names(element).length).to.be.greaterThan(1);
    expect(heard).to.equal(0);
    field?.dispatchEvent(escape());
    expect(heard).to.equal(1);
  });
});

describe('<ehr-medication-list> tells the story of a line', () => {
  it('in place, with every document behind it', async () => {
    const element = await readList([clinic()], { persona: 'clinician' });
    const metformin = line(element, 'Metformin');
    const heard = oneEvent<EhrOpenEvent>(element, 'ehr-open');
    await press(element, metformin, 'History (5)');
    const { reference, source } = await heard;
    expect([reference, source]).to.deep.equal(['MedicationRequest/metformin', 'source-0']);
    const entries = [...metformin.querySelectorAll('.history li')].map(wordsOf);
    expect(entries).to.have.length(5);
    expect(entries.filter((entry) => entry.startsWith('Dispense'))).to.have.length(4);
    const opened = oneEvent<EhrOpenEvent>(element, 'ehr-open');
    await press(element, metformin, 'Order');
    expect((await opened).reference).to.equal('MedicationRequest/metformin');
    const story = wordsOf(metformin.querySelector('.story') as Element);
    const said = [
      '1 tablet twice a day with meals',
      'Refills allowed 6',
      'Received today',
      'MedicationRequest/metformin',
    ];
    for (const one of said) expect(story).to.contain(one);
  });

  it('elsewhere, where the host prevents it', async () => {
    const element = await readList([clinic()]);
    element.addEventListener('ehr-open', (event) => event.preventDefault());
    await press(element, line(element, 'Metformin'), 'History');
    expect(all(element, '.history')).to.have.length(0);
  });
});

describe('<ehr-medication-list> leaves asking for more to the host', () => {
  it('by an event that carries references and nothing else', async () => {
    const session = readySession(clinic());
    const element = await list(session, { refills: 'host' });
    await says(element, 'Nothing was cut off');
    const heard = oneEvent<EhrRefillEvent>(element, 'ehr-refill');
    await press(element, line(element, 'Metformin'), 'Ask for a refill');
    const { requests } = await heard;
    expect(requests).to.deep.equal([{ reference: 'MedicationRequest/metformin', source: 'source-0', kind: 'refill' }]);
    expect(session.requests.some((request) => request.startsWith('Task'))).to.equal(false);
  });

  it('for several at once', async () => {
    const element = await readList([clinic()], { refills: 'host' });
    await press(element, element, 'Ask for several');
    for (const name of ['Alendronic', 'Metformin'])
      line(element, name).querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await element.updateComplete;
    const heard = oneEvent<EhrRefillEvent>(element, 'ehr-refill');
    await press(element, element, 'Ask for 2');
    const { requests } = await heard;
    expect(requests.map(({ reference, kind }) => `${reference} ${kind}`)).to.have.members([
      'MedicationRequest/alendronic renewal',
      'MedicationRequest/metformin refill',
    ]);
  });

  it('offers nothing where nothing may be asked for', async () => {
    const element = await readList([clinic()], { refills: 'off' });
    expect(all(element, '[part=ask]')).to.have.length(0);
  });
});

describe('<ehr-medication-list> asks for more itself', () => {
  const asking = async (server: Server): Promise<{ element: EhrMedicationList; session: StorySession }> => {
    const session = readySession(server);
    const element = await list(session, { refills: 'auto' });
    await until(() => all(element, '[part=ask]').length > 0, 'something can be asked for');
    return { element, session };
  };
  const status = (element: Element): string => all(element, '[role=status]')[0]?.textContent ?? '';

  it('once for each press, says so on the line and aloud, and keeps the focus there', async () => {
    const { element, session } = await asking(clinic());
    const ask = button(line(element, 'Metformin'), 'Ask for a refill');
    ask.focus();
    ask.click();
    ask.click();
    await says(element, 'Refill asked for');
    expect(session.written).to.have.length(1);
    expect(session.written[0]).to.deep.include({
      resourceType: 'Task',
      focus: { reference: 'MedicationRequest/metformin' },
    });
    expect(wordsOf(line(element, 'Metformin'))).to.match(/Sent to City Clinic, today \d\d:\d\d\./);
    expect(line(element, 'Metformin').querySelector('[part=ask]')).to.equal(null);
    await until(() => element.shadowRoot?.activeElement?.textContent?.includes('Metformin'), 'the focus stays');
    expect(status(element)).to.equal('Metformin 500 mg modified-release tablet asked for.');
  });

  it('for a new prescription where no refills are left', async () => {
    const { element, session } = await asking(clinic());
    await press(element, line(element, 'Alendronic'), 'Ask to renew');
    await says(element, 'Renewal asked for');
    expect(session.written[0]).to.deep.include({ resourceType: 'MedicationRequest', intent: 'proposal' });
  });

  it('only where the host does not prevent it', async () => {
    const { element, session } = await asking(clinic());
    element.addEventListener('ehr-refill', (event) => event.preventDefault());
    await press(element, line(element, 'Metformin'), 'Ask for a refill');
    expect(session.written).to.have.length(0);
    expect(wordsOf(line(element, 'Metformin'))).not.to.contain('Refill asked for');
  });

  it('for several, and tells of each line whether it went, and why not', async () => {
    const { element, session } = await asking(clinic({ writes: { MedicationRequest: 422 } }));
    await press(element, element, 'Ask for several');
    for (const name of ['Alendronic', 'Metformin'])
      line(element, name).querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await element.updateComplete;
    await press(element, element, 'Ask for 2');
    await until(() => status(element) === '1 asked for, 1 not. Each line says why.', status(element));
    expect(wordsOf(line(element, 'Metformin'))).to.contain('Refill asked for');
    expect(wordsOf(line(element, 'Alendronic'))).to.contain(
      'The renewal was not asked for The record system did not accept',
    );
    session.servers = [clinic()];
    await press(element, line(element, 'Alendronic'), 'Try again');
    await until(() => wordsOf(line(element, 'Alendronic')).includes('Renewal asked for'), 'asked again');
    expect(session.written).to.have.length(2);
  });

  it('and says that it is not sure where the answer was lost', async () => {
    const { element } = await asking(clinic({ writes: { Task: 'lost' } }));
    await press(element, line(element, 'Metformin'), 'Ask for a refill');
    await says(element, 'It is not sure that your request arrived');
  });

  const request = (changes: Partial<Task> = {}): Task => ({
    resourceType: 'Task',
    id: 'asked',
    status: 'requested',
    intent: 'order',
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }], text: 'Refill request' },
    focus: { reference: 'MedicationRequest/metformin' },
    for: { reference: `Patient/${PATIENT}` },
    authoredOn: moment(1, '10:00'),
    ...changes,
  });
  const holding = (...tasks: Task[]): Server => clinic({ resources: [...clinicMedicines(now), ...tasks] });

  it('and not once more for what the record says was asked for, and not answered', async () => {
    const { element } = await asking(holding(request()));
    const words = wordsOf(line(element, 'Metformin'));
    expect(words).to.match(/Refill asked for Asked for on .+ at City Clinic\. No answer is recorded yet\./);
    expect(line(element, 'Metformin').querySelector('[part=ask]')).to.equal(null);
    expect(line(element, 'Alendronic').querySelector('[part=ask]')).not.to.equal(null);
  });

  it('anew once it was refused, which is told with its reason, and where the task is the pharmacy’s own', async () => {
    const { element } = await asking(
      holding(
        request({ status: 'rejected', statusReason: { text: 'Blood test needed first' } }),
        request({ id: 'own', code: { text: 'Fill the order' } }),
      ),
    );
    expect(line(element, 'Metformin').querySelector('[part=ask]')).not.to.equal(null);
    const words = wordsOf(line(element, 'Metformin'));
    expect(words).not.to.contain('Refill asked for');
    expect(words).to.match(
      /The refill was refused Blood test needed first\. Asked for on .+ at City Clinic\. Call them/,
    );
  });

  it('without a word about requests that cannot be read', async () => {
    for (const changes of [{ denied: ['Task'] }, { lacks: ['Task'] }, { faults: { Task: 500 } }]) {
      const { element } = await asking(clinic(changes));
      await says(element, 'Nothing was cut off');
      expect(all(element, '.above [part=notice]')).to.have.length(0);
    }
  });

  it('never for what the sign-in does not permit, nor for what an allergy warns of', async () => {
    const denied = await readList([hospital()], { refills: 'auto' });
    await until(() => all(denied, '[part=ask]').length > 0, 'something can be asked for');
    expect(line(denied, 'Amoxicillin').querySelector('[part=ask]')).to.equal(null);
    const { element, session } = await asking(clinic());
    const [source] = session.sources as unknown as { can: (interaction: string) => object }[];
    if (source)
      source.can = (interaction) => (interaction === 'create' ? { allowed: false, missing: ['x'] } : { allowed: true });
    const again = await list(session, { refills: 'auto' });
    await says(again, 'Nothing was cut off');
    element.remove();
    await says(again, 'You cannot ask City Clinic for more here: your sign-in does not include it.');
    expect(all(again, '[part=ask]')).to.have.length(0);
    expect(wordsOf(again).match(/You cannot ask/g)).to.have.length(1);
  });
});

describe('<ehr-medication-list> leaves the screen whole', () => {
  it('on paper: every line whatever is chosen, the allergies, who it is about and when it was printed', async () => {
    const element = await readList([hospital()]);
    await find(element, 'paracetamol');
    dispatchEvent(new Event('beforeprint'));
    expect(names(element)).to.have.length(7);
    const head = all(element, '.sheet-head')[0]?.textContent ?? '';
    for (const said of ['Margaret Adeyemi', '14\u00a0Mar\u00a01959', 'UH 4471 9023', 'Printed'])
      expect(head).to.contain(said);
    expect(wordsOf(element)).to.contain('Amoxicillin (anaphylaxis)');
    dispatchEvent(new Event('afterprint'));
    expect(names(element)).to.have.length(1);
  });

  it('as text, with everything that the lines say', async () => {
    const element = await readList([hospital(), clinic()]);
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    let text = '';
    navigator.clipboard.writeText = (given) => {
      text = given;
      return Promise.resolve();
    };
    try {
      await press(element, element, 'Copy as text');
      await says(element, 'Copied.');
    } finally {
      navigator.clipboard.writeText = write;
    }
    for (const said of [
      'Margaret Adeyemi',
      'Nothing was cut off.',
      'Ibuprofen 400 mg tablet',
      'Allergy warning',
      'University Hospital · Stopped',
      'City Clinic · Active',
      '12.5 mg each morning with food',
      'Amoxicillin (anaphylaxis)',
    ])
      expect(text).to.contain(said);
    expect(text).not.to.match(/undefined|null|NaN|\[object/);
  });

  it('as text to be copied by hand, where the browser refuses the clipboard', async () => {
    const element = await readList([hospital()]);
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    try {
      await press(element, element, 'Copy as text');
      await says(element, 'did not let this page copy');
    } finally {
      navigator.clipboard.writeText = write;
    }
    expect(all<HTMLTextAreaElement>(element, 'textarea')[0]?.value).to.contain('Paracetamol 500 mg tablet');
  });
});

describe('<ehr-medication-list> says in different words', () => {
  const said = async (...servers: Server[]): Promise<string> => {
    const element = await list(readySession(...servers));
    await until(() => all(element, '.msg').length > 0, wordsOf(element));
    return wordsOf(element);
  };
  const none: MedicationStatement = {
    resourceType: 'MedicationStatement',
    id: 'none',
    subject: { reference: `Patient/${PATIENT}` },
    status: 'active',
    dateAsserted: day(5),
    medicationCodeableConcept: coded('787481004', 'No known medications', 'http://snomed.info/sct'),
  };

  it('that nothing is recorded, and that there is nothing', async () => {
    expect(await said(of())).to.contain('No medications are recorded here This does not mean that you take none.');
    expect(await said(of(none))).to.contain('You take no medications');
  });

  it('that it may not be shown, is not offered, or could not be read', async () => {
    const types = ['MedicationRequest', 'MedicationStatement', 'MedicationDispense', 'MedicationAdministration'];
    const everything = [...types, 'AllergyIntolerance'];
    expect(await said(hospital({ denied: everything }))).to.contain('not allowed to show your medications');
    expect(await said(hospital({ lacks: everything }))).to.contain('does not share medications online');
    expect(await said(hospital({ faults: { '*': 400 } }))).to.contain('We could not show your medications');
    expect(await said(hospital({ denied: types }))).to.contain('this does not mean that there is nothing');
  });

  it('that a part is missing, above what there is', async () => {
    const element = await readList([hospital(), clinic({ faults: { '*': 400 } })]);
    expect(wordsOf(element)).to.contain('Medications from City Clinic are missing from this list.');
    expect(names(element)).to.contain('Paracetamol 500 mg tablet');
  });

  it('that others stand elsewhere, where nothing is current', async () => {
    const past = order('old', coded('1', 'Ramipril', RXNORM), 'daily', { status: 'completed', authoredOn: day(900) });
    const element = await readList([
      of(past, supply('s', 'old', coded('1', 'Ramipril', RXNORM), moment(890, '10:00'))),
    ]);
    expect(wordsOf(element)).to.contain('No medications are recorded here as current There are others: Past 1.');
  });
});

describe('<ehr-medication-list> forgets', () => {
  it('what was searched and opened when the record is another’s', async () => {
    const session = readySession(hospital());
    const element = await list(session);
    await says(element, 'Nothing was cut off');
    await press(element, line(element, 'Paracetamol'), 'History');
    await find(element, 'paracetamol');
    session.become({ kind: 'signed-out' });
    await says(element, 'Sign in to see');
    session.become(READY);
    await says(element, 'Nothing was cut off');
    expect(all<HTMLInputElement>(element, 'input[type=search]')[0]?.value).to.equal('');
    expect(all(element, '.history')).to.have.length(0);
  });
});
