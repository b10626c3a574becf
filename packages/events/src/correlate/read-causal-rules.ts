import type { Json, Path } from '@outrigger/manifest';
import { readEventExpression } from '../classify/rules/event-expression.ts';
import { type ReadFile, readRuleFile } from '../classify/rules/read-rule-file.ts';
import { type Complain, mapOf, oneOf, say, textOf, textsOf } from '../classify/rules/rule-fields.ts';
import type { Classification } from '../observation.ts';
import { readDuration } from '../query/read-time.ts';
import { type CausalRule, type FactMatch, JOIN_KEYS, type JoinKey } from './causal-rule.ts';

/** The causal rules of a file, or all that is wrong with it, each with its place. */
export type ReadCausalRules = ReadFile<CausalRule>;

/** Reads a user's causal rules from YAML or JSON: `rules:` with a name, cause, effect, join and window each. */
export async function readCausalRules(text: string, file: string): Promise<ReadCausalRules> {
  return readRuleFile(text, file, (value, path, complain) => {
    const rule = readRule(value, path, complain);
    return rule && { name: rule.id.slice('user/'.length), rule };
  });
}

function readRule(value: Json, path: Path, complain: Complain): CausalRule | undefined {
  const rule = mapOf(value, path, ['name', 'title', 'cause', 'effect', 'join', 'window', 'late', 'use'], complain);
  if (rule === undefined) return undefined;
  const needed = ['name', 'cause', 'effect', 'join', 'window'].filter((key) => rule[key] === undefined);
  for (const key of needed) complain(path, `${say(path)} has no ${key}`, { hint: HINTS[key] ?? `add ${key}: …` });
  const name = textOf(rule.name, [...path, 'name'], complain);
  const use = oneOf(['root', 'context'] as const, rule.use, [...path, 'use'], complain) ?? 'root';
  const join = (textsOf(rule.join, [...path, 'join'], complain) ?? []).flatMap((key, index): JoinKey[] =>
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
    match[key] === undefined ? {} : { [key]: textsOf(match[key], [...path, key], complain) ?? [] };
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

function durationOf(value: Json | undefined, path: Path, complain: Complain): number | undefined {
  if (value === undefined) return undefined;
  const duration = typeof value === 'string' ? readDuration(value) : undefined;
  if (duration === undefined || duration <= 0) {
    complain(path, `${say(path)}: ${JSON.stringify(value)} is no duration`, { hint: 'write 30s, 10m, 1h30m' });
    return undefined;
  }
  return duration;
}
