/** A piece of a label selector; texts of more than one sign (`!=`, `in`) are one piece. */
export interface LabelToken {
  readonly kind: 'word' | 'sign' | 'end';
  readonly text: string;
}

/**
 * Cuts a selector into its pieces (apimachinery pkg/labels/selector.go Lexer@1.36). `in` and `notin` are words wherever they do
 * not stand for an operator. Signs are taken as long as they mean something: `===` is `==` and `=`.
 */
export function labelTokens(text: string): readonly LabelToken[] {
  const tokens: LabelToken[] = [];
  let rest = text.replace(leadingSpace, '');
  while (rest !== '') {
    const sign = signs.find((known) => rest.startsWith(known));
    const found = sign ?? word.exec(rest)?.[0] ?? rest;
    tokens.push({ kind: sign === undefined ? 'word' : 'sign', text: found });
    rest = rest.slice(found.length).replace(leadingSpace, '');
  }
  return tokens;
}

const signs = ['==', '!=', '=', '!', '(', ')', ',', '>', '<'] as const;
const leadingSpace = /^[ \t\r\n]+/;
const word = /^[^=!(),<> \t\r\n]+/;
