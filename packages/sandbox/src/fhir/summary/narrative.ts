/**
 * The words of a summary's sections: what a reader without the codes is told (FHIR R4 §2.29, Narrative).
 * @module
 */
import { escapeMarkup } from '../../escape.ts';
import { isNumber, numberText, type ExactJson, type ExactObject } from '../json.ts';
import { choiceOf, conceptText, objectsOf, quantityText, textOf, whenText } from './elements.ts';

/** A table of a section's entries, or a sentence. */
export function sectionNarrative(
  entries: readonly ExactObject[],
  names: ReadonlyMap<string, string>,
  notes: readonly string[],
): ExactObject {
  const told = notes.map((note) => `<p>${escape(note)}</p>`).join('');
  return {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${told}${table(entries, names)}</div>`,
  };
}

/** What was said, in the words of who said it. */
export function wordsNarrative(
  entries: readonly ExactObject[],
  names: ReadonlyMap<string, string>,
  notes: readonly string[],
): ExactObject {
  const told = entries.map((entry) => textOf(entry.description) ?? nameOf(entry, names));
  const paragraphs = [...notes, ...told].map((words) => `<p>${escape(words)}</p>`).join('');
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${paragraphs}</div>` };
}

/** What an entry is about, for a reader. `names` tells what the products that entries refer to are called. */
export function nameOf(resource: ExactObject, names: ReadonlyMap<string, string>): string {
  const direct = ['code', 'medicationCodeableConcept', 'vaccineCode', 'type', 'category'];
  const references = ['medicationReference', 'device'];
  const [deviceName] = objectsOf(resource.deviceName);
  return (
    textOf(resource.title) ??
    textOf(deviceName?.name) ??
    (resource.resourceType === 'Goal' ? conceptText(resource.description) : undefined) ??
    direct.map((name) => conceptText(resource[name])).find((each) => each !== undefined) ??
    references.map((name) => referredName(resource[name], names)).find((each) => each !== undefined) ??
    'Not named'
  );
}

function referredName(value: ExactJson | undefined, names: ReadonlyMap<string, string>): string | undefined {
  const [reference] = objectsOf(value);
  return textOf(reference?.display) ?? names.get(textOf(reference?.reference) ?? '');
}

function table(entries: readonly ExactObject[], names: ReadonlyMap<string, string>): string {
  if (entries.length === 0) return '';
  const rows = entries.map((entry) => {
    const cells = [nameOf(entry, names), detailsOf(entry), whenText(entry) ?? '', statusOf(entry)];
    return `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
  });
  const head = ['What', 'Details', 'When', 'Status'].map((word) => `<th>${word}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function statusOf({ status, lifecycleStatus, clinicalStatus, verificationStatus }: ExactObject): string {
  const said = [textOf(status), textOf(lifecycleStatus), conceptText(clinicalStatus), conceptText(verificationStatus)];
  return said.filter((each) => each !== undefined).join(', ');
}

function detailsOf(resource: ExactObject): string {
  switch (resource.resourceType) {
    case 'Observation':
      return observed(resource);
    case 'AllergyIntolerance':
      return joined([
        textOf(resource.criticality) && `criticality ${textOf(resource.criticality)}`,
        ...objectsOf(resource.reaction).flatMap(({ manifestation, severity }) => [
          joined([...objectsOf(manifestation).map(conceptText), textOf(severity)], ', '),
        ]),
      ]);
    case 'MedicationStatement':
      return joined(objectsOf(resource.dosage).map(({ text }) => textOf(text)));
    case 'MedicationRequest':
      return joined(objectsOf(resource.dosageInstruction).map(({ text }) => textOf(text)));
    case 'Condition':
      return joined([conceptText(resource.severity), ...objectsOf(resource.bodySite).map(conceptText)]);
    case 'DiagnosticReport':
      return textOf(resource.conclusion) ?? '';
    case 'CarePlan':
    case 'DocumentReference':
      return textOf(resource.description) ?? '';
    case 'Goal':
      return joined(
        objectsOf(resource.target).map((target) =>
          joined([
            conceptText(target.measure),
            valueText(choiceOf(target, 'detail')?.value ?? ''),
            textOf(target.dueDate),
          ]),
        ),
      );
    case 'Procedure':
      return joined([...objectsOf(resource.bodySite).map(conceptText), conceptText(resource.outcome)]);
    default:
      return '';
  }
}

function observed(part: ExactObject): string {
  const value = choiceOf(part, 'value');
  const components = objectsOf(part.component).map((each) => joined([conceptText(each.code), observed(each)], ': '));
  return joined([
    value === undefined ? undefined : valueText(value.value),
    conceptText(part.dataAbsentReason) && `no value: ${conceptText(part.dataAbsentReason)}`,
    ...objectsOf(part.interpretation).map((each) => conceptText(each) && `(${conceptText(each)})`),
    ...components,
  ]);
}

function valueText(value: ExactJson): string | undefined {
  if (isNumber(value)) return numberText(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  const [fields] = objectsOf(value);
  if (fields === undefined) return undefined;
  if (fields.numerator !== undefined)
    return joined([quantityText(fields.numerator), quantityText(fields.denominator)], ' : ');
  if (fields.low !== undefined || fields.high !== undefined) {
    return joined([quantityText(fields.low), quantityText(fields.high)], ' – ');
  }
  if (fields.start !== undefined || fields.end !== undefined)
    return joined([textOf(fields.start), textOf(fields.end)], ' – ');
  return quantityText(fields) ?? conceptText(fields);
}

function joined(parts: readonly (string | undefined)[], between = '; '): string {
  return parts.filter((part) => part !== undefined && part !== '').join(between);
}

// XML 1.0 has no character below the space but tab and the line ends.
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escape(text: string): string {
  return escapeMarkup(text.replace(notXml, ' '));
}
