import { Environment } from '@marcbachmann/cel-js';
import type { Classification } from '../../observation.ts';
import type { ClassifiedBy } from '../classify.ts';

/** An expression in CEL about an event, or what is wrong with it. */
export type EventExpression =
  | { readonly ok: true; readonly holds: (observation: ClassifiedBy, known: Classification) => boolean }
  | { readonly ok: false; readonly message: string };

/** Reads an expression; names and types of the fields are checked, so that a misspelt one is told now and not never. */
export function readEventExpression(text: string): EventExpression {
  environment ??= newEnvironment();
  const checked = environment.check(text);
  if (!checked.valid) return { ok: false, message: wordsOf(checked.error, text) };
  if (checked.type !== 'bool' && checked.type !== 'dyn')
    return { ok: false, message: `the expression gives ${checked.type}, and has to say true or false` };
  const program = environment.parse(text);
  return {
    ok: true,
    holds(observation, known) {
      try {
        return program({ event: asVariable(observation), known: asKnown(known) }) === true;
      } catch {
        // A key that an event does not have: what is asked of it does not hold.
        return false;
      }
    },
  };
}

let environment: Environment | undefined;

function newEnvironment(): Environment {
  return new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
    .registerVariable('event', { schema: EVENT })
    .registerVariable('known', {
      schema: { category: 'string', severity: 'string', rule: 'string', subclass: 'string' },
    });
}

const REFERENCE = {
  apiVersion: 'string',
  kind: 'string',
  namespace: 'string',
  name: 'string',
  uid: 'string',
  fieldPath: 'string',
};

const EVENT = {
  cluster: 'string',
  type: 'string',
  reason: 'string',
  message: 'string',
  action: 'string',
  origin: 'string',
  count: 'int',
  isCensored: 'bool',
  isCombined: 'bool',
  about: REFERENCE,
  related: REFERENCE,
  source: { component: 'string', instance: 'string' },
};

const NOTHING = { apiVersion: '', kind: '', namespace: '', name: '', uid: '', fieldPath: '' };

function asVariable(observation: ClassifiedBy): object {
  const { cluster, type, reason, message, action, origin, count, isCensored, isCombined } = observation;
  const { about, related = NOTHING, source } = observation;
  return {
    ...{ cluster, type, reason, message, action, origin, isCensored, isCombined, about, related, source },
    count: BigInt(count),
  };
}

function asKnown({ category, severity, rule = '', subclass = '' }: Classification): object {
  return { category, severity, rule, subclass };
}

interface CelFault {
  readonly summary?: string;
  readonly message: string;
  readonly code?: string;
  readonly range?: { readonly start: number; readonly end: number };
}

function wordsOf(error: unknown, text: string): string {
  const { summary, message, code, range } = error as CelFault;
  const column = (range?.start ?? 0) + 1;
  const what = text.slice(range?.start, range?.end);
  if (code === 'no_such_key') return `there is no field "${what}" (column ${column} of the expression)`;
  return `${summary ?? message.split('\n')[0]} (column ${column} of the expression)`;
}
