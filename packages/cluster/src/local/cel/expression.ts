import type { Environment } from '@marcbachmann/cel-js';
import { syntaxWords } from './syntax-words.ts';

/** An expression that was read, or what is wrong with it. */
export type Expression =
  | { readonly run: (variables: Readonly<Record<string, unknown>>) => Evaluated; readonly type: string }
  | { readonly problem: string };

/** What an expression gave, or why it could not. */
export type Evaluated = { readonly value: unknown } | { readonly failure: string };

/** Reads an expression; it may be run as often as one likes. */
export function readExpression(text: string, environment: Environment): Expression {
  const checked = environment.check(text);
  if (!checked.valid) return { problem: compileProblem(text, checked.error, environment) };
  const program = environment.parse(text);
  return {
    type: checked.type ?? 'dyn',
    run(variables) {
      try {
        return { value: program(variables) };
      } catch (error) {
        return { failure: failureWords(error) };
      }
    },
  };
}

interface CelFault {
  readonly summary?: string;
  readonly message: string;
  readonly code?: string;
  readonly range?: { readonly start: number };
}

function compileProblem(text: string, error: unknown, environment: Environment): string {
  const { words, start } = compileFault(text, error as CelFault, environment);
  return compileWords(text, start, words);
}

/** As cel-go writes errors: place, line, and an arrow (cel-go common/error.go). */
export function compileWords(text: string, start: number, words: string): string {
  const before = text.slice(0, start).split('\n');
  const column = (before.at(-1) ?? '').length;
  const line = text.split('\n')[before.length - 1] ?? '';
  return `compilation failed: ERROR: <input>:${before.length}:${column + 1}: ${words}\n | ${line}\n | ${'.'.repeat(column)}^`;
}

interface Placed {
  readonly words: string;
  readonly start: number;
}

/** The library's faults in cel-go's words, at the places where that points. */
function compileFault(text: string, fault: CelFault, environment: Environment): Placed {
  const { message, code, range } = fault;
  const start = range?.start ?? 0;
  const words = fault.summary ?? message;
  if (code === 'unknown_variable') return { words: undeclared(words.replace(/^Unknown variable: /, '')), start };
  const key = /^No such key: (.*)$/.exec(words)?.[1];
  if (key !== undefined) return { words: `undefined field '${key}'`, start: Math.max(0, text.lastIndexOf('.', start)) };
  const call = /^found no matching overload for '(?:(.*)\.)?(\w+)\((.*)\)'$/s.exec(words);
  if (call !== null)
    return callFault(text, start, { receiver: call[1], name: call[2] ?? '', given: call[3] ?? '' }, environment);
  const operator = /^no such overload: (\S+) (\S+) (\S+)$/.exec(words);
  if (operator !== null) {
    const [, left = '', sign = '', right = ''] = operator;
    const at = text.indexOf(sign, start);
    const applied = `'_${sign}_' applied to '(${celType(left)}, ${celType(right)})'`;
    return { words: `found no matching overload for ${applied}`, start: at < 0 ? start : at };
  }
  return syntaxWords(text, { words, start }) ?? { words, start };
}

function callFault(
  text: string,
  start: number,
  { receiver, name, given }: { readonly receiver: string | undefined; readonly name: string; readonly given: string },
  environment: Environment,
): Placed {
  const open = text.indexOf('(', text.indexOf(name, start));
  const place = open < 0 ? start : open;
  const known = environment.getDefinitions().functions.some((one) => one.name === name);
  if (!known) return { words: undeclared(name), start: place };
  const types = given === '' ? [] : given.split(', ').map(celType);
  const applied = receiver === undefined ? `(${types.join(', ')})` : `${celType(receiver)}.(${types.join(', ')})`;
  return { words: `found no matching overload for '${name}' applied to '${applied}'`, start: place };
}

/** Types as cel-go prints them. */
function celType(name: string): string {
  return name
    .replaceAll('<', '(')
    .replaceAll('>', ')')
    .replace(/^dyn\((.*)\)$/, '$1');
}

function undeclared(name: string): string {
  return `undeclared reference to '${name}' (in container '')`;
}

/** The words of cel-go for what fails while it runs. */
function failureWords(error: unknown): string {
  const { summary, message } = error as CelFault;
  const words = summary ?? message;
  const index = /index out of bounds, index (-?\d+)/.exec(words);
  if (index) return `index out of bounds: ${index[1]}`;
  if (words.startsWith('No such key: ')) return `no such key: ${words.slice('No such key: '.length)}`;
  if (/no such overload|no matching overload/i.test(words)) return 'no such overload';
  return words;
}
