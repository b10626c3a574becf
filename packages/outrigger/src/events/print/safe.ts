import { printable } from '../../world/printable.ts';

/** Text of a cluster as one line of a terminal: messages come from anybody, and shall neither break lines nor steer it. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s*\n\s*/g, ' ⏎ ').replaceAll('\t', ' '), false);
}

/** JSON whose control characters are all escaped: JSON.stringify leaves those of C1, of which U+009B steers terminals. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
