import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Brand, BrandMatch, BrandPlace } from '@ehr-widgets/sdk/brands';
import { icon } from '../shared/icons.ts';
import type { ConnectWords } from './connect.strings.ts';
import type { Door } from './doors.ts';

/** What the drawing of results needs to know of the widget. */
export interface ResultContext {
  readonly words: ConnectWords;
  readonly locale: string;
  /** The level of a brand's heading. */
  readonly level: number;
  readonly logos: boolean;
  /** Whether a logo could not be shown. */
  readonly isBroken: (url: string) => boolean;
  readonly broke: (url: string) => void;
  readonly doors: (brand: Brand) => readonly Door[];
  readonly choose: (brand: Brand, door: Door) => void;
}

/** Draws what was found, the best first; nothing while a long list waits for a question. */
export function drawResults(
  matches: readonly BrandMatch[],
  total: number,
  context: ResultContext,
  showMore: () => void,
): TemplateResult | typeof nothing {
  if (matches.length === 0) return nothing;
  return html`<ul class="brands">
      ${repeat(
        matches,
        ({ brand }) => brand.id,
        (match) => drawBrand(match, context),
      )}
    </ul>
    ${
      matches.length < total
        ? html`<button class="btn small more" type="button" @click=${showMore}>${context.words.more}</button>`
        : nothing
    }`;
}

/** What a brand is known by, and its ways in. */
function drawBrand(match: BrandMatch, context: ResultContext): TemplateResult {
  const { brand } = match;
  const { level } = context;
  const doors = context.doors(brand);
  const [only] = doors;
  return html`<li class="brand" part="brand" data-brand=${brand.id}>
    ${drawLogo(brand, context)}
    <div class="who">
      <div class="h" role="heading" aria-level=${level} tabindex="-1"><bdi>${brand.name}</bdi></div>
      ${drawFacts(facts(match, context))}
      ${only && doors.length === 1 && only.portal?.description ? description(only.portal.description) : nothing}
    </div>
    ${
      only && doors.length === 1
        ? drawDoor(brand, only, context)
        : html`<ul class="doors">
            ${doors.map(
              (door) =>
                html`<li part="portal">
                  <div class="who">
                    ${door.label ? html`<p class="t"><bdi>${door.label}</bdi></p>` : nothing}
                    ${door.portal?.description ? description(door.portal.description) : nothing}
                  </div>
                  ${drawDoor(brand, door, context)}
                </li>`,
            )}
          </ul>`
    }
  </li>`;
}

function description(text: string): TemplateResult {
  return html`<p class="about"><bdi>${text}</bdi></p>`;
}

function drawFacts(told: readonly string[]): TemplateResult | typeof nothing {
  if (told.length === 0) return nothing;
  return html`<p class="muted">${told.map((fact, at) => html`${at > 0 ? ' · ' : ''}<bdi>${fact}</bdi>`)}</p>`;
}

/** Where it is; what it is a part of, what else it is called, and what kind of place, where that helps to tell it. */
function facts({ brand, alias, place }: BrandMatch, { words, locale }: ResultContext): string[] {
  const where = place ? placeText(place, locale) : '';
  const others = brand.places.length - 1;
  const kinds = brand.categories.map((category) => words.categories[category]);
  return [
    where && others > 0 ? words.otherPlaces(where, others, others.toLocaleString(locale)) : where,
    brand.partOf ? words.partOf(brand.partOf) : '',
    alias ? words.alias(alias) : '',
    brand.categories.includes('clinical') ? '' : kinds.filter(Boolean).join(', '),
  ].filter(Boolean);
}

function placeText({ city, region, postalCode, country }: BrandPlace, locale: string): string {
  const near = [city, region].filter(Boolean).join(', ');
  return near || postalCode || countryName(country, locale);
}

function countryName(country: string | undefined, locale: string): string {
  if (!country || !/^[A-Z]{2}$/.test(country)) return country ?? '';
  return new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
}

/** The logo, or initials where there is none. Decoration: the name stands beside it. */
function drawLogo({ name, logo }: Brand, context: ResultContext): TemplateResult {
  const url = context.logos ? logo?.url : undefined;
  if (!url || context.isBroken(url)) return html`<div class="logo" aria-hidden="true">${initials(name)}</div>`;
  return html`<div class="logo pic">
    <img
      src=${url}
      alt=""
      width="44"
      height="44"
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      @error=${() => context.broke(url)}
    />
  </div>`;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32).toLocaleUpperCase())
    .join('');
}

function drawDoor(brand: Brand, door: Door, context: ResultContext): TemplateResult {
  const { words } = context;
  const place = [brand.name, door.label].filter(Boolean).join(', ');
  const { standing } = door;
  switch (standing.kind) {
    case 'open':
    case 'signing-in':
      return html`<div class="act">
        <button class="btn small" type="button" part="connect" @click=${() => context.choose(brand, door)}>
          <span>
            ${standing.kind === 'open' ? words.connect : words.signingIn}
            <span class="vh">${words.connectTo(place)}</span>
          </span>
        </button>
      </div>`;
    case 'connected':
      return html`<div class="act">
        <span class="chip ok" part="chip">${icon('ring-check')}<span>${words.connected}</span></span>
      </div>`;
    case 'no-client':
      return closed(words.noClient, brand, door, words);
    case 'inactive':
      return closed(words.inactive, brand, door, words);
    case 'unsupported':
      return closed(words.unsupported, brand, door, words);
    case 'no-endpoint':
      return closed(words.noEndpoint, brand, door, words);
  }
}

/** Why this page cannot connect there, and where the person can go instead. */
function closed(why: string, brand: Brand, door: Door, words: ConnectWords): TemplateResult {
  const portal = door.portal?.url;
  const url = portal ?? brand.website;
  const name = (portal && door.portal?.name) || brand.name;
  return html`<div class="closed">
    <p class="muted">${icon('ban')} <span>${why}</span></p>
    ${
      url
        ? html`<a class="link" href=${url} target="_blank" rel="noopener noreferrer"
            ><bdi>${words.visit(name)}</bdi> <span class="vh">${words.newTab}</span></a
          >`
        : nothing
    }
  </div>`;
}
