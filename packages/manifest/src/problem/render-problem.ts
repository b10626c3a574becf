import { styleText } from 'node:util';
import type { Excerpt, Position } from '../source/position.ts';
import type { Problem } from './problem.ts';

/** How a problem is printed. */
export interface RenderOptions {
  /** With colours; without by default. Whether a stream shows them is for the caller to know. */
  readonly color?: boolean;
  /** Columns to fit excerpts into; 80 by default. Messages are not cut. */
  readonly width?: number;
}

/**
 * A problem for people: what, where (`file:line:column`), the line with a caret under it, and what to do. Several lines,
 * without a line break at the end.
 *
 * ```text
 * error: unknown field "spec.containers[0].imagee"
 *   --> pod.yaml:8:5
 *   |
 * 8 |     imagee: nginx
 *   |     ^^^^^^
 * hint: did you mean "image"?
 * ```
 */
export function renderProblem(problem: Problem, { color = false, width = 80 }: RenderOptions = {}): string {
  const paint: Paint = color
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
  const { severity, message, hint, position, file } = problem;
  const head = `${paint(severity === 'error' ? 'red' : 'yellow', `${severity}:`)} ${paint('bold', message)}`;
  const lines = position ? pointAt(position, paint, width) : [`  ${paint('blue', '-->')} ${nameOf(file)}`];
  return [head, ...lines, ...(hint === undefined ? [] : [`${paint('cyan', 'hint:')} ${hint}`])].join('\n');
}

type Paint = (style: 'red' | 'yellow' | 'blue' | 'cyan' | 'bold', text: string) => string;

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

function pointAt(position: Position, paint: Paint, width: number): readonly string[] {
  const { line, column, endLine, endColumn, excerpt } = position;
  const gutter = String(line).length;
  const end = endLine === line ? endColumn : excerpt.column + excerpt.text.length;
  const { text, caretAt, caretWidth } = fit(excerpt, { column, end }, width - gutter - 3);
  const edge = paint('blue', '|');
  const margin = ' '.repeat(gutter);
  return [
    `${margin} ${paint('blue', '-->')} ${nameOf(position.file)}:${line}:${column}`,
    `${margin} ${edge}`,
    `${paint('blue', String(line))} ${edge} ${text}`,
    `${margin} ${edge} ${' '.repeat(caretAt)}${paint('red', '^'.repeat(Math.max(1, caretWidth)))}`,
  ];
}

interface Fitted {
  readonly text: string;
  readonly caretAt: number;
  readonly caretWidth: number;
}

/** The part of a line around the caret that fits, with `…` where something is left out; tabs become spaces. */
function fit(excerpt: Excerpt, marked: { readonly column: number; readonly end: number }, width: number): Fitted {
  const from = marked.column - excerpt.column;
  const to = Math.max(from, marked.end - excerpt.column);
  return cut(excerpt.text.replaceAll('\t', ' ').trimEnd(), { from, to }, width);
}

function cut(line: string, { from, to }: { readonly from: number; readonly to: number }, width: number): Fitted {
  const start = line.length <= width || to < width ? 0 : Math.max(0, from - Math.floor(width / 3));
  const before = start > 0 ? '…' : '';
  const room = width - before.length;
  const isCut = line.length - start > room;
  const text = `${before}${line.slice(start, start + (isCut ? room - 1 : room))}${isCut ? '…' : ''}`;
  const caretAt = from - start + before.length;
  return { text, caretAt, caretWidth: Math.min(to - from, text.length - caretAt) };
}
