import type { Json, Path } from '@outrigger/manifest';
import { CATEGORIES, type Category, type Classification, SEVERITIES, type Severity } from '../../observation.ts';
import { type EventExpression, readEventExpression } from './event-expression.ts';
import { type ReadFile, readRuleFile } from './read-rule-file.ts';
import { type Complain, mapOf, oneOf, say, textOf, textsOf } from './rule-fields.ts';
import type { UserRule } from './user-rule.ts';

/** The rules of a file, or all that is wrong with it, each with its place. */
export type ReadRules = ReadFile<UserRule>;

/** Reads a user's rules of classification from YAML or JSON: `rules:` with a name, what they fit, and what they say of it. */
export async function readClassRules(text: string, file: string): Promise<ReadRules> {
  return readRuleFile(text, file, (value, path, complain) => {
    const rule = readRule(value, path, complain);
    return rule && { name: rule.name, rule };
  });
}

const KEYS = ['name', 'reasons', 'when', 'category', 'severity', 'subclass', 'recovers'] as const;

function readRule(value: Json, path: Path, complain: Complain): UserRule | undefined {
  const rule = mapOf(value, path, KEYS, complain);
  if (rule === undefined) return undefined;
  const text = (key: string) => textOf(rule[key], [...path, key], complain);
  const texts = (key: string) => textsOf(rule[key], [...path, key], complain);
  const name = text('name');
  if (name === undefined && rule.name === undefined)
    complain(path, `${say(path)} has no name`, { hint: 'add name: …' });
  const reasons = texts('reasons');
  const when = text('when');
  if (rule.reasons === undefined && rule.when === undefined)
    complain(path, `${say(path)} would fit every event`, { hint: 'say which by reasons, by when, or by both' });
  const expression = when === undefined ? undefined : readEventExpression(when);
  if (expression?.ok === false) complain([...path, 'when'], `${say([...path, 'when'])}: ${expression.message}`);
  const category = oneOf(CATEGORIES, text('category'), [...path, 'category'], complain);
  const severity = oneOf(SEVERITIES, text('severity'), [...path, 'severity'], complain);
  const says = { category, severity, subclass: text('subclass'), recovers: texts('recovers') };
  if (Object.keys(says).every((key) => rule[key] === undefined))
    complain(path, `${say(path)} says nothing`, {
      hint: 'give a category, severity, subclass, or what it recovers from',
    });
  return name === undefined ? undefined : ruleOf(name, reasons, expression, says);
}

interface Says {
  readonly category: Category | undefined;
  readonly severity: Severity | undefined;
  readonly subclass: string | undefined;
  readonly recovers: readonly string[] | undefined;
}

function ruleOf(
  name: string,
  reasons: readonly string[] | undefined,
  expression: EventExpression | undefined,
  { category, severity, subclass, recovers }: Says,
): UserRule {
  const fits = reasons && new Set(reasons);
  return {
    name,
    classify(observation, known): Classification | undefined {
      if (fits !== undefined && !fits.has(observation.reason)) return undefined;
      if (expression?.ok && !expression.holds(observation, known)) return undefined;
      return {
        category: category ?? known.category,
        severity: severity ?? known.severity,
        rule: `user/${name}`,
        recovers: recovers ?? known.recovers,
        subclass: subclass ?? known.subclass,
      };
    },
  };
}
