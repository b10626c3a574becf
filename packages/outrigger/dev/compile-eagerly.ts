import { type Node, parseSync } from 'oxc-parser';

/**
 * Rewrites a module so that V8 compiles the functions at `ranges` (`start-end`) together with it: V8 takes a function in
 * parentheses for one that is called at once. A declaration at the top becomes a variable at the very top, which is where
 * JavaScript puts it anyway.
 */
export function compileEagerly(file: string, text: string, ranges: ReadonlySet<string>): string {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const inserts: Insert[] = [];
  const declared: Declared[] = [];
  for (const statement of program.body) {
    const isCalled = statement.type === 'FunctionDeclaration' && ranges.has(rangeOf(statement));
    if (isCalled && statement.id)
      declared.push({ name: statement.id.name, start: statement.start, end: statement.end });
    for (const expression of expressionsIn(statement)) {
      if (!ranges.has(rangeOf(expression))) continue;
      inserts.push({ at: expression.start, text: '(' }, { at: expression.end, text: ')' });
    }
  }
  const sorted = inserts.toSorted((a, b) => a.at - b.at || (a.text === b.text ? 0 : a.text === ')' ? -1 : 1));
  const slice = (from: number, to: number) => withInserts(text, sorted, { from, to });
  const top = program.body.findLast(({ type }) => type === 'ImportDeclaration')?.end ?? 0;
  const hoisted = declared.map(({ name, start, end }) => `var ${name} = (${slice(start, end)});`);
  let rest = '';
  let at = top;
  for (const { start, end } of declared) {
    rest += slice(at, start);
    at = end;
  }
  return `${text.slice(0, top)}\n${hoisted.join('\n')}\n${rest}${slice(at, text.length)}`;
}

interface Insert {
  readonly at: number;
  readonly text: '(' | ')';
}

interface Declared {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function rangeOf({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${start}-${end}`;
}

function withInserts(text: string, inserts: readonly Insert[], { from, to }: { from: number; to: number }): string {
  let result = '';
  let at = from;
  for (const insert of inserts) {
    if (insert.at < from || insert.at > to) continue;
    result += text.slice(at, insert.at) + insert.text;
    at = insert.at;
  }
  return result + text.slice(at, to);
}

/** The function expressions below a node; methods are none. */
function* expressionsIn(node: Node | null): Generator<Node> {
  if (!node) return;
  if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') yield node;
  for (const [key, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child !== 'object' || child === null || typeof child.type !== 'string') continue;
      if (key === 'value' && isMethod(node)) yield* insideOf(child);
      else yield* expressionsIn(child);
    }
  }
}

function* insideOf(method: Node): Generator<Node> {
  for (const expression of expressionsIn(method)) if (expression !== method) yield expression;
}

function isMethod(node: Node): boolean {
  if (node.type === 'MethodDefinition') return true;
  return node.type === 'Property' && (node.method || node.kind !== 'init');
}
