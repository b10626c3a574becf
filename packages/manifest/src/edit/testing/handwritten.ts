import fc from 'fast-check';

/** A value with all the choices that somebody makes who writes it down by hand. */
export type Written =
  | { readonly kind: 'scalar'; readonly text: string; readonly manner: Manner }
  | { readonly kind: 'list' | 'map'; readonly manner: Manner; readonly parts: readonly WrittenPart[] };

interface WrittenPart {
  readonly key: string;
  readonly value: Written;
  readonly manner: PartManner;
}

interface Manner {
  readonly layout: 'block' | 'flow' | 'open';
  readonly indent: number;
  readonly quote: '' | '"' | "'" | '|' | '|2' | '>';
  readonly anchor: boolean;
  readonly alias: boolean;
}

interface PartManner {
  readonly above: number;
  readonly isSetOff: boolean;
  readonly blank: boolean;
  readonly behind: boolean;
  readonly deeper: boolean;
  readonly explicit: boolean;
  readonly gap: string;
}

const rarely = fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const sometimes = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

const manner: fc.Arbitrary<Manner> = fc.record({
  layout: fc.oneof(
    { weight: 6, arbitrary: fc.constant('block' as const) },
    { weight: 1, arbitrary: fc.constantFrom('flow' as const, 'open' as const) },
  ),
  indent: fc.constantFrom(2, 2, 2, 0, 1, 3, 4),
  quote: fc.constantFrom('', '', '', '"', "'", '|', '|2', '>'),
  anchor: rarely,
  alias: rarely,
});

const partManner: fc.Arbitrary<PartManner> = fc.record({
  above: fc.constantFrom(0, 0, 0, 0, 1, 2),
  isSetOff: rarely,
  blank: sometimes,
  behind: sometimes,
  deeper: rarely,
  explicit: fc.oneof({ weight: 40, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  gap: fc.constantFrom(' ', ' ', ' ', '   '),
});

const words = fc.constantFrom(
  'a',
  'b c',
  'x:y',
  'yes',
  '0644',
  '1',
  '12:30',
  'true',
  '',
  'null',
  "it's",
  '#x',
  'a #b',
  '- a',
  'v1.2.3',
  'k: v',
);
const lines = fc.constantFrom('run\nthat', 'one\n\ntwo\n', 'echo\n  deeper\n', '# no comment\nx\n', 'x\n');
const keys = fc.constantFrom(
  'name',
  'image',
  'args',
  'env',
  'a',
  'b',
  'x-y',
  'on',
  '8080',
  'initContainers',
  'containers',
  'restartPolicy',
);

export const handwritten: fc.Arbitrary<Written> = fc.letrec<{ node: Written }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.record({
      kind: fc.constant('scalar' as const),
      text: fc.oneof({ weight: 5, arbitrary: words }, { weight: 1, arbitrary: lines }),
      manner,
    }),
    fc.record({
      kind: fc.constantFrom('list' as const, 'map' as const, 'map' as const),
      manner,
      parts: fc.uniqueArray(fc.record({ key: keys, value: tie('node'), manner: partManner }), {
        maxLength: 5,
        selector: ({ key }) => key,
      }),
    }),
  ),
})).node;

/** Its text as a field `spec` of a Pod. Some are no YAML, for reasons that people run into as well. */
export function write(
  spec: Written,
  { isWindows, isOpenEnd }: { readonly isWindows: boolean; readonly isOpenEnd: boolean },
): string {
  const pen: Pen = { comments: 0, anchors: 0 };
  const text = `apiVersion: v1\nkind: Pod\nspec:${behindMark(spec, { column: 0, gap: ' ', isItem: false, pen })}`;
  const ended = isOpenEnd ? text.replace(/\n$/, '') : text;
  return isWindows ? ended.replaceAll('\n', '\r\n') : ended;
}

/** Counts what has to have names of its own. */
interface Pen {
  comments: number;
  anchors: number;
}

interface Place {
  readonly column: number;
  readonly gap: string;
  readonly isItem: boolean;
  readonly pen: Pen;
  readonly comment?: string;
}

function behindMark(node: Written, place: Place): string {
  const { pen, column, gap, isItem, comment = '' } = place;
  const { manner } = node;
  if (manner.alias && pen.anchors > 0) return `${gap}*a${pen.anchors}${comment}\n`;
  const anchor = manner.anchor ? `${gap}&a${++pen.anchors}` : '';
  if (node.kind === 'scalar') return `${anchor}${scalar(node.text, manner, { ...place, comment })}`;
  if (manner.layout !== 'block' || node.parts.length === 0) {
    return `${anchor}${gap}${flow(node, column + 2, pen)}${comment}\n`;
  }
  const inner = column + (isItem ? 1 + gap.length : node.kind === 'list' ? manner.indent : Math.max(1, manner.indent));
  const body = block(node, inner, pen);
  // A collection may begin behind its dash.
  const isCompact =
    isItem && anchor === '' && comment === '' && !body.trimStart().startsWith('#') && manner.indent !== 1;
  return isCompact ? gap + body.trimStart() : `${anchor}${comment}\n${body}`;
}

function block({ kind, parts }: Written & { readonly kind: 'list' | 'map' }, column: number, pen: Pen): string {
  const pad = ' '.repeat(column);
  return parts
    .map(({ key, value, manner }, index) => {
      const above = Array.from({ length: manner.above }, () => `${pad}${comment(pen)}\n`).join('');
      const blank = manner.blank && index > 0 ? '\n' : '';
      const behind = manner.behind ? ` ${comment(pen)}` : '';
      const mark = kind === 'list' ? '-' : manner.explicit ? `? ${printKey(key)}\n${pad}:` : `${printKey(key)}:`;
      const said = behindMark(value, { column, gap: manner.gap, isItem: kind === 'list', pen, comment: behind });
      const deeper = manner.deeper ? `${pad}   ${comment(pen)}\n` : '';
      return blank + above + (manner.isSetOff ? '\n' : '') + pad + mark + said + deeper;
    })
    .join('');
}

function flow(node: Written, column: number, pen: Pen): string {
  if (node.kind === 'scalar') return inFlow(node.text, node.manner.quote);
  const [open, close] = node.kind === 'list' ? '[]' : '{}';
  const inner = node.parts.map(
    ({ key, value }) => (node.kind === 'list' ? '' : `${printKey(key)}: `) + flow(value, column + 2, pen),
  );
  if (node.manner.layout !== 'open' || inner.length === 0) return `${open}${inner.join(', ')}${close}`;
  const pad = ' '.repeat(column);
  const lines = inner.map((text, index) => {
    const behind = node.parts[index]?.manner.behind ? ` ${comment(pen)}` : '';
    const above = node.parts[index]?.manner.above ? `${pad}${comment(pen)}\n` : '';
    return `${above}${pad}${text}${index < inner.length - 1 ? ',' : ''}${behind}\n`;
  });
  return `${open}\n${lines.join('')}${' '.repeat(column - 1)}${close}`;
}

function scalar(text: string, { quote }: Manner, { column, gap, comment: behind = '', isItem }: Place): string {
  if (quote !== '' && '|2>'.includes(quote[0] as string) && text.includes('\n')) {
    const indent = quote === '|2' ? 2 : isItem ? 2 : 3;
    const chomp = text.endsWith('\n') ? '' : '-';
    const body = text.replace(/\n$/, '').split('\n');
    return `${gap}${quote}${chomp}${behind}\n${body.map((line) => (line === '' ? '\n' : `${' '.repeat(column + indent)}${line}\n`)).join('')}`;
  }
  return `${gap}${inFlow(text, quote)}${behind}\n`;
}

function inFlow(text: string, quote: string): string {
  if (quote === "'" && !text.includes('\n')) return `'${text.replaceAll("'", "''")}'`;
  const isPlain = quote !== '"' && /^[\w.]+(?: \w+)*$/.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function printKey(key: string): string {
  return key === 'x-y' ? '"x-y"' : key === 'on' ? "'on'" : key;
}

function comment(pen: Pen): string {
  return `# comment ${++pen.comments};`;
}
