import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { SCAN_FLAGS } from '../../packages/outrigger/src/scan/flags.ts';
import { flagTables } from './flag-tables.ts';

test('docs/commands/scan.md shows the flags of the command (-u writes it anew)', async () => {
  const page = `# outrigger scan

Finds legacy sidecars, the workarounds that were built around them, native sidecars used wrongly, and what breaks nearby. Where a finding
speaks of behaviour, the engine has played the pod, and the finding says what happens: "the Job never completes", "app runs 5 s without
cloud-sql-proxy at shutdown".

\`\`\`sh
# What is there in this directory?
outrigger scan deploy/
# For the nodes you run
outrigger scan deploy/ --kubelet 1.29-1.33
# In CI: annotations, and a report to upload
outrigger scan -o github -o sarif=outrigger.sarif
# Only what is new
outrigger scan --baseline outrigger-baseline.json
# What Helm makes
helm template ./chart | outrigger scan -
\`\`\`

All rules, with an example each: [the rules](../rules/README.md). What is known about each sidecar comes from a catalogue; a container
is recognised by its image, whatever registry it comes from.

## Allowing a finding

A comment allows it, and has to say why; without a reason it does not count.

\`\`\`yaml
# outrigger:ignore SC021 the app retries by itself
      - name: proxy
\`\`\`

On the line of the finding, on the one above it, or at the top of the document for the whole object; \`# outrigger:ignore-file SC021 …\` for the
file. The annotation \`outrigger.dev/ignore: "SC021: reason"\` goes with the object. \`--write-baseline FILE\` writes down what there is;
\`--baseline FILE\` then tells only what is new, however lines move.

## Flags

${flagTables(SCAN_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | nothing at or above \`--fail-level\` |
| 1 | findings at or above \`--fail-level\` |
| 2 | wrong use, or input that cannot be read; what could be read was scanned |
| 130 | interrupted |
`;
  await expect(page).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/commands/scan.md'));
});
