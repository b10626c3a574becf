import { expect, test } from 'vitest';
import { expand } from './expand.ts';

const known: Readonly<Record<string, string>> = { A: 'a', B: 'b', EMPTY: '', REF: '$(A)' };

// After doExpansionTest in third_party/forked/golang/expansion/expand_test.go@v1.36.2.
test.each([
  ['a whole text', '$(A)', 'a'],
  ['a name twice', '$(A)-$(A)', 'a-a'],
  ['at the start, in the middle, at the end', '$(A)_$(B)_$(A)', 'a_b_a'],
  ['not what is escaped', '$$(B)_$(A)', '$(B)_a'],
  ['an escape before a bare name', 'f-$$A', 'f-$A'],
  ['after backslashes, which escape nothing', 'x\\$(A)\\\\$(B)', 'x\\a\\\\b'],
  ['no names in names', '$(A$(B))', '$(A$(B))'],
  ['a name to the first bracket that closes', '$(A$(B)', '$(A$(B)'],
  ['a value without looking into it', '%$(REF)--$(REF)%', '%$(A)--$(A)%'],
  ['an empty value', 'x$(EMPTY)y', 'xy'],
  ['nothing where no bracket closes', 'x$(Awhoops!', 'x$(Awhoops!'],
  ['nothing without a dollar', 'x__(A)__', 'x__(A)__'],
  ['nothing of a shell', '$?_$!_$A_$\u007bA}_$A)', '$?_$!_$A_$\u007bA}_$A)'],
  ['no unknown name', '$(NOBODY)', '$(NOBODY)'],
  ['an even number of dollars as half of them', '$$$$$$(A)', '$$$(A)'],
  ['an odd number as half of them and a value', '$$$$$$$(A)', '$$$a'],
  ['an odd number before an unknown name', '$$$$$$$(NOBODY)', '$$$$(NOBODY)'],
  ['nothing of an end that opens', '$(B)___$(A', 'b___$(A'],
  ['nothing of a dollar at the end', '$(A)xyz$', 'axyz$'],
  ['nothing of many that open', '--$($($($($--', '--$($($($($--'],
  ['no escape in a name', '$(x$$y)', '$(x$$y)'],
  ['a dollar before other letters as it is', 'x-$€-$£-$中文', 'x-$€-$£-$中文'],
  ['a name over lines, as unknown', '$(A\nB)', '$(A\nB)'],
] as const)('replaces %s', (_, text, expanded) => {
  expect(expand(text, (name) => known[name])).toBe(expanded);
});
