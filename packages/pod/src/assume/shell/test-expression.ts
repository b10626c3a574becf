import type { Words } from './run-builtin.ts';
import type { Shell } from './shell.ts';
import type { Code } from './step.ts';

/** The code of `test` or `[` with these words: 0 true, 1 false, undefined where only a run would tell. */
export function evaluateTest(shell: Shell, words: Words): Code {
  if (words[0] === '!') {
    const code = evaluateTest(shell, words.slice(1));
    return code === undefined ? undefined : 1 - code;
  }
  const [a, b, c] = words;
  if (words.length === 2) return unary(shell, a, b);
  if (words.length === 3 && a !== undefined && b !== undefined && c !== undefined) return binary(a, b, c);
  return undefined;
}

function unary(shell: Shell, operator: string | undefined, operand: string | undefined): Code {
  if (operand === undefined) return undefined;
  switch (operator) {
    case '-z':
      return operand === '' ? 0 : 1;
    case '-n':
      return operand === '' ? 1 : 0;
    case '-e':
    case '-f':
    case '-r': {
      const exists = shell.exists(operand);
      return exists === undefined ? undefined : exists ? 0 : 1;
    }
    default:
      return undefined;
  }
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

function binary(left: string, operator: string, right: string): Code {
  if (operator === '=' || operator === '==') return left === right ? 0 : 1;
  if (operator === '!=') return left === right ? 1 : 0;
  const compare = comparisons[operator];
  if (!compare || !/^-?\d+$/.test(left) || !/^-?\d+$/.test(right)) return undefined;
  return compare(Number(left), Number(right)) ? 0 : 1;
}
