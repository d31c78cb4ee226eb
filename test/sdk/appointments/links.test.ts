/** Booking somewhere else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bookingLink, bookingPhones, telephoneLink } from '../../../packages/sdk/src/appointments.ts';

describe('the page of the practice', () => {
  it('is told who sends, and keeps all that it has in it', () => {
    const link = 'https://book.example/visits?slot=a%26b&source=old#times';
    assert.equal(
      bookingLink({ link }, { source: 'our portal', referral: 'r/1' }),
      'https://book.example/visits?slot=a%26b&source=our+portal&booking-referral=r%2F1#times',
    );
    assert.equal(bookingLink({ link: 'https://book.example' }, { source: 'p' }), 'https://book.example/?source=p');
  });

  it('is https, or there is none', () => {
    for (const link of [
      undefined,
      'javascript:alert(1)',
      'http://book.example',
      'book',
      'https://me:word@book.example',
    ]) {
      assert.equal(bookingLink({ link }, { source: 'p' }), undefined);
    }
  });
});

describe('the number to call', () => {
  const phone = (value: string, system = 'phone', use = 'work') => ({ system, use, value }) as never;
  const empty = { types: [], categories: [], specialties: [], places: [], mode: 'unknown' } as const;

  it('is that of the time, then of the place, then of the service, each once', () => {
    const choices = {
      services: [
        { ...empty, reference: 'HealthcareService/1', telecom: [phone('3'), phone('2'), phone('4', 'fax')] },
        { ...empty, reference: 'HealthcareService/2', telecom: [phone('9')] },
      ],
      people: [],
      places: [],
      calendars: [],
      complete: true,
    };
    const places = [{ telecom: [phone('2'), phone('8', 'phone', 'old')], virtual: false }];
    assert.deepEqual(bookingPhones({ phone: '1', places, services: ['HealthcareService/1'] }, choices), [
      '1',
      '2',
      '3',
    ]);
  });

  it('can be called where it is a number', () => {
    assert.equal(telephoneLink('+44 (113) 496-0142'), 'tel:+441134960142');
    assert.equal(telephoneLink('0113 496 0142 ext. 17'), 'tel:01134960142;ext=17');
    assert.equal(telephoneLink('+44 (0)113 496 0142'), 'tel:+441134960142');
    assert.equal(telephoneLink('15'), 'tel:15');
    for (const words of ['call us', '', '1', '+', 'javascript:alert(1)', '0113;phone-context=evil']) {
      assert.equal(telephoneLink(words), undefined, words);
    }
  });
});
