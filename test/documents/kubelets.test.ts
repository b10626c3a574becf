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
    return `| ${effect} | ${affected.map(printRange).join(', ')} | [k/k#${issue}](https://github.com/kubernetes/kubernetes/issues/${issue}) |`;
  });
}

function printRange([minor, from, fixed]: Bug['affected'][number]): string {
  return Number.isFinite(fixed) ? `1.${minor}.${from}–1.${minor}.${fixed - 1}` : `1.${minor}`;
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
