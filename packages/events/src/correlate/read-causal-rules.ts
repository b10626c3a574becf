import { type Json, type JsonObject, type Path, type Problem, parseValue } from '@outrigger/manifest';
import { readEventExpression } from '../classify/rules/event-expression.ts';
import type { Classification } from '../observation.ts';
import { readDuration } from '../query/read-time.ts';
import { type CausalRule, type FactMatch, JOIN_KEYS, type JoinKey } from './causal-rule.ts';

/** The causal rules of a file, or all that is wrong with it, each with its place. */
export type ReadCausalRules =
  | { readonly ok: true; readonly rules: readonly CausalRule[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a user's causal rules from YAML or JSON: `rules:` with a name, cause, effect, join and window each. */
export async function readCausalRules(text: string, file: string): Promise<ReadCausalRules> {
  const parsed = await parseValue(text, file);
  if (!parsed.ok) return parsed;
  const problems: Problem[] = [];
  const complain: Complain = (path, message, { hint, atKey = false } = {}) => {
    problems.push({
      code: 'invalid-value',
      severity: 'error',
      message,
      ...(hint !== undefined && { hint }),
      file,
      path,
      position: (atKey ? parsed.locateKey : parsed.locate)(path),
    });
  };
  const rules = rulesOf(parsed.value, complain);
  if (problems.length === 0) return { ok: true, rules };
  return { ok: false, problems: problems.toSorted((a, b) => (a.position?.offset ?? 0) - (b.position?.offset ?? 0)) };
}

type Complain = (path: Path, message: string, more?: { readonly hint?: string; readonly atKey?: boolean }) => void;

function rulesOf(value: Json, complain: Complain): readonly CausalRule[] {
  const file = mapOf(value ?? {}, [], ['rules'], complain);
  const { rules = [] } = file ?? {};
  if (!Array.isArray(rules)) {
    if (file !== undefined) complain(['rules'], `rules: expected a list, got ${typeof rules}`);
    return [];
  }
  const names = new Map<string, number>();
  return rules.flatMap((rule: Json, index) => {
    const read = readRule(rule, ['rules', index], complain);
    if (read === undefined) return [];
    const before = names.get(read.id);
    if (before !== undefined)
      complain(['rules', index, 'name'], `"${read.id.slice(5)}" is the name of rules[${before}] as well`);
    names.set(read.id, index);
    return [read];
  });
}

function readRule(value: Json, path: Path, complain: Complain): CausalRule | undefined {
  const rule = mapOf(value, path, ['name', 'title', 'cause', 'effect', 'join', 'window', 'late', 'use'], complain);
  if (rule === undefined) return undefined;
  const needed = ['name', 'cause', 'effect', 'join', 'window'].filter((key) => rule[key] === undefined);
  for (const key of needed) complain(path, `${say(path)} has no ${key}`, { hint: HINTS[key] ?? `add ${key}: …` });
  const name = textOf(rule.name, [...path, 'name'], complain);
  const use = oneOf(['root', 'context'] as const, rule.use, [...path, 'use'], complain) ?? 'root';
  const join = textsOf(rule.join, [...path, 'join'], complain).flatMap((key, index): JoinKey[] =>
    [oneOf(JOIN_KEYS, key, [...path, 'join', index], complain) ?? []].flat(),
  );
  if (Array.isArray(rule.join) && rule.join.length === 0)
    complain([...path, 'join'], `${say(path)}.join is empty: cause and effect would have nothing in common`, {
      hint: `there are: ${JOIN_KEYS.join(', ')}`,
    });
  const cause = readMatch(rule.cause, [...path, 'cause'], complain);
  const effect = readMatch(rule.effect, [...path, 'effect'], complain);
  const windowMs = durationOf(rule.window, [...path, 'window'], complain);
  const lateMs = durationOf(rule.late, [...path, 'late'], complain);
  if (name === undefined || cause === undefined || effect === undefined || windowMs === undefined) return undefined;
  const title = textOf(rule.title, [...path, 'title'], complain) ?? name;
  return {
    id: `user/${name}`,
    title,
    cause,
    effect,
    join,
    windowMs,
    ...(lateMs !== undefined && { lateMs }),
    use,
    source: '',
  };
}

const HINTS: Readonly<Record<string, string>> = {
  cause: 'say which events by reasons, kinds, subclasses or when; {} is any trouble',
  effect: 'say which events by reasons, kinds, subclasses or when; {} is any trouble',
  join: `what both have in common: ${JOIN_KEYS.join(', ')}`,
  window: 'the longest time from the cause to the effect: window: 10m',
};

function readMatch(value: Json | undefined, path: Path, complain: Complain): FactMatch | undefined {
  if (value === undefined) return undefined;
  const match = mapOf(value, path, ['reasons', 'kinds', 'subclasses', 'when'], complain);
  if (match === undefined) return undefined;
  const list = (key: string) =>
    match[key] === undefined ? {} : { [key]: textsOf(match[key], [...path, key], complain) };
  const when = textOf(match.when, [...path, 'when'], complain);
  if (when === undefined) return { ...list('reasons'), ...list('kinds'), ...list('subclasses') };
  const expression = readEventExpression(when);
  if (!expression.ok) {
    complain([...path, 'when'], `${say([...path, 'when'])}: ${expression.message}`);
    return undefined;
  }
  return {
    ...list('reasons'),
    ...list('kinds'),
    ...list('subclasses'),
    when: (observation) => expression.holds(observation, observation.class ?? UNCLASSIFIED),
  };
}

const UNCLASSIFIED: Classification = {
  category: 'application',
  severity: 'info',
  rule: undefined,
  recovers: [],
  subclass: undefined,
};

function mapOf(value: Json, path: Path, known: readonly string[], complain: Complain): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain(path, path.length === 0 ? 'rules stand in a list under the key rules' : `${say(path)}: expected a map`);
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const at = [...path, key];
    complain(at, `unknown field "${say(at)}"`, { hint: `there are: ${known.join(', ')}`, atKey: true });
  }
  return value as JsonObject;
}

function textOf(value: Json | undefined, path: Path, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  complain(path, `${say(path)}: expected a text`, isScalar ? { hint: `put quotes around it: "${value}"` } : {});
  return undefined;
}

function textsOf(value: Json | undefined, path: Path, complain: Complain): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one: Json, index) => textOf(one, [...path, index], complain) ?? []);
  complain(path, `${say(path)}: expected a list`);
  return [];
}

function durationOf(value: Json | undefined, path: Path, complain: Complain): number | undefined {
  if (value === undefined) return undefined;
  const duration = typeof value === 'string' ? readDuration(value) : undefined;
  if (duration === undefined || duration <= 0) {
    complain(path, `${say(path)}: ${JSON.stringify(value)} is no duration`, { hint: 'write 30s, 10m, 1h30m' });
    return undefined;
  }
  return duration;
}

function oneOf<T extends string>(
  known: readonly T[],
  value: Json | undefined,
  path: Path,
  complain: Complain,
): T | undefined {
  const found = known.find((one) => one === value);
  if (value !== undefined && found === undefined)
    complain(path, `${say(path)}: ${JSON.stringify(value)} is not known`, { hint: `there are: ${known.join(', ')}` });
  return found;
}

/** `rules[0].cause.when` */
function say(path: Path): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}
