import type { Path, ProblemCode } from '@outrigger/manifest';
import type { Rule, Schema } from './kinds/schema.ts';

/** What is wrong with a field. */
export interface FieldProblem {
  readonly code: ProblemCode;
  /** In the API server's words. */
  readonly message: string;
  readonly path: Path;
  /** Whether the field's name is meant, not its value. */
  readonly isKey?: true;
}

/** Compares a value with a schema as an API server does: unknown and missing fields, types, values, rules. */
export function checkFields(value: unknown, schema: Schema, path: Path): readonly FieldProblem[] {
  const type = typeOf(value);
  if (type !== schema.type) {
    const message = `${said(path)}: Invalid value: "${type}": must be of type ${schema.type}`;
    return [{ code: 'wrong-type', message, path }];
  }
  const own = [...checkScalar(value, schema, path), ...checkSize(value, schema, path)];
  const inner = Array.isArray(value)
    ? value.flatMap((item, place) => (schema.items ? checkFields(item, schema.items, [...path, place]) : []))
    : type === 'object'
      ? checkObject(value as Fields, schema, path)
      : [];
  // A rule is asked of what has the right shape only, as upstream does.
  const rules = own.length + inner.length === 0 ? (schema.rules ?? []).flatMap((rule) => ask(rule, value, path)) : [];
  return [...own, ...inner, ...rules];
}

type Fields = Readonly<Record<string, unknown>>;

function checkObject(value: Fields, { properties = {}, required = [], additionalProperties }: Schema, path: Path) {
  const missing = required
    .filter((name) => value[name] === undefined)
    .map((name): FieldProblem => {
      const field = [...path, name];
      return { code: 'missing-field', message: `${said(field)}: Required value`, path: field };
    });
  const inner = Object.entries(value).flatMap(([name, item]): readonly FieldProblem[] => {
    const field = [...path, name];
    const schema = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (schema) return checkFields(item, schema, field);
    return [{ code: 'unknown-field', message: `unknown field "${said(field)}"`, path: field, isKey: true }];
  });
  return [...missing, ...inner];
}

function checkScalar(value: unknown, schema: Schema, path: Path): readonly FieldProblem[] {
  const { enum: names, minimum, maximum, format, pattern, minLength = 0, maxLength } = schema;
  if (typeof value === 'number') {
    if (minimum !== undefined && value < minimum)
      return [invalid(value, path, `should be greater than or equal to ${minimum}`)];
    const most = maximum ?? (format === 'int32' ? 2 ** 31 - 1 : undefined);
    if (most !== undefined && value > most) return [invalid(value, path, `should be less than or equal to ${most}`)];
    return [];
  }
  if (typeof value !== 'string') return [];
  if (names && !names.includes(value)) {
    const supported = names.map((name) => JSON.stringify(name)).join(', ');
    const message = `${said(path)}: Unsupported value: ${JSON.stringify(value)}: supported values: ${supported}`;
    return [{ code: 'unsupported-value', message, path }];
  }
  const length = [...value].length;
  if (length < minLength) return [invalid(value, path, `should be at least ${minLength} chars long`)];
  if (maxLength !== undefined && length > maxLength)
    return [
      { code: 'invalid-value', message: `${said(path)}: Too long: may not be more than ${maxLength} bytes`, path },
    ];
  if (pattern !== undefined && !new RegExp(pattern).test(value))
    return [invalid(value, path, `should match '${pattern}'`)];
  return [];
}

function checkSize(value: unknown, { minItems, maxItems, minProperties, maxProperties }: Schema, path: Path) {
  const size = Array.isArray(value)
    ? value.length
    : typeOf(value) === 'object'
      ? Object.keys(value as object).length
      : 0;
  const least = minItems ?? minProperties ?? 0;
  const most = maxItems ?? maxProperties ?? Number.POSITIVE_INFINITY;
  const what = Array.isArray(value) ? 'items' : 'properties';
  if (size < least) return [invalid(size, path, `should have at least ${least} ${what}`)];
  if (size <= most) return [];
  const message = `${said(path)}: Too many: ${size}: must have at most ${most} ${what}`;
  return [{ code: 'invalid-value', message, path } satisfies FieldProblem];
}

function ask({ message, holds }: Rule, value: unknown, path: Path): readonly FieldProblem[] {
  if (!holds || holds(value as never)) return [];
  return [{ code: 'invalid-value', message: `${said(path)}: Invalid value: ${message}`, path }];
}

function invalid(value: unknown, path: Path, what: string): FieldProblem {
  const message = `${said(path)}: Invalid value: ${JSON.stringify(value)}: ${said(path)} in body ${what}`;
  return { code: 'invalid-value', message, path };
}

/** `spec.targetPorts[0].number`. */
function said(path: Path): string {
  return path.map((part, place) => (typeof part === 'number' ? `[${part}]` : place === 0 ? part : `.${part}`)).join('');
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
