import { describe, expect, test } from 'vitest';
import { Source } from '../source/source.ts';
import type { Problem } from './problem.ts';
import { renderProblem } from './render-problem.ts';
import { unmark } from './testing/marked-text.ts';

describe('renderProblem', () => {
  test('says what, where, in which line, and what to do', () => {
    expect(
      `\n${renderProblem(problemAt('spec:\n  containers:\n  - name: a\n    «imagee»: nginx\n', { hint: 'did you mean "image"?' }))}\n`,
    ).toMatchInlineSnapshot(`
      "
      error: something is wrong
        --> web.yaml:4:5
        |
      4 |     imagee: nginx
        |     ^^^^^^
      hint: did you mean "image"?
      "
    `);
  });

  test('underlines a value of several lines to the end of its first', () => {
    expect(`\n${renderProblem(problemAt('spec:\n  «a: 1\n  b: 2»\n'))}\n`).toMatchInlineSnapshot(`
      "
      error: something is wrong
        --> web.yaml:2:3
        |
      2 |   a: 1
        |   ^^^^
      "
    `);
  });

  test('points between letters where there is nothing to underline', () => {
    expect(`\n${renderProblem(problemAt('a: "x«»'))}\n`).toMatchInlineSnapshot(`
      "
      error: something is wrong
        --> web.yaml:1:6
        |
      1 | a: "x
        |      ^
      "
    `);
  });

  test('shows the part of a long line that fits', () => {
    const long = `{"a": "${'x'.repeat(5000)}", "b": «"bad"», "c": "${'y'.repeat(5000)}"}`;
    const text = renderProblem(problemAt(long));
    expect(`\n${text}\n`).toMatchInlineSnapshot(`
      "
      error: something is wrong
        --> web.yaml:1:5016
        |
      1 | …xxxxxxxxxxxxxxxxx", "b": "bad", "c": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
        |                           ^^^^^
      "
    `);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('keeps the caret under its letter after tabs and with Windows line ends', () => {
    expect(`\n${renderProblem(problemAt('a:\r\n\t«b»: 1\r\n'))}\n`).toMatchInlineSnapshot(`
      "
      error: something is wrong
        --> web.yaml:2:2
        |
      2 |  b: 1
        |  ^
      "
    `);
  });

  test('is one line and a name for an input without text', () => {
    const problem: Problem = {
      code: 'not-found',
      severity: 'error',
      message: 'no such file or directory',
      file: 'web.yaml',
    };
    expect(renderProblem(problem)).toBe('error: no such file or directory\n  --> web.yaml');
    expect(renderProblem({ ...problem, file: '-' })).toContain('--> standard input');
  });

  test('is coloured only when asked, and says the severity in words too', () => {
    const problem = problemAt('«a»: 1\n', { severity: 'warning' });
    expect(renderProblem(problem, { color: true })).toContain('\u001b[33mwarning:\u001b[39m');
    expect(renderProblem(problem)).not.toContain('\u001b');
  });
});

function problemAt(marked: string, more: Partial<Problem> = {}): Problem {
  const { text, offset, endOffset } = unmark(marked);
  const position = new Source('web.yaml', text).position(offset, endOffset);
  return {
    code: 'unknown-field',
    severity: 'error',
    message: 'something is wrong',
    file: 'web.yaml',
    position,
    ...more,
  };
}
