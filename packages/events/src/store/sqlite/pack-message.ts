/** What a message has in the places of its template; undefined where the template does not give the message back. */
export function packMessage(message: string, template: string | undefined): string | undefined {
  if (template === undefined || message.includes(BETWEEN)) return undefined;
  const literals = literalsOf(template);
  const head = literals[0] ?? '';
  if (!message.startsWith(head)) return undefined;
  const values: string[] = [];
  let at = head.length;
  for (let index = 1; index < literals.length; index++) {
    const literal = literals[index] ?? '';
    const isLast = index === literals.length - 1;
    const next = isLast ? message.length - literal.length : message.indexOf(literal, at);
    if (next < at || !message.startsWith(literal, next)) return undefined;
    values.push(message.slice(at, next));
    at = next + literal.length;
  }
  if (at !== message.length) return undefined;
  return values.join(BETWEEN);
}

/** The message again. */
export function unpackMessage(values: string, template: string): string {
  const [head = '', ...rest] = literalsOf(template);
  const parts = values.split(BETWEEN);
  return head + rest.map((literal, index) => (parts[index] ?? '') + literal).join('');
}

const HOLE = '<*>';
/** In no message that a person reads. */
const BETWEEN = '\u001f';

/** Templates are few, messages many. */
function literalsOf(template: string): readonly string[] {
  const known = split.get(template);
  if (known !== undefined) return known;
  if (split.size >= 2000) split.clear();
  const literals = template.split(HOLE);
  split.set(template, literals);
  return literals;
}

const split = new Map<string, readonly string[]>();
