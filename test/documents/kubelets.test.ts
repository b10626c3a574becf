import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BUGS, type Bug, GATE_NAMES, kubeletOf } from '@outrigger/pod';
import { expect, test } from 'vitest';

// docs/kubelets.md is written from the profiles themselves; `OUTRIGGER_WRITE=1 npx vitest run test/documents` renews it.
test('docs/kubelets.md says what the profiles say', () => {
  const file = resolve(import.meta.dirname, '../../docs/kubelets.md');
  const written = [HEAD, ...bugRows(), GATES, ...gateRows(), ''].join('\n');
  if (process.env.OUTRIGGER_WRITE) writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});

const HEAD = `# What each kubelet does differently

\`outrigger explain --kubelet 1.30.3\` plays a pod under the kubelet of that version: its feature gates, its words, its
constants, and its bugs. This page is written from the profiles (\`packages/pod/src/kubelet\`) by a test.

Known are 1.27 to 1.37. A version without a patch (\`1.30\`) is the newest patch of that minor. 1.37 is modelled from what was
merged for it; no recording of it exists.

## Behaviours that came or went

Each is one flag, read at one place in the engine.

| What a user sees | Affected | Issue |
|---|---|---|`;

const GATES = `
## Feature gates

Defaults by minor; \`--feature-gates Name=true|false\` overrides them. A dot is off.
`;

function bugRows(): readonly string[] {
  return Object.values(BUGS).map(({ effect, affected, issue }) => {
    return `| ${effect} | ${printRanges(affected)} | [k/k#${issue}](https://github.com/kubernetes/kubernetes/issues/${issue}) |`;
  });
}

/** `1.27–1.31`, `1.29.0–1.29.7, 1.30.0–1.30.3`, `1.31.0`: minors in a row that are affected as a whole are one range. */
function printRanges(affected: Bug['affected']): string {
  const words: string[] = [];
  let first: number | undefined;
  for (const [i, [minor, from, fixed]] of affected.entries()) {
    if (Number.isFinite(fixed)) {
      words.push(from === fixed - 1 ? `1.${minor}.${from}` : `1.${minor}.${from}–1.${minor}.${fixed - 1}`);
      continue;
    }
    first ??= minor;
    const next = affected[i + 1];
    if (next && next[0] === minor + 1 && !Number.isFinite(next[2])) continue;
    words.push(first === minor ? `1.${minor}` : `1.${first}–1.${minor}`);
    first = undefined;
  }
  return words.join(', ');
}

function gateRows(): readonly string[] {
  const minors = Array.from({ length: 11 }, (_, i) => 27 + i);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['Gate', ...minors.map((minor) => `1.${minor}`)]),
    row(['---', ...minors.map(() => ':-:')]),
    ...GATE_NAMES.map((name) =>
      row([name, ...minors.map((minor) => (kubeletOf(`1.${minor}`)?.gates[name] ? 'on' : '·'))]),
    ),
  ];
}
