import { readPlainScalar } from '@outrigger/manifest';

/** How a text stands in YAML. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

/** The style that go-yaml chooses (go.yaml.in/yaml/v2@2.4.3 encode.go stringv, emitterc.go yaml_emitter_analyze_scalar). */
export function styleOf(text: string, isKey: boolean): ScalarStyle {
  const isSpecial = special.test(text) || / \n/.test(text);
  if (text.includes('\n')) return isKey || isSpecial || / $/.test(text) ? 'double' : 'literal';
  if (isRead(text) || isSpecial) return 'double';
  return isPlainText(text) ? 'plain' : 'single';
}

/** Whether a key may stand in a line with its value (yaml_emitter_check_simple_key). */
export function isSimple(key: string): boolean {
  return Buffer.byteLength(key) <= 128;
}

/** A text in its style. What is wider than 80 columns goes on in the next line, from a space on. */
export function fold(
  text: string,
  style: ScalarStyle,
  { column, indent, isKey }: { readonly column: number; readonly indent: number; readonly isKey: boolean },
): string {
  const margin = ' '.repeat(indent + 2);
  if (style === 'literal') return literal(text, margin);
  const quote = { plain: '', single: "'", double: '"' }[style];
  const characters = [...text];
  let [written, at, wasSpace] = [quote, column + quote.length, false];
  for (const [place, character] of characters.entries()) {
    const isInner = style === 'plain' || (place > 0 && place < characters.length - 1);
    const isNextSpace = characters[place + 1] === ' ';
    const mayBreak = !isKey && !wasSpace && at > 80 && isInner && (style === 'double' || !isNextSpace);
    if (character === ' ' && mayBreak) {
      // In double quotes a space at the start of a line has to be told from indentation.
      const mark = style === 'double' && isNextSpace ? '\\' : '';
      written += `\n${margin}${mark}`;
      at = margin.length + mark.length;
    } else {
      const piece =
        style === 'double' ? escaped(character) : style === 'single' && character === "'" ? "''" : character;
      written += piece;
      at += piece.length;
    }
    wasSpace = character === ' ';
  }
  return written + quote;
}

function literal(text: string, margin: string): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const end = !text.endsWith('\n') ? '-' : /^\n$|\n\n$/.test(text) ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  return `|${hint}${end}\n${lines.map((line) => (line === '' ? '' : margin + line)).join('\n')}`;
}

/** Whether readers would take it for something else than a text. */
function isRead(text: string): boolean {
  if (readPlainScalar(text) !== undefined || base60.test(text)) return true;
  return timestamp.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10).replace(/[Tt ].*/, '')));
}

const base60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;

/** What go-yaml does not print as it is: tabs, and everything beyond the first plane, are among it. */
const special =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that cannot be printed
  /[\0-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]/;

function isPlainText(text: string): boolean {
  if (/^ | $|^(?:---|\.\.\.)|[\u2028\u2029]/.test(text)) return false;
  return !/^[#,[\]{}&*!|>'"%@`]|^[-?:](?: |$)|:(?: |$)| #/.test(text);
}

function escaped(character: string): string {
  const known = named[character];
  if (known !== undefined) return known;
  if (!special.test(character) && character !== '\n') return character;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

const named: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\ufeff': '\\uFEFF',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};
