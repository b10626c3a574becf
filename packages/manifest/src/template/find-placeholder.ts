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
 * Finds the placeholder that made reading fail: on that line, or beginning a line or a value just above it. Others are
 * everyday text (alert annotations, dashboards, scripts).
 */
export function findBreakingPlaceholder(document: string, failedAt: number, file: string): Fault | undefined {
  const start = placeholderNear(document, failedAt);
  if (start === undefined) return undefined;
  const text =
    /^\{[{%][^\n]{0,200}?[%}]\}/.exec(document.slice(start, start + 300))?.[0] ?? document.slice(start, start + 2);
  return { ...describe(text, document, file), start, end: start + text.length };
}

// A template's comment may have a few lines before the reader stumbles.
const linesAbove = 5;

function placeholderNear(document: string, failedAt: number): number | undefined {
  let lineEnd = document.indexOf('\n', failedAt);
  if (lineEnd < 0) lineEnd = document.length;
  for (let above = 0; above <= linesAbove && lineEnd >= 0; above++) {
    const lineStart = document.lastIndexOf('\n', lineEnd - 1) + 1;
    const line = document.slice(lineStart, lineEnd);
    const column = above === 0 ? line.search(/\{[{%]/) : (beginning.exec(line)?.[0].length ?? 0) - 1;
    if (column >= 0) return lineStart + column;
    lineEnd = lineStart - 1;
  }
  return undefined;
}

const beginning = /^(?:.*[-:][ \t])?[ \t]*\{(?=[{%])/;

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
