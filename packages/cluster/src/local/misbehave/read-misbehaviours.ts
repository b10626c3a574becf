import { badRequest, type Refusal } from '../answer/refusal.ts';
import type { Misbehaviour } from './misbehaviour.ts';

/** Reads what a server is to do wrong from a request's body, or refuses it with the place of what is wrong. */
export function readMisbehaviours(text: string): readonly Misbehaviour[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(`no JSON: ${error instanceof Error ? error.message : ''}`);
  }
  const list = Array.isArray(value) ? value : [value];
  for (const [index, item] of list.entries()) checkOne(item, `[${index}]`);
  return list as readonly Misbehaviour[];
}

type Shape = Readonly<Record<string, 'number' | 'boolean' | 'texts'>>;

/** The fields that each act has besides `act` and `when`. */
const acts: Readonly<Record<string, Shape>> = {
  cut: { afterLines: 'number' },
  stall: { afterLines: 'number' },
  end: { afterLines: 'number' },
  refuse: { code: 'number', retryAfterSeconds: 'number', inStream: 'boolean', afterLines: 'number' },
  slow: { ms: 'number' },
  compact: {},
};

const occasion: Shape = {
  verbs: 'texts',
  resources: 'texts',
  users: 'texts',
  probability: 'number',
  seed: 'number',
  times: 'number',
};

const codes: readonly unknown[] = [410, 429, 500, 503, 504];

function checkOne(item: unknown, place: string): void {
  const { act, when, ...rest } = fieldsOf(item, place);
  const shape = typeof act === 'string' ? acts[act] : undefined;
  if (shape === undefined) throw wrong(`${place}.act`, `one of ${Object.keys(acts).join(', ')}`);
  checkFields(rest, shape, place);
  if (act === 'refuse' && !codes.includes(rest.code)) throw wrong(`${place}.code`, `one of ${codes.join(', ')}`);
  if (act === 'slow' && rest.ms === undefined) throw wrong(`${place}.ms`, 'a number');
  if (when !== undefined) checkFields(fieldsOf(when, `${place}.when`), occasion, `${place}.when`);
}

function checkFields(fields: Readonly<Record<string, unknown>>, shape: Shape, place: string): void {
  for (const [name, value] of Object.entries(fields)) {
    const type = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (type === undefined) throw badRequest(`${place}.${name}: there is no such field`);
    if (type === 'texts') {
      const isList = Array.isArray(value) && value.every((text) => typeof text === 'string');
      if (!isList) throw wrong(`${place}.${name}`, 'a list of texts');
    } else if (typeof value !== type) throw wrong(`${place}.${name}`, `a ${type}`);
  }
}

function fieldsOf(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

function wrong(place: string, wanted: string): Refusal {
  return badRequest(`${place}: must be ${wanted}`);
}
