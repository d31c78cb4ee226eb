import { expect, fixture, html } from '@open-wc/testing';
import type { Appointment, Questionnaire, QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4.js';
import type { EhrAppointmentPicker } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/appointment-picker/define';
import { clinicWithTimes } from '../../stories/support/appointments.ts';
import { readySession, type Server, type StorySession } from '../../stories/support/sessions.ts';
import { until } from '../support/until.ts';
import { all, button, says, wordsOf } from './reading.ts';

const UNIT = 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit';

const form = (...item: QuestionnaireItem[]): Questionnaire => ({
  resourceType: 'Questionnaire',
  id: 'intake',
  url: 'https://practice.example/intake',
  status: 'active',
  title: 'Before you come',
  item,
});

/** At the last look before booking, with the form. */
async function asked(
  item: QuestionnaireItem[],
  lang = 'en',
  server: Partial<Server> = {},
): Promise<EhrAppointmentPicker> {
  const session = readySession({ resources: [...clinicWithTimes('Europe/London'), form(...item)], ...server });
  const element = await lookedAt(session, lang);
  await until(() => all(element, '[part~=questions], .check .msg, .check > .muted').length > 0, wordsOf(element));
  return element;
}

/** At the last look, whether the form has come or not. */
async function lookedAt(session: StorySession, lang = 'en'): Promise<EhrAppointmentPicker> {
  const element = await fixture<EhrAppointmentPicker>(
    html`<ehr-appointment-picker
      lang=${lang}
      time-zone="Europe/London"
      service="HealthcareService/kidney"
      questionnaire="Questionnaire/intake"
      .session=${session}
    ></ehr-appointment-picker>`,
  );
  await until(() => all(element, '.time').length > 0, wordsOf(element));
  all(element, '.time')[0]?.click();
  await element.updateComplete;
  button(element, 'Continue with').click();
  await until(() => all(element, '#reason').length > 0, wordsOf(element));
  return element;
}

async function type(element: EhrAppointmentPicker, path: string, value: string): Promise<void> {
  const field = element.renderRoot.querySelector<HTMLInputElement>(`#question-${path}`);
  if (!field) throw new Error(`no field for ${path}`);
  field.value = value;
  field.dispatchEvent(new Event('input'));
  await element.updateComplete;
}

async function book(element: EhrAppointmentPicker): Promise<void> {
  button(element, 'Book this appointment').click();
  await element.updateComplete;
}

const written = (element: EhrAppointmentPicker): StorySession['written'] => (element.session as StorySession).written;
const chosen = (element: EhrAppointmentPicker): readonly unknown[] | undefined =>
  written(element)
    .find((one): one is QuestionnaireResponse => one.resourceType === 'QuestionnaireResponse')
    ?.item?.find(({ linkId }) => linkId === 'which')
    ?.answer?.map(({ valueString }) => valueString);
const answersIn = (element: EhrAppointmentPicker): readonly unknown[] => {
  const kept = written(element).find(
    (one): one is QuestionnaireResponse => one.resourceType === 'QuestionnaireResponse',
  );
  return kept?.item?.map(({ answer }) => answer?.[0]) ?? [];
};

describe('the questions of a practice', () => {
  it('are asked each in its own way, and are sent as they were answered', async () => {
    const element = await asked([
      { linkId: 'words', type: 'display', text: 'Please be exact.' },
      { linkId: 'weight', type: 'quantity', text: 'Weight', extension: [{ url: UNIT, valueCoding: { code: 'kg' } }] },
      { linkId: 'temp', type: 'decimal', text: 'Temperature' },
      { linkId: 'since', type: 'date', text: 'Since when?' },
      {
        linkId: 'which',
        type: 'choice',
        repeats: true,
        text: 'Which of these?',
        answerOption: [{ valueString: 'Pain' }, { valueString: 'Fever' }],
      },
    ]);
    expect(wordsOf(element)).to.include('Please be exact.');
    await type(element, 'weight', '70.50');
    await type(element, 'temp', '38.0');
    await type(element, 'since', '2026-03-04');
    for (const box of all<HTMLInputElement>(element, '[part~=questions] [type=checkbox]')) {
      box.click();
      await element.updateComplete;
    }
    await book(element);
    await says(element, 'You are booked');
    expect(chosen(element)).to.deep.equal(['Pain', 'Fever']);
    expect(answersIn(element)).to.deep.equal([
      { valueQuantity: { value: 70.5, unit: 'kg', code: 'kg' } },
      { valueDecimal: 38 },
      { valueDate: '2026-03-04' },
      { valueString: 'Pain' },
    ]);
    const [booked] = written(element).filter((one): one is Appointment => one.resourceType === 'Appointment');
    expect(booked?.supportingInformation?.[0]?.reference).to.match(/^QuestionnaireResponse\//);
  });

  it('take a number as it is written in the reader’s language, and none that could mean two', async () => {
    const element = await asked([{ linkId: 'temp', type: 'decimal', text: 'Temperature' }], 'de');
    await type(element, 'temp', '38,5');
    expect(element.renderRoot.querySelector<HTMLInputElement>('#question-temp')?.value).to.equal('38,5');
    await type(element, 'temp', '1.234');
    await book(element);
    await says(element, 'Write a number, such as 2,5.');
    expect(written(element)).to.have.length(0);
    await type(element, 'temp', '38,5');
    await book(element);
    await says(element, 'You are booked');
    expect(answersIn(element)).to.deep.equal([{ valueDecimal: 38.5 }]);
  });

  it('lead to the first that is missing, which is described by what is wrong', async () => {
    const element = await asked([
      { linkId: 'one', type: 'string', text: 'One' },
      { linkId: 'two', type: 'string', text: 'Two', required: true },
    ]);
    await book(element);
    await until(() => element.shadowRoot?.activeElement?.id === 'question-two', wordsOf(element));
    const field = element.shadowRoot?.activeElement;
    expect(field?.getAttribute('aria-invalid')).to.equal('true');
    const described = field?.getAttribute('aria-describedby') ?? '';
    expect(element.renderRoot.querySelector(`#${CSS.escape(described)}`)?.textContent).to.include(
      'Answer this question.',
    );
    expect(written(element)).to.have.length(0);
  });

  describe('who presses before they have come', () => {
    const session = (required: boolean): { session: StorySession; send: () => void } => {
      const made = readySession({
        resources: [
          ...clinicWithTimes('Europe/London'),
          form({ linkId: 'temp', type: 'decimal', text: 'Temperature', required }),
        ],
      });
      const sending = Promise.withResolvers<void>();
      for (const source of made.sources) {
        if (source.kind !== 'server') continue;
        const { fetch } = source;
        const late: typeof fetch = async (url, init) => {
          if (url.includes('/Questionnaire')) await sending.promise;
          return fetch(url, init);
        };
        Object.assign(source, { fetch: late });
      }
      return { session: made, send: () => sending.resolve() };
    };

    it('is asked them all the same, and nothing is booked without the answers', async () => {
      const { session: late, send } = session(true);
      const element = await lookedAt(late);
      await book(element);
      await book(element);
      send();
      await says(element, 'One answer is missing or not right');
      expect(written(element)).to.deep.equal([]);
      await type(element, 'temp', '38.0');
      await book(element);
      await says(element, 'You are booked');
      expect(written(element).filter(({ resourceType }) => resourceType === 'Appointment')).to.have.length(1);
    });

    it('and goes back, has booked nothing when they come', async () => {
      const { session: late, send } = session(false);
      const element = await lookedAt(late);
      await book(element);
      button(element, 'Back').click();
      await until(() => all(element, '.time').length > 0, wordsOf(element));
      send();
      all(element, '.time')[0]?.click();
      await element.updateComplete;
      button(element, 'Continue with').click();
      await until(() => all(element, '[part~=questions]').length > 0, wordsOf(element));
      await book(element);
      await says(element, 'You are booked');
      expect(written(element).filter(({ resourceType }) => resourceType === 'Appointment')).to.have.length(1);
    });
  });

  it('that cannot be asked here are there, and say that somebody else asks them', async () => {
    const element = await asked([
      { linkId: 'photo', type: 'attachment', text: 'A photo of it' },
      { linkId: 'drug', type: 'choice', text: 'Which medicine?', answerValueSet: 'https://codes.example/drugs' },
    ]);
    const words = wordsOf(element);
    for (const said of ['A photo of it', 'Which medicine?', 'The practice will ask you.'])
      expect(words).to.include(said);
    await book(element);
    await says(element, 'You are booked');
  });

  it('that cannot be read or kept keep nobody from booking, and it is said', async () => {
    const failing = await asked([], 'en', { faults: { Questionnaire: 500 } });
    await says(failing, 'could not be read');
    await book(failing);
    await says(failing, 'You are booked');
    const denied = await asked([], 'en', { denied: ['QuestionnaireResponse'] });
    await says(denied, 'your sign-in does not include answering them');
  });
});
