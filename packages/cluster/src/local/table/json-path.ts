/** Kubernetes' own kind of JSONPath (client-go util/jsonpath@1.36), one step after the other. */
export type JsonPath = readonly Step[];

type Step =
  | { readonly take: 'field'; readonly name: string }
  | { readonly take: 'all' }
  | { readonly take: 'below' }
  | { readonly take: 'slice'; readonly from: number; readonly to: number | undefined; readonly by: number }
  | { readonly take: 'several'; readonly of: readonly (string | number)[] }
  | { readonly take: 'where'; readonly left: JsonPath; readonly operator: string; readonly right: JsonPath | Literal };

interface Literal {
  readonly value: string | number | boolean;
}

/** Reads a path such as `.spec.list[?(@.type=="Ready")].status`; undefined where it is none. */
export function readPath(text: string): JsonPath | undefined {
  const steps: Step[] = [];
  let rest = text.trim().replace(/^[$@]/, '');
  while (rest !== '') {
    const read = readStep(rest);
    if (read === undefined) return undefined;
    steps.push(...read.steps);
    rest = rest.slice(read.length);
  }
  return steps;
}

/** Everything that a path leads to, in order; what is missing leads nowhere. */
export function findByPath(root: unknown, path: JsonPath): readonly unknown[] {
  return path.reduce<readonly unknown[]>((found, step) => found.flatMap((value) => follow(value, step)), [root]);
}

function readStep(text: string): { steps: readonly Step[]; length: number } | undefined {
  if (text.startsWith('..')) return { steps: [{ take: 'below' }], length: /^\.\.[[.]/.test(text) ? 2 : 1 };
  const field = /^\.?((?:\\.|[^.[\]\\\s])+)/.exec(text);
  if (field?.[1] === '*') return { steps: [{ take: 'all' }], length: field[0].length };
  if (field !== null && !text.startsWith('[')) {
    return { steps: [{ take: 'field', name: (field[1] ?? '').replace(/\\(.)/g, '$1') }], length: field[0].length };
  }
  if (text === '.') return { steps: [], length: 1 };
  if (!text.startsWith('[')) return undefined;
  const length = bracketLength(text);
  const step = length === undefined ? undefined : readBracket(text.slice(1, length - 1).trim());
  return step === undefined || length === undefined ? undefined : { steps: [step], length };
}

/** Up to the bracket that closes the first one; those in quotes do not count. */
function bracketLength(text: string): number | undefined {
  let depth = 0;
  let quote = '';
  for (const [at, character] of [...text].entries()) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return at + 1;
  }
  return undefined;
}

function readBracket(inner: string): Step | undefined {
  if (inner === '*') return { take: 'all' };
  const filter = /^\?\((.*)\)$/s.exec(inner)?.[1];
  if (filter !== undefined) return readFilter(filter.trim());
  const slice = /^(-?\d*):(-?\d*)(?::(-?\d+))?$/.exec(inner);
  if (slice !== null) {
    const [, from, to, by] = slice;
    return { take: 'slice', from: Number(from || 0), to: to ? Number(to) : undefined, by: Number(by ?? 1) };
  }
  const parts = inner.split(',').map((part) => part.trim());
  const of = parts.map((part) => (/^-?\d+$/.test(part) ? Number(part) : /^(['"])(.*)\1$/.exec(part)?.[2]));
  return of.includes(undefined) ? undefined : { take: 'several', of: of.filter((part) => part !== undefined) };
}

function readFilter(text: string): Step | undefined {
  const [, left = '', operator = 'exists', right = ''] = /^(.*?)\s*(?:(==|!=|<=|>=|<|>)\s*(.*))?$/s.exec(text) ?? [];
  const path = readPath(left);
  if (path === undefined) return undefined;
  if (operator === 'exists') return { take: 'where', left: path, operator, right: { value: true } };
  const other = right.startsWith('@') || right.startsWith('$') ? readPath(right) : readLiteral(right);
  return other === undefined ? undefined : { take: 'where', left: path, operator, right: other };
}

function readLiteral(text: string): Literal | undefined {
  const quoted = /^(['"])(.*)\1$/s.exec(text)?.[2];
  if (quoted !== undefined) return { value: quoted };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return text !== '' && !Number.isNaN(Number(text)) ? { value: Number(text) } : undefined;
}

function follow(value: unknown, step: Step): readonly unknown[] {
  switch (step.take) {
    case 'field':
      return fieldOf(value, step.name);
    case 'all':
      return valuesOf(value);
    case 'below':
      return [value, ...valuesOf(value).flatMap((each) => follow(each, step))];
    case 'several':
      return step.of.flatMap((part) => (typeof part === 'number' ? itemOf(value, part) : fieldOf(value, part)));
    case 'slice':
      return Array.isArray(value) ? slice(value, step) : [];
    case 'where':
      return valuesOf(value).filter((each) => holds(each, step));
  }
}

function fieldOf(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return [];
  return [(value as Readonly<Record<string, unknown>>)[name]];
}

function itemOf(value: unknown, at: number): readonly unknown[] {
  return Array.isArray(value) ? slice(value, { from: at, to: at === -1 ? undefined : at + 1, by: 1 }) : [];
}

/** Maps are walked by their keys, as Go sorts them. */
function valuesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.keys(fields)
    .sort()
    .map((key) => fields[key]);
}

function slice(list: readonly unknown[], { from, to, by }: { from: number; to: number | undefined; by: number }) {
  return list.slice(from, to).filter((_, at) => by > 0 && at % by === 0);
}

function holds(value: unknown, { left, operator, right }: Extract<Step, { take: 'where' }>): boolean {
  const [one] = findByPath(value, left);
  if (operator === 'exists') return one !== undefined;
  const other = 'value' in right ? right.value : findByPath(value, right)[0];
  if (operator === '==') return one === other;
  if (operator === '!=') return one !== undefined && one !== other;
  if (typeof one !== typeof other || (typeof one !== 'number' && typeof one !== 'string')) return false;
  const order = one < (other as typeof one) ? -1 : one > (other as typeof one) ? 1 : 0;
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator] ?? false;
}
