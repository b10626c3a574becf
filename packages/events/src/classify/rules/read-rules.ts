import { type Json, type JsonObject, type Path, type Problem, parseValue } from '@outrigger/manifest';
import { CATEGORIES, type Category, type Classification, SEVERITIES, type Severity } from '../../observation.ts';
import { type EventExpression, readEventExpression } from './event-expression.ts';
import type { UserRule } from './user-rule.ts';

/** The rules of a file, or all that is wrong with it, each with its place. */
export type ReadRules =
  | { readonly ok: true; readonly rules: readonly UserRule[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a user's rules of classification from YAML or JSON: `rules:` with a name, what they fit, and what they say of it. */
export async function readClassRules(text: string, file: string): Promise<ReadRules> {
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
  return problems.length > 0 ? { ok: false, problems: inOrder(problems) } : { ok: true, rules };
}

type Complain = (path: Path, message: string, more?: { readonly hint?: string; readonly atKey?: boolean }) => void;

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => (a.position?.offset ?? 0) - (b.position?.offset ?? 0));
}

function rulesOf(value: Json, complain: Complain): readonly UserRule[] {
  if (value === null) return [];
  if (!isMap(value)) {
    complain([], 'rules stand in a list under the key rules');
    return [];
  }
  unknownKeys(value, [], ['rules'], complain);
  const { rules = null } = value;
  if (rules === null) return [];
  if (!Array.isArray(rules)) {
    complain(['rules'], `rules: expected a list, got ${typeof rules}`);
    return [];
  }
  const names = new Map<string, number>();
  return rules.flatMap((rule: Json, index) => {
    const read = readRule(rule, ['rules', index], complain);
    if (read === undefined) return [];
    const before = names.get(read.name);
    if (before !== undefined)
      complain(['rules', index, 'name'], `"${read.name}" is the name of rules[${before}] as well`);
    names.set(read.name, index);
    return [read];
  });
}

const KEYS = ['name', 'reasons', 'when', 'category', 'severity', 'subclass', 'recovers'] as const;

function readRule(value: Json, path: Path, complain: Complain): UserRule | undefined {
  if (!isMap(value)) {
    complain(path, `${say(path)}: expected a map`);
    return undefined;
  }
  unknownKeys(value, path, KEYS, complain);
  const text = (key: string) => textOf(value[key], [...path, key], complain);
  const texts = (key: string) => textsOf(value[key], [...path, key], complain);
  const name = text('name');
  if (name === undefined && value.name === undefined)
    complain(path, `${say(path)} has no name`, { hint: 'add name: …' });
  const reasons = texts('reasons');
  const when = text('when');
  if (value.reasons === undefined && value.when === undefined)
    complain(path, `${say(path)} would fit every event`, { hint: 'say which by reasons, by when, or by both' });
  const expression = when === undefined ? undefined : readEventExpression(when);
  if (expression?.ok === false) complain([...path, 'when'], `${say([...path, 'when'])}: ${expression.message}`);
  const category = oneOf(CATEGORIES, text('category'), [...path, 'category'], complain);
  const severity = oneOf(SEVERITIES, text('severity'), [...path, 'severity'], complain);
  const says = { category, severity, subclass: text('subclass'), recovers: texts('recovers') };
  if (Object.keys(says).every((key) => value[key] === undefined))
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

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownKeys(map: JsonObject, path: Path, known: readonly string[], complain: Complain): void {
  for (const key of Object.keys(map)) {
    if (known.includes(key)) continue;
    const at = [...path, key];
    complain(at, `unknown field "${say(at)}"`, { hint: `there are: ${known.join(', ')}`, atKey: true });
  }
}

function textOf(value: Json | undefined, path: Path, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  const hint =
    typeof value === 'number' || typeof value === 'boolean' ? { hint: `put quotes around it: "${value}"` } : {};
  complain(path, `${say(path)}: expected a text`, hint);
  return undefined;
}

function textsOf(value: Json | undefined, path: Path, complain: Complain): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.flatMap((one: Json, index) => textOf(one, [...path, index], complain) ?? []);
  complain(path, `${say(path)}: expected a list`);
  return undefined;
}

function oneOf<T extends string>(
  known: readonly T[],
  value: string | undefined,
  path: Path,
  complain: Complain,
): T | undefined {
  const found = known.find((one) => one === value);
  if (value !== undefined && found === undefined)
    complain(path, `${say(path)}: "${value}" is not known`, { hint: `there are: ${known.join(', ')}` });
  return found;
}

/** `rules[0].when` */
function say(path: Path): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}
