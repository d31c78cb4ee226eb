import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { EhrConnect, EhrConnectEvent } from '@ehr-widgets/elements';
import '@ehr-widgets/elements/connect/define';
import '@ehr-widgets/elements/session/define';
import { brandsBundle, drawnLogo, fewProviders, issuerOf, manyProviders } from '../../stories/support/brands.ts';
import { READY, StorySession } from '../../stories/support/sessions.ts';
import { all, button, says, warnings, wordsOf } from './reading.ts';
import { until } from '../support/until.ts';

type Settings = Partial<Pick<EhrConnect, 'brands' | 'clientIdFor' | 'session' | 'persona' | 'scope' | 'noLogos'>>;

async function connect(settings: Settings, clientId = 'our-portal'): Promise<EhrConnect> {
  const element = await fixture<EhrConnect>(html`<ehr-connect lang="en" client-id=${clientId}></ehr-connect>`);
  Object.assign(element, settings);
  await element.updateComplete;
  return element;
}

const few = (): Settings => ({ brands: brandsBundle(fewProviders) });

/** Signed in at some of the places of the list, or signing in there. */
function sessionAt(ids: readonly string[], signingIn: readonly string[] = []): StorySession {
  const session = new StorySession(READY, [{ resources: [] }]);
  const [template] = session.sources;
  session.sources = ids.map(
    (id) => ({ ...template, id: issuerOf(id), base: issuerOf(id) }) as typeof template & object,
  );
  session.absent = signingIn.map((id) => ({ id: issuerOf(id), name: id, state: 'signing-in' }));
  return session;
}

const field = (element: Element): HTMLInputElement => all<HTMLInputElement>(element, 'input')[0]!;

async function ask(element: EhrConnect, words: string): Promise<void> {
  field(element).value = words;
  field(element).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await element.updateComplete;
}

const names = (element: Element): string[] => all(element, '.brand .h').map((one) => one.textContent?.trim() ?? '');

const brand = (element: Element, name: string): HTMLElement => {
  const found = all(element, '.brand').find((one) => one.querySelector('.h')?.textContent?.trim() === name);
  if (!found) throw new Error(`No ${name} in: ${wordsOf(element)}`);
  return found;
};

const announced = (element: Element): string => all(element, '[role="status"]')[0]?.textContent ?? '';

describe('<ehr-connect> finds', () => {
  it('every place of a short list at once, and by name, other name, part, or town', async () => {
    const element = await connect(few());
    expect(names(element)).to.have.length(6);
    await ask(element, 'medical center');
    expect(names(element)).to.deep.equal(['University Hospital']);
    expect(wordsOf(element)).to.contain('Also called University Medical Center');
    await ask(element, 'university');
    expect(names(element)).to.deep.equal(['University Heart Center', 'University Hospital']);
    expect(wordsOf(brand(element, 'University Heart Center'))).to.contain('Part of University Hospital');
    await ask(element, 'tucson clinic');
    expect(names(element)).to.deep.equal(['City Clinic']);
    await ask(element, 'marana');
    expect(wordsOf(brand(element, 'University Heart Center'))).to.contain('Marana, AZ and 2 other places');
  });

  it('in a long list only what is asked, the best first, more at a press, and says how many there are', async () => {
    const element = await connect({ brands: brandsBundle(manyProviders(3000)) });
    expect(names(element)).to.deep.equal([]);
    expect(wordsOf(element)).to.contain('3,000 listed');
    await ask(element, 'eye clinic');
    expect(names(element)).to.have.length(20);
    expect(wordsOf(element)).to.match(/Showing 20 of \d{3}/);
    button(element, 'Show more').click();
    await element.updateComplete;
    expect(names(element)).to.have.length(40);
    await until(
      () => element.shadowRoot?.activeElement === all(element, '.brand .h')[20],
      'the first new place has the focus',
    );
    await ask(element, 'lakeside 2');
    await ask(element, 'zebra');
    expect(wordsOf(element)).to.contain('We could not find “zebra”');
    expect(wordsOf(element)).to.contain('Check the spelling');
  });

  it('while the field keeps the focus and what was typed, whatever is found', async () => {
    const element = await connect(few());
    const typed = field(element);
    typed.focus();
    await sendKeys({ type: 'zebra' });
    await says(element, 'We could not find');
    expect(field(element)).to.equal(typed);
    await sendKeys({ press: 'Escape' });
    await until(() => names(element).length === 6);
    expect(element.shadowRoot?.activeElement).to.equal(typed);
    expect(typed.value).to.equal('');
  });

  it('and tells screen readers how many, once the typing pauses', async () => {
    const element = await connect(few());
    await until(() => announced(element).includes('6 listed'), 'the list is told');
    const said: string[] = [];
    new MutationObserver(() => said.push(announced(element))).observe(all(element, '[role="status"]')[0] as Node, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    field(element).focus();
    await sendKeys({ type: 'univ' });
    await until(() => announced(element) === '2 found', 'the count is told');
    expect(said).to.deep.equal(['2 found']);
  });
});

describe('<ehr-connect> connects', () => {
  it('by an event in the click itself that says where, as whom, for what, and how the place is called', async () => {
    const element = await connect({ ...few(), scope: 'launch/patient patient/*.rs' });
    const heard: EhrConnectEvent[] = [];
    document.addEventListener('ehr-connect', (event) => heard.push(event as EhrConnectEvent), { once: true });
    button(brand(element, 'City Clinic'), 'Connect').click();
    const [{ issuer, clientId, scope, name, bubbles, composed, cancelable } = {} as EhrConnectEvent] = heard;
    expect({ issuer, clientId, scope, name }).to.deep.equal({
      issuer: issuerOf('city-clinic'),
      clientId: 'our-portal',
      scope: 'launch/patient patient/*.rs',
      name: 'City Clinic',
    });
    expect([bubbles, composed, cancelable]).to.deep.equal([true, true, true]);
  });

  it('to each portal of a place by a button of its own, which is called by the portal', async () => {
    const element = await connect(few());
    const heard: string[] = [];
    element.addEventListener('ehr-connect', (event) => heard.push(`${event.name} ${event.issuer}`));
    const buttons = [...brand(element, 'Desert Hospital for Women and Children').querySelectorAll('button')];
    expect(buttons.map((one) => one.textContent?.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'Connect to Desert Hospital for Women and Children, Patient Gateway',
      'Connect to Desert Hospital for Women and Children, Pediatrics',
    ]);
    for (const one of buttons) one.click();
    expect(heard).to.deep.equal([
      `Desert Hospital for Women and Children · Patient Gateway ${issuerOf('desert-children')}`,
      'Desert Hospital for Women and Children · Pediatrics https://desert-children.example/pediatrics',
    ]);
  });

  it('to a part by the name of the whole whose records are at its server', async () => {
    const element = await connect(few());
    const heard: string[] = [];
    element.addEventListener('ehr-connect', ({ name }) => heard.push(name));
    button(brand(element, 'University Heart Center'), 'Connect').click();
    expect(heard).to.deep.equal(['University Hospital']);
  });

  it('with the client id that the host has at each place, and says where it has none', async () => {
    const asked: string[] = [];
    const clientIdFor = (issuer: string): string | undefined => {
      asked.push(issuer);
      return issuer === issuerOf('city-clinic') ? 'at-the-clinic' : undefined;
    };
    const element = await connect({ ...few(), clientIdFor });
    const heard: string[] = [];
    element.addEventListener('ehr-connect', ({ clientId }) => heard.push(clientId));
    button(brand(element, 'City Clinic'), 'Connect').click();
    expect(heard).to.deep.equal(['at-the-clinic']);
    const labs = brand(element, 'Example Labs');
    expect(labs.querySelector('button')).to.equal(null);
    expect(wordsOf(labs)).to.contain('This page cannot connect to it');
    const link = labs.querySelector('a');
    expect([link?.href, link?.rel, link?.target]).to.deep.equal([
      'https://patient.example-labs.example/',
      'noopener noreferrer',
      '_blank',
    ]);
    // Never for an endpoint that could not be used anyway.
    expect(asked.join()).not.to.contain('valley-practice');
  });

  it('says of each place that cannot be connected to why', async () => {
    const element = await connect(few());
    expect(wordsOf(brand(element, 'Valley Family Practice'))).to.contain('switched off');
    expect(wordsOf(brand(element, 'Desert Hospital for Women and Children'))).to.contain(
      'Old portal Visits before 2019. It does not share records in a way that this page can read',
    );
    const bare = await connect({ brands: brandsBundle([{ id: 'bare', name: 'Bare Clinic' }]) });
    expect(wordsOf(bare)).to.contain('does not share records with other sites');
  });

  it('says which places are connected, as the session around it tells', async () => {
    const session = sessionAt(['university-hospital'], ['city-clinic']);
    const element = await fixture<HTMLElement>(
      html`<ehr-session .session=${session}
        ><ehr-connect lang="en" client-id="p" .brands=${brandsBundle(fewProviders)}></ehr-connect
      ></ehr-session>`,
    );
    const inside = element.querySelector('ehr-connect') as EhrConnect;
    await inside.updateComplete;
    await until(() => wordsOf(brand(inside, 'University Hospital')).includes('Connected'));
    expect(wordsOf(brand(inside, 'University Heart Center'))).to.contain('Connected');
    expect(brand(inside, 'University Hospital').querySelector('button')).to.equal(null);
    const showWindow = button(brand(inside, 'City Clinic'), 'Show the sign-in window');
    showWindow.focus();
    const now = sessionAt(['university-hospital', 'city-clinic']);
    session.absent = [];
    session.become(READY);
    session.sources = now.sources;
    await until(() => wordsOf(brand(inside, 'City Clinic')).includes('Connected'));
    // The button is gone: the focus stays where the person was.
    await until(() => inside.shadowRoot?.activeElement === brand(inside, 'City Clinic').querySelector('.h'));
  });
});

describe('<ehr-connect> shows', () => {
  it('logos by an image that tells their servers nothing of the page, initials where there is none', async () => {
    const element = await connect(few());
    const picture = brand(element, 'City Clinic').querySelector('img');
    expect(picture?.referrerPolicy).to.equal('no-referrer');
    expect(picture?.loading).to.equal('lazy');
    expect(picture?.alt).to.equal('');
    expect(wordsOf(brand(element, 'Example Labs'))).to.match(/^EL /);
    element.noLogos = true;
    await element.updateComplete;
    expect(all(element, 'img')).to.have.length(0);
  });

  it('initials where a logo does not load', async () => {
    const broken = 'data:image/png;base64,AAAA';
    const element = await connect({
      brands: brandsBundle([
        { id: 'a', name: 'Été – (old) Clinic', logo: broken },
        { id: 'b', name: 'Good Clinic', logo: drawnLogo('#123') },
      ]),
    });
    await until(() => wordsOf(brand(element, 'Été – (old) Clinic')).startsWith('ÉC '));
    expect(all(element, 'img')).to.have.length(1);
  });

  it('names and descriptions as text, whatever stands in them', async () => {
    const evil = '<img src=x onerror="document.title=1">';
    const element = await connect({
      brands: brandsBundle([
        {
          id: 'a',
          name: evil,
          aliases: [evil],
          portals: [{ name: evil, description: '[a](javascript:1) b', endpoints: [{}] }],
        },
      ]),
    });
    expect(names(element)).to.deep.equal([evil]);
    expect(wordsOf(element)).to.contain('a b');
    expect(all(element, 'img, a')).to.have.length(0);
  });

  it('words for clinicians', async () => {
    const element = await connect({ ...few(), persona: 'clinician' });
    expect(wordsOf(element)).to.contain('Add a source');
    expect(wordsOf(element)).to.contain('Endpoint not active.');
  });
});

describe('<ehr-connect> gets its list', () => {
  /** Answers the next requests for the list in this way. */
  async function answering(
    answers: readonly (() => Promise<Response>)[],
    during: () => Promise<void>,
  ): Promise<string[]> {
    const original = globalThis.fetch;
    const asked: string[] = [];
    globalThis.fetch = (input) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return (answers[asked.length - 1] ?? (() => Promise.reject(new TypeError('too many'))))();
    };
    try {
      await during();
    } finally {
      globalThis.fetch = original;
    }
    return asked;
  }
  const list = (): Promise<Response> => Promise.resolve(Response.json(brandsBundle(fewProviders)));

  it('from an address, and once more when that failed, with the focus in the field', async () => {
    const refused = (): Promise<Response> => Promise.resolve(new Response('', { status: 404 }));
    const asked = await answering([refused, list], async () => {
      const said = await warnings(async () => {
        const element = await connect({ brands: '/lists/brands.json' });
        expect(all(element, 'input')).to.have.length(1);
        await says(element, 'We could not get the list');
        button(element, 'Try again').click();
        await until(() => names(element).length === 6);
        expect(element.shadowRoot?.activeElement).to.equal(field(element));
      });
      expect(said.join()).to.contain('answered 404');
    });
    expect(asked).to.deep.equal(Array(2).fill(new URL('/lists/brands.json', location.href).href));
  });

  it('keeps what is typed while it comes', async () => {
    let come: (answer: Response) => void = () => undefined;
    const later = (): Promise<Response> => new Promise((resolve) => (come = resolve));
    await answering([later], async () => {
      const element = await connect({ brands: '/lists/slow.json' });
      await ask(element, 'city');
      come(await list());
      await until(() => names(element).join() === 'City Clinic');
    });
  });

  it('from the newest address, when the host changes its mind', async () => {
    let come: (answer: Response) => void = () => undefined;
    const later = (): Promise<Response> => new Promise((resolve) => (come = resolve));
    const other = (): Promise<Response> =>
      Promise.resolve(Response.json(brandsBundle([{ id: 'other', name: 'Other Clinic' }])));
    await answering([later, other], async () => {
      const element = await connect({ brands: '/lists/one.json' });
      element.brands = '/lists/other.json';
      await says(element, 'Other Clinic');
      come(await list());
      await aTimeout(0);
      await element.updateComplete;
      expect(names(element)).to.deep.equal(['Other Clinic']);
    });
  });

  it('says when it is empty, and when the host gave something else', async () => {
    expect(wordsOf(await connect({ brands: brandsBundle([]) }))).to.contain('No hospital or clinic is listed here yet');
    for (const [settings, word] of [
      [{ brands: { resourceType: 'Patient' } as never }, 'neither an address nor a FHIR Bundle'],
      [{ brands: 'http://plain.example/brands.json' }, 'not the https address'],
    ] as const) {
      const said = await warnings(async () => says(await connect(settings), 'is not set up on this page'));
      expect(said.join()).to.contain(word);
    }
  });

  it('warns a host that says nothing of its client ids, or something unusable', async () => {
    const cases: readonly (readonly [Settings, string])[] = [
      [{}, 'needs a client-id'],
      [{ clientIdFor: (() => 7) as never }, 'must be a function that returns a client id'],
    ];
    for (const [settings, word] of cases) {
      const said = await warnings(async () => {
        const element = await connect({ ...few(), ...settings }, '');
        expect(wordsOf(brand(element, 'City Clinic'))).to.contain('This page cannot connect to it');
      });
      expect(said.join()).to.contain(word);
    }
  });
});
