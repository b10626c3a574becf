/** What the parser found, where. */
export interface SyntaxFault {
  readonly words: string;
  readonly start: number;
}

/** A fault of the library's parser in the words of the one that cel-go's is made by (ANTLR's, as cel-go parser/parser.go@0.26 shows them); undefined for what is none. */
export function syntaxWords(text: string, { words, start }: SyntaxFault): SyntaxFault | undefined {
  const [, expected, got] = /^Expected (\w+), got (\w+)$/.exec(words) ?? [];
  const token = tokenAt(text, start);
  const shown = token === '' ? '<EOF>' : token;
  if (expected === 'IDENTIFIER') return told(`no viable alternative at input '.${token}'`, start);
  if (expected === 'RPAREN') return told(`missing ')' at '${shown}'`, start);
  if (expected === 'RBRACKET' && opensList(text))
    return told(`mismatched input '${shown}' expecting {']', ','}`, start);
  if (expected === 'RBRACKET') return told(`missing ']' at '${shown}'`, start);
  if (expected !== undefined) return told(`mismatched input '${got === 'EOF' ? '<EOF>' : token}'`, start);
  if (/^Unexpected token: /.test(words)) {
    const kind = start === 0 && token !== '' ? 'extraneous' : 'mismatched';
    return told(`${kind} input '${shown}' expecting ${OPERANDS}`, start);
  }
  if (/^Unterminated string/.test(words)) return told(`token recognition error at: '${text.slice(start)}'`, start);
  if (/^Unexpected character: /.test(words)) return told(`extraneous input '${token}' expecting <EOF>`, start);
  return undefined;
}

function told(words: string, start: number): SyntaxFault {
  return { words: `Syntax error: ${words}`, start };
}

/** All that an operand may begin with. */
const OPERANDS =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

function tokenAt(text: string, start: number): string {
  return /^(\w+|&&|\|\||[<>=!]=|\S)/.exec(text.slice(start))?.[0] ?? '';
}

/** Whether the bracket that nobody has closed begins a list, and not an index. */
function opensList(text: string): boolean {
  const open: number[] = [];
  for (const [at, sign] of [...text].entries()) {
    if (sign === '[') open.push(at);
    if (sign === ']') open.pop();
  }
  return !/[\w)\]]\s*$/.test(text.slice(0, open.at(-1) ?? 0));
}
