import fc from 'fast-check';
import { stringify } from 'yaml';

export interface Written {
  readonly value: unknown;
  readonly yaml: string;
}

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    'a',
    'name',
    'yes',
    '0644',
    '1e3',
    'x: y',
    '- a',
    '#',
    'a #b',
    'it\'s "so"',
    ' lead',
    'trail ',
    '\ttab',
    'é\u00a0😀',
  ),
  fc
    .array(fc.constantFrom('one', 'two words', '', '  deeper', '\ttab', '# no comment', 'key: value', '- item'), {
      maxLength: 6,
    })
    .map((lines) => lines.join('\n')),
);

/** Any value that YAML and JSON can say. */
export const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('a', 'b.c/d', 'x-y', 'k 1', 'q"', '$p'), text), tie('node'), { maxKeys: 4 }),
  ),
})).node;

const style = fc.record({
  indent: fc.constantFrom(1, 2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 40, 80),
  collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
  flowCollectionPadding: fc.boolean(),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_DOUBLE' as const,
    'QUOTE_SINGLE' as const,
    'BLOCK_LITERAL' as const,
    'BLOCK_FOLDED' as const,
  ),
  blockQuote: fc.constantFrom(true, false, 'folded' as const, 'literal' as const),
});

/** Writes values, each in the style of one tool. */
export const writtenAs: fc.Arbitrary<(said: unknown) => string> = style.map(
  (options) => (said) => stringify(said, options),
);

/** A value, and YAML that says it. */
export const written: fc.Arbitrary<Written> = fc
  .tuple(value, style)
  .map(([said, options]) => ({ value: said, yaml: stringify(said, options) }));

/** YAML as tools write it, in all of their styles. */
export const document: fc.Arbitrary<string> = written.map(({ yaml }) => yaml);

const scrap = fc.constantFrom(
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\t',
  ':',
  ': ',
  '- ',
  '#',
  ' #',
  '"',
  "'",
  '|',
  '>',
  '|-',
  '|2',
  '[',
  ']',
  '{',
  '}',
  ',',
  '&a ',
  '*a',
  '!t ',
  '? ',
  '\\',
  '\r\n',
  '---',
  '...',
  '%',
  '@',
  '~',
  '<<: ',
  'x',
);

/** A document with a few letters put in, taken out or doubled: most are broken, in ways that people break them. */
export const documentWithMishaps: fc.Arbitrary<string> = fc
  .tuple(document, fc.array(fc.tuple(fc.nat(), fc.nat(3), scrap), { minLength: 1, maxLength: 4 }))
  .map(([start, edits]) =>
    edits.reduce((current, [where, length, added]) => {
      const at = where % (current.length + 1);
      return current.slice(0, at) + added + current.slice(at + length);
    }, start),
  );
