import type { Refusal } from '../refusal.ts';

/**
 * The value of one variable in a file of `NAME='value'` lines, '' when it is not there. What is between the single quotes is
 * taken as it is, line ends too (pkg/kubelet/util/env/env_util.go@v1.36.2: ParseEnv). Nothing after the variable is read.
 */
export function envFileValue(text: string, name: string): string | Refusal {
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\r$/, '').replace(/^[ \t]+/, '');
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    if (equals < 0) return bad(`at line ${at + 1}: missing '='`);
    const found = line.slice(0, equals);
    if (found.trim() === '') return bad(`at line ${at + 1}: empty variable name`);
    if (/[ \t]$/.test(found)) return bad(`at line ${at + 1}: whitespace before '=' is not allowed`);
    const written = line.slice(equals + 1);
    if (/^[ \t]/.test(written)) {
      // A shell, too, sets the variable to nothing then.
      if (found === name) return '';
      continue;
    }
    if (!written.startsWith("'")) return bad(`at line ${at + 1}: value must be enclosed in single quotes`);
    const value = quotedValue(lines, at, written.slice(1));
    if ('refused' in value) return value;
    if (found === name) return value.text;
    at = value.lastLine;
  }
  return '';
}

function quotedValue(
  lines: readonly string[],
  from: number,
  first: string,
): { readonly text: string; readonly lastLine: number } | Refusal {
  let text = '';
  let rest = first;
  for (let at = from; ; rest = (lines[at] ?? '').replace(/\r$/, '')) {
    const end = rest.indexOf("'");
    if (end >= 0) {
      const after = rest.slice(end + 1).replace(/^[ \t]+/, '');
      if (after !== '' && !after.startsWith('#'))
        return bad(`at line ${at + 1}: unexpected content after closing quote`);
      return { text: text + rest.slice(0, end), lastLine: at };
    }
    text += `${rest}\n`;
    at++;
    if (at >= lines.length) return bad(`starting at line ${from + 1}: unclosed single quote`);
  }
}

function bad(what: string): Refusal {
  return { refused: `invalid environment variable format ${what}` };
}
