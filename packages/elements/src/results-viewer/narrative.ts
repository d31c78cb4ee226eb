import { html, nothing, type TemplateResult } from 'lit';
import type { Look, Narrative, NarrativeCell, NarrativeRow } from '@ehr-widgets/sdk/clinical-document';
import type { AttachedFile } from '@ehr-widgets/sdk/results';
import type { ClinicalDocumentWords } from './clinical-document.strings.ts';

/** What words of a document are drawn with. */
export interface NarrativeContext {
  readonly words: ClinicalDocumentWords;
  readonly drawFiles: (files: readonly AttachedFile[]) => TemplateResult;
  /** What a table is called that has no name of its own. */
  readonly name: string;
}

/** Words with their look, out of templates of our own: nothing of what was sent is markup here. */
export function drawNarrative(parts: readonly Narrative[], context: NarrativeContext): TemplateResult[] {
  return parts.map((part) => drawPart(part, context));
}

function drawPart(part: Narrative, context: NarrativeContext): TemplateResult {
  const { words, drawFiles } = context;
  switch (part.kind) {
    case 'text':
      return html`${part.text}`;
    case 'break':
      return html`<br />`;
    case 'words':
      return looking(part.looks, html`${drawNarrative(part.of, context)}`, context);
    case 'note': {
      const inner = looking(part.looks, html`${drawNarrative(part.of, context)}`, context);
      return html` <small>[${words.note} ${inner}]</small>`;
    }
    case 'caption':
      return html`<div class="caption" dir="auto">
        ${looking(part.looks, html`${drawNarrative(part.of, context)}`, context)}
      </div>`;
    case 'paragraph': {
      const inner = looking(part.looks, html`${drawNarrative(part.of, context)}`, context);
      return html`<div class="para" dir="auto">
        ${part.asWritten ? html`<span class="written">${inner}</span>` : inner}
      </div>`;
    }
    case 'list': {
      const items = part.items.map((item) => html`<li>${drawNarrative(item, context)}</li>`);
      return html`${drawCaption(part.caption, context)}
      ${
        part.ordered
          ? html`<ol dir="auto">
              ${items}
            </ol>`
          : html`<ul class="dots" dir="auto">
              ${items}
            </ul>`
      }`;
    }
    case 'table':
      return drawTable(part.caption, part.rows, context);
    case 'picture':
      return html`<div class="para">
        ${drawCaption(part.caption, context)}
        ${part.file ? drawFiles([part.file]) : html`<p class="muted">${words.picture}: ${words.notSent}</p>`}
      </div>`;
  }
}

function drawCaption(caption: readonly Narrative[], context: NarrativeContext): TemplateResult | typeof nothing {
  return caption.length > 0 ? html`<div class="caption" dir="auto">${drawNarrative(caption, context)}</div>` : nothing;
}

/** Who hears words is told too that they are crossed out. */
function looking(looks: readonly Look[], inner: TemplateResult, { words }: NarrativeContext): TemplateResult {
  return looks.reduce((within, look) => {
    switch (look) {
      case 'bold':
        return html`<b>${within}</b>`;
      case 'italics':
        return html`<i>${within}</i>`;
      case 'underline':
        return html`<u>${within}</u>`;
      case 'sub':
        return html`<sub>${within}</sub>`;
      case 'sup':
        return html`<sup>${within}</sup>`;
      case 'deleted':
        return html`<span class="vh">${words.deleted} </span><del>${within}</del
          ><span class="vh"> ${words.deletedEnd}</span>`;
      case 'inserted':
        return html`<span class="vh">${words.inserted} </span><ins>${within}</ins
          ><span class="vh"> ${words.insertedEnd}</span>`;
    }
  }, inner);
}

/** A table may be wider than the page: it is moved by itself, by keyboard too. */
function drawTable(
  caption: readonly Narrative[],
  rows: readonly NarrativeRow[],
  context: NarrativeContext,
): TemplateResult {
  const part = (name: NarrativeRow['part']): TemplateResult[] =>
    rows
      .filter((row) => row.part === name)
      .map(
        ({ cells }) =>
          html`<tr>
            ${cells.map((cell, at) => drawCell(cell, name === 'head' || at > 0 ? 'col' : 'row', context))}
          </tr>`,
      );
  const [head, body, foot] = [part('head'), part('body'), part('foot')];
  return html`${drawCaption(caption, context)}
    <div class="wide" role="region" tabindex="0" aria-label=${context.name}>
      <table>
        ${
          head.length > 0
            ? html`<thead>
                ${head}
              </thead>`
            : nothing
        }
        <tbody>
          ${body}
        </tbody>
        ${
          foot.length > 0
            ? html`<tfoot>
                ${foot}
              </tfoot>`
            : nothing
        }
      </table>
    </div>`;
}

function drawCell(
  { isHead, columns, rows, of }: NarrativeCell,
  scope: string,
  context: NarrativeContext,
): TemplateResult {
  const inner = drawNarrative(of, context);
  return isHead
    ? html`<th dir="auto" scope=${scope} colspan=${columns} rowspan=${rows}>${inner}</th>`
    : html`<td dir="auto" colspan=${columns} rowspan=${rows}>${inner}</td>`;
}
