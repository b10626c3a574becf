import type { Fault } from '../problem/fault.ts';
import type { Problem } from '../problem/problem.ts';

/** A placeholder that a tool was to replace before Kubernetes reads the text. */
export type Placeholder = Pick<Problem, 'message'> & { readonly code: 'unrendered-template'; readonly hint: string };

/** Finds the first placeholder in a value. `file` names the input for the hint. */
export function findPlaceholder(value: string, file: string): Placeholder | undefined {
  const text = anyPlaceholder.exec(value)?.[0];
  return text === undefined ? undefined : describe(text, text, file);
}

// Bounded, so that a line of a million braces is looked through once.
const anyPlaceholder = /\{\{[^\n]{0,200}?\}\}|\{%[^\n]{0,200}?%\}|\$\{[^}\n]{0,200}\}|\$\([^)\n]{0,200}\)|<no value>/;

/**
 * Finds the placeholder that makes a document unreadable: one that begins a line or a value, or stands on the line where
 * reading failed. Others, inside quotes, are everyday text (alert annotations, dashboards).
 */
export function findBreakingPlaceholder(document: string, failedAt: number, file: string): Fault | undefined {
  const start = unquoted.exec(document)?.indices?.[1]?.[0] ?? onLineOf(document, failedAt);
  if (start === undefined) return undefined;
  const text = /^\{[{%][^\n]{0,200}?[%}]\}/.exec(document.slice(start))?.[0] ?? document.slice(start, start + 2);
  return { ...describe(text, document, file), start, end: start + text.length };
}

const unquoted = /(?:^|[-:][ \t])[ \t]*(\{[{%])/dm;

function onLineOf(document: string, at: number): number | undefined {
  const lineStart = document.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = document.indexOf('\n', at);
  const column = document.slice(lineStart, lineEnd < 0 ? document.length : lineEnd).search(/\{[{%]/);
  return column < 0 ? undefined : lineStart + column;
}

const helmWords =
  /\{\{-?[^}\n]{0,200}?(?:\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\b(?:include|tpl|toYaml)\b)/;

function describe(text: string, around: string, file: string): Placeholder {
  return { code: 'unrendered-template', message: `an unrendered template: ${text}`, hint: hintFor(text, around, file) };
}

function hintFor(text: string, around: string, file: string): string {
  if (text === '<no value>') return 'a template was rendered without a value for this; give it one and render again';
  if (text.startsWith('${')) return `replace the variables first: envsubst < ${file === '-' ? 'FILE' : file}`;
  if (text.startsWith('$(')) return 'replace the variables first, for example: kubectl kustomize DIRECTORY';
  const chart = /^(?:(.*)\/)?templates\//.exec(file);
  if (chart) return `render the chart first: helm template ${chart[1] ?? '.'}`;
  if (helmWords.test(around)) return 'render the chart first: helm template CHART';
  if (text.startsWith('{%') || around.includes('{%')) return 'render the Jinja template first';
  return 'render the template first, for example: helm template CHART';
}
