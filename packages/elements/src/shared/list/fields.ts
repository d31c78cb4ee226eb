import { html, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { searchIcon } from './tool-icons.ts';

/** Where words are looked for, at every key. Escape clears it. */
export function drawSearch(label: string, searched: string, search: (words: string) => void): TemplateResult {
  return html`<label class="field grow">
    ${searchIcon}<span class="vh">${label}</span>
    <input
      type="search"
      placeholder=${label}
      .value=${searched}
      @input=${({ currentTarget }: Event) => search((currentTarget as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || searched === '') return;
        // It clears the search, and closes nothing around the widget.
        event.stopPropagation();
        search('');
      }}
    />
  </label>`;
}

/** One of several, with its label. */
export function drawSelect<Name extends string>(
  label: string,
  options: readonly (readonly [Name, string])[],
  chosen: Name,
  choose: (name: Name) => void,
): TemplateResult {
  return html`<label class="field choice">
    <span class="muted nw">${label}</span>
    <select @change=${({ currentTarget }: Event) => choose((currentTarget as HTMLSelectElement).value as Name)}>
      ${options.map(([name, word]) => html`<option value=${name} ?selected=${name === chosen}>${word}</option>`)}</select
    >${icon('chevron')}
  </label>`;
}
