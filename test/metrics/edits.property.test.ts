import { applyEdits, parseValue } from '@outrigger/manifest';
import { DEFAULT_JOIN, rewriteExpression } from '@outrigger/sidecars';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Document, type Scalar, visit } from 'yaml';
import { editScalar, isLiteral } from '../../packages/outrigger/src/metrics/rewrite/edit-scalar.ts';
import { isFullRun } from '../effort.ts';
import { arbitraryExpression } from './arbitrary-expression.ts';

const runs = { numRuns: isFullRun ? 5000 : 300 };
const PATH = ['groups', 0, 'rules', 0, 'expr'];

/** The ways in which YAML can write a text, and how deep and at which width lines are broken. */
const style = fc.record({
  type: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  indent: fc.constantFrom(2, 4),
  lineWidth: fc.constantFrom(0, 30, 80),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  isJson: fc.boolean(),
});

test('splices of an expression reach the text in every style, and nothing but what is put in is new', async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryExpression, style, async (expression, how) => {
      const text = write(expression, how);
      const parsed = await parseValue(text, 'rules.yaml');
      if (!parsed.ok) throw new Error(`the test writes bad YAML:\n${text}`);
      const { offset, endOffset } = parsed.locate(PATH);
      const value = valueAt(parsed.value);
      const lines = isLiteral({ text, start: offset });
      const { after, splices } = rewriteExpression(value, { ...DEFAULT_JOIN, by: 'inline', lines });
      const edits = editScalar({ text, start: offset, end: endOffset, value }, splices);
      expect(edits, text).toBeDefined();
      const edited = applyEdits(text, edits ?? []);
      const again = await parseValue(edited, 'rules.yaml');
      expect(again.ok && valueAt(again.value), `${text}\n=>\n${edited}`).toBe(after);
      expect((edits ?? []).every(({ start, end }) => start === end)).toBe(true);
      if (splices.length > 0) changed += 1;
    }),
    { ...runs, seed: 6 },
  );
  expect(changed).toBeGreaterThan(runs.numRuns / 2);
});

test('no text makes the rewriter throw, and one that is no expression stays as it is', () => {
  const pieces = [
    'kube_pod_container_info',
    '{',
    '}',
    '(',
    ')',
    '[5m]',
    ' offset 1h',
    '"',
    '\n',
    ' or ',
    ' # ',
    'rate(',
    ',',
    '=',
  ];
  const noise = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 12 });
  fc.assert(
    fc.property(noise, (parts) => {
      const expression = parts.join('');
      const { after, remarks } = rewriteExpression(expression, { ...DEFAULT_JOIN, by: 'inline', lines: true });
      if (remarks.some(({ message }) => message.includes('cannot be read'))) expect(after).toBe(expression);
    }),
    { ...runs, seed: 7 },
  );
});

interface Style {
  readonly type: string;
  readonly indent: number;
  readonly lineWidth: number;
  readonly lineBreak: string;
  readonly isJson: boolean;
}

function write(expression: string, { type, indent, lineWidth, lineBreak, isJson }: Style): string {
  const value = { groups: [{ name: 'a', rules: [{ alert: 'A', expr: expression, for: '5m' }] }] };
  if (isJson) return JSON.stringify(value, null, indent);
  const document = new Document(value);
  visit(document, {
    Scalar: (_, node) => {
      if (node.value === expression) node.type = type as NonNullable<Scalar['type']>;
    },
  });
  return document.toString({ indent, lineWidth }).replaceAll('\n', lineBreak);
}

function valueAt(value: unknown): string {
  return PATH.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value) as string;
}
