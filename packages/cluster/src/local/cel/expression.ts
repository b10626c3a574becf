import type { Environment } from '@marcbachmann/cel-js';

/** An expression that was read, or what is wrong with it. */
export type Expression =
  | { readonly run: (variables: Readonly<Record<string, unknown>>) => Evaluated; readonly type: string }
  | { readonly problem: string };

/** What an expression gave, or why it could not. */
export type Evaluated = { readonly value: unknown } | { readonly failure: string };

/** Reads an expression; it may be run as often as one likes. */
export function readExpression(text: string, environment: Environment): Expression {
  const checked = environment.check(text);
  if (!checked.valid) return { problem: compileProblem(text, checked.error) };
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

/** As cel-go writes errors: place, line, and an arrow (cel-go common/error.go). */
function compileProblem(text: string, error: unknown): string {
  const { summary, message, code, range } = error as CelFault;
  const start = range?.start ?? 0;
  const before = text.slice(0, start).split('\n');
  const column = (before.at(-1) ?? '').length;
  const line = text.split('\n')[before.length - 1] ?? '';
  const words = code === 'unknown_variable' ? unknownVariable(summary ?? message) : (summary ?? message);
  return `compilation failed: ERROR: <input>:${before.length}:${column + 1}: ${words}\n | ${line}\n | ${'.'.repeat(column)}^`;
}

function unknownVariable(words: string): string {
  return `undeclared reference to '${words.replace(/^Unknown variable: /, '')}' (in container '')`;
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
