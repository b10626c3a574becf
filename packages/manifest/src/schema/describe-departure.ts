import { closest, distance } from 'fastest-levenshtein';
import type { Json } from '../meaning/json.ts';
import type { Problem } from '../problem/problem.ts';
import { quote } from '../problem/shorten.ts';
import type { Departure } from './check-value.ts';
import { printPath } from './print-path.ts';
import { quantityComplaint } from './quantity.ts';

/** What a departure is called and how it is worded; `written` is the value as it stands in the text. */
export function describeDeparture(departure: Departure, written: string): Pick<Problem, 'code' | 'message' | 'hint'> {
  const field = printPath(departure.path);
  switch (departure.kind) {
    case 'unknown-field':
      return { code: departure.kind, message: `unknown field "${field}"`, ...hint(correction(departure)) };
    case 'missing-field':
      return { code: departure.kind, message: `${field}: Required value` };
    case 'wrong-type': {
      const { expected, value } = departure;
      const message = `invalid type for ${field}: got "${typeName(value)}", expected "${expected}"`;
      return { code: departure.kind, message, ...hint(retyping(value, expected, written)) };
    }
    case 'unsupported-value': {
      const { value, supported } = departure;
      const list = supported.map((word) => JSON.stringify(word)).join(', ');
      const message = `${field}: Unsupported value: ${quote(value)}: supported values: ${list}`;
      return { code: departure.kind, message, ...hint(didYouMean(value, supported)) };
    }
    case 'invalid-value': {
      const { value, expected } = departure;
      const [complaint, advice] = complaintAbout(value, expected);
      const message = `${field}: Invalid value: ${typeof value === 'string' ? quote(value) : value}: ${complaint}`;
      return { code: departure.kind, message, ...hint(advice) };
    }
  }
}

function hint(text: string | undefined): { readonly hint?: string } {
  return text === undefined ? {} : { hint: text };
}

function correction({ path, known, belongsTo }: Extract<Departure, { kind: 'unknown-field' }>): string | undefined {
  const name = String(path.at(-1));
  if (name.startsWith('$')) return 'a directive of a Kustomize patch; build it first: kubectl kustomize DIRECTORY';
  const guess = didYouMean(name, known);
  if (guess || !belongsTo) return guess;
  const place = belongsTo.length === 0 ? 'the object itself' : printPath(belongsTo);
  return `${name} is a field of ${place}; is it indented too far?`;
}

function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const best = known.find((name) => name.toLowerCase() === lower) ?? closest(word, known);
  // Two slips of the finger, or a third of a long word.
  const isClose = distance(best.toLowerCase(), lower) <= Math.max(2, Math.floor(word.length / 3));
  return isClose && best.length > 2 ? `did you mean "${best}"?` : undefined;
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function retyping(value: Json, expected: string, written: string): string | undefined {
  if (expected === 'string' && (typeof value === 'boolean' || typeof value === 'number')) {
    const reading = String(value) === written ? '' : `Kubernetes reads ${written} as ${value}; `;
    return `${reading}put quotes around it: "${written}"`;
  }
  if (typeof value !== 'string') return undefined;
  const isMeant = expected === 'boolean' ? /^(?:true|false)$/.test(value) : /^-?\d+$/.test(value);
  return isMeant && expected !== 'object' && expected !== 'array' ? `remove the quotes: ${value}` : undefined;
}

function complaintAbout(value: string | number, expected: string): readonly [complaint: string, advice?: string] {
  if (expected === 'quantity') return [quantityComplaint(String(value)), 'for example 500m, 2 or 128Mi'];
  if (expected === 'date-time') return ['must be a date and time', 'for example 2026-01-31T12:00:00Z'];
  return [`must fit into ${expected === 'int32' ? 32 : 64} bits`];
}
