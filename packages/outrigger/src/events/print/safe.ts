import { printable } from '../../world/printable.ts';

/** Text of a cluster as one line of a terminal: messages come from anybody, and shall neither break lines nor steer it. */
export function oneLine(text: string): string {
  return safeText(text.replace(/\s*\n\s*/g, ' ⏎ ').replaceAll('\t', ' '));
}

/** The same with its lines. What turns the direction of writing is taken out: with it a line shows what it does not say (CVE-2021-42574). */
export function safeText(text: string): string {
  return printable(text, false).replace(turns, '\ufffd');
}

const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** JSON whose control characters are all escaped: JSON.stringify leaves those of C1, of which U+009B steers terminals. */
export function safeJson(value: unknown, indent?: number): string {
  return escaped(JSON.stringify(value, undefined, indent));
}

/** YAML of the same: texts that need it are quoted, as only there it has escapes. */
export async function safeYaml(value: unknown): Promise<string> {
  const { Document, visit } = await import('yaml');
  const document = new Document(JSON.parse(JSON.stringify(value)));
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && escaped(node.value) !== node.value) node.type = 'QUOTE_DOUBLE';
    },
  });
  return escaped(document.toString());
}

function escaped(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
