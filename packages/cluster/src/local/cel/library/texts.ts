import type { Environment } from '@marcbachmann/cel-js';
import { goRegExp } from '../../custom/schema/go-reg-exp.ts';

/** Texts as Kubernetes extends them: regular expressions (apiserver pkg/cel/library/regex.go@1.36), and cel-go's string extensions. */
export function withTexts(environment: Environment): Environment {
  return environment
    .registerFunction('matches(string, string): bool', (text: string, pattern: string) =>
      expression(pattern).test(text),
    )
    .registerFunction(
      'string.find(string): string',
      (text: string, pattern: string) => expression(pattern).exec(text)?.[0] ?? '',
    )
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) => all(text, pattern, -1))
    .registerFunction('string.findAll(string, int): list<string>', (text: string, pattern: string, most: bigint) =>
      all(text, pattern, Number(most)),
    )
    .registerFunction('string.charAt(int): string', (text: string, at: bigint) => charAt(text, Number(at)))
    .registerFunction('string.replace(string, string): string', (text: string, old: string, made: string) =>
      text.replaceAll(old, () => made),
    )
    .registerFunction(
      'string.replace(string, string, int): string',
      (text: string, old: string, made: string, most: bigint) => {
        return most < 0n ? text.replaceAll(old, () => made) : replaceSome(text, { old, made, most: Number(most) });
      },
    )
    .registerFunction('string.reverse(): string', (text: string) => [...text].reverse().join(''))
    .registerFunction('string.format(list<dyn>): string', format);
}

function expression(pattern: string, flags = ''): RegExp {
  const made = goRegExp(pattern, flags);
  if (made === undefined) throw new Error(`error parsing regexp: ${pattern}`);
  made.lastIndex = 0;
  return made;
}

function all(text: string, pattern: string, most: number): readonly string[] {
  const found = [...text.matchAll(expression(pattern, 'g'))].map(([match]) => match);
  return most < 0 ? found : found.slice(0, most);
}

function charAt(text: string, at: number): string {
  const characters = [...text];
  if (at < 0 || at > characters.length) throw new Error(`index out of range: ${at}`);
  return characters[at] ?? '';
}

function replaceSome(
  text: string,
  { old, made, most }: { readonly old: string; readonly made: string; readonly most: number },
): string {
  const parts = text.split(old);
  const cut = Math.min(most, parts.length - 1);
  return [parts.slice(0, cut + 1).join(made), ...parts.slice(cut + 1)].join(old);
}

/** `%s`, `%d`, `%f`, `%e`, `%b`, `%x`, `%X`, `%o` and `%%` (cel-go ext/formatting.go). */
function format(template: string, values: readonly unknown[]): string {
  let next = 0;
  return template.replace(/%(?:\.(\d+))?([sdfebxXo%])/g, (_, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%';
    if (next >= values.length) throw new Error(`index ${next} out of range`);
    return formatted(values[next++], verb, precision === undefined ? 6 : Number(precision));
  });
}

function formatted(value: unknown, verb: string, precision: number): string {
  switch (verb) {
    case 's':
      return shown(value);
    case 'f':
      return Number(value).toFixed(precision);
    case 'e':
      return Number(value)
        .toExponential(precision)
        .replace(/e([+-])(\d)$/, 'e$10$2');
    case 'd':
      return String(value);
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : BigInt(value as bigint).toString(2);
    case 'o':
      return BigInt(value as bigint).toString(8);
    default: {
      const hex = typeof value === 'string' ? Buffer.from(value).toString('hex') : BigInt(value as bigint).toString(16);
      return verb === 'X' ? hex.toUpperCase() : hex;
    }
  }
}

function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, 'Z');
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${key}: ${shown(item)}`).join(', ')}}`;
  }
  return String(value);
}
