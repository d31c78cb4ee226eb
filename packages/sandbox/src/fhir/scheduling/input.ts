/**
 * What a scheduling operation is called with: a Parameters resource that is posted, or the query of a GET
 * (https://hl7.org/fhir/R4/operations.html).
 * @module
 */
import type { Exchange } from '../interactions/exchange.ts';
import { isNumber, isObject, numberText, type ExactJson } from '../json.ts';
import { Refusal } from '../outcome.ts';

/** One parameter; a repeated one comes several times. */
export interface Input {
  readonly name: string;
  /** A string, code, uri, dateTime, …, or what a Reference refers to. */
  readonly text: string | undefined;
  readonly value: ExactJson | undefined;
}

/** The parameters of an operation; a body that is no Parameters resource becomes the one called `bodyName`. */
export function readInput(exchange: Exchange, bodyName?: string): Input[] {
  const fromQuery = [...exchange.query].map(([name, text]): Input => ({ name, text, value: text }));
  if (exchange.method !== 'POST') return fromQuery;
  const body = exchange.json();
  if (!isObject(body)) throw new Refusal(400, 'structure', 'The body is not a JSON object.');
  if (body.resourceType !== 'Parameters') {
    if (bodyName === undefined) throw new Refusal(400, 'invalid', 'This operation takes a Parameters resource.');
    return [...fromQuery, { name: bodyName, text: undefined, value: body }];
  }
  const parameters = body.parameter ?? [];
  if (!Array.isArray(parameters)) throw new Refusal(400, 'structure', 'Parameters.parameter is not a list.');
  return [...fromQuery, ...parameters.map(readParameter)];
}

/** The last of this name, or of one of these names. */
export function inputOf(inputs: readonly Input[], ...names: string[]): Input | undefined {
  return inputs.findLast(({ name }) => names.includes(name));
}

function readParameter(parameter: ExactJson): Input {
  if (!isObject(parameter) || typeof parameter.name !== 'string') {
    throw new Refusal(400, 'required', 'A parameter has no name.');
  }
  const key = Object.keys(parameter).find((each) => each.startsWith('value'));
  const value = key === undefined ? parameter.resource : parameter[key];
  return { name: parameter.name, text: textOf(value), value };
}

function textOf(value: ExactJson | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (isNumber(value)) return numberText(value);
  if (!isObject(value)) return undefined;
  if (typeof value.reference === 'string') return value.reference;
  return typeof value.code === 'string' ? tokenText(value.system, value.code) : undefined;
}

/** A Coding as a token, `system|code`. */
function tokenText(system: unknown, code: string): string {
  return typeof system === 'string' ? `${system}|${code}` : code;
}
