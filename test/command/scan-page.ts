import { SCAN_FLAGS } from '../../packages/outrigger/src/scan/flags.ts';
import { flagTables } from './flag-tables.ts';
import { runMain } from './run-main.ts';

/** docs/commands/scan.md: prose, what the command prints for an example, and its flags. */
export async function scanPage(): Promise<string> {
  return `# outrigger scan

Finds legacy sidecars, what was built around them, native sidecars that are used wrongly, and what breaks nearby. Where a finding
speaks of behaviour, the engine has played the pod by the rules of your kubelet, and the finding says what happens: "the Job never
completes". All rules, with an example each: [the rules](../rules/README.md). Sidecars are known from a catalogue; a container is
recognised by its image, whatever registry it comes from.

\`\`\`sh
# What is there in this directory?
outrigger scan deploy/
# For the nodes you run
outrigger scan deploy/ --kubelet 1.29-1.33
# In CI: annotations, and a report to upload
outrigger scan -o github -o sarif=outrigger.sarif
# Take what there is today as known, and report only what is new
outrigger scan --write-baseline outrigger-baseline.json
outrigger scan --baseline outrigger-baseline.json
# What Helm makes
helm template ./chart | outrigger scan -
# What is SC021 about?
outrigger scan --explain SC021
\`\`\`

${await shown('examples/job-that-never-ends.yaml')}
## What it reads

Files, directories with all below them, and \`-\` for standard input; without any, the current directory. Of a directory: \`*.yaml\`,
\`*.yml\` and \`*.json\` but for hidden ones and \`node_modules\`; Dockerfiles (\`Dockerfile\`, \`Dockerfile.*\`, \`*.Dockerfile\`, \`Containerfile\`)
and shell scripts (\`*.sh\`, \`*.bash\`, and files named *entrypoint* that begin with \`#!/bin/sh\` or its like) for the rules about scripts,
as are the scripts in ConfigMaps. Links are followed, each directory once.

Below a directory, documents whose text has no word of a pod are passed over unread, and so are files that hold no Kubernetes
objects; a Helm template that has not been rendered is a warning. A file that is named has to be readable as a whole. Whatever cannot
be read is told on stderr and leads to exit code 2, after everything else has been reported.

Many files (300 and more) are shared out among the processor's cores.

## What it prints

| \`-o\` | |
|---|---|
| table | for people: per file; with at most 30 findings also the lines themselves |
| compact | one line per finding |
| json, yaml | a \`ScanReport\`: findings, what was suppressed and why, the sidecars |
| sarif | SARIF 2.1.0 with the rules' pages, fixes as edits of the text, and fingerprints that survive moved lines |
| junit | one suite per file, one case per rule and object; suppressed findings are skipped |
| github | annotations of a GitHub workflow |
| markdown | a table for a pull request or job summary |

\`-o FORMAT=FILE\` writes to a file, which appears as a whole or not at all; one format may go to stdout beside it. On stderr
follows, unless \`--quiet\`: how many workloads there are, which sidecars, how many of them are native, and what to do first.

## Suppressing findings

Every suppression gives its reason. Without one it does not count, and a warning says so.

\`\`\`yaml
# outrigger:ignore SC021 the app retries by itself       (above the object: for all of it)
apiVersion: v1
kind: Pod
metadata:
  annotations:
    outrigger.dev/ignore: "SC021: the app retries by itself"
spec:
  initContainers:
    # outrigger:ignore SC021 the app retries by itself   (for the next line)
    - name: proxy   # outrigger:ignore SC021,SC052 the app retries by itself
\`\`\`

\`# outrigger:ignore-file SC021 generated\` holds for the whole file. Rules are named by id or name, several with commas, or \`all\`.
\`--report-unused-suppressions\` tells those that suppress nothing. A baseline knows findings by rule, object, container and field, so
moved lines are nothing new.

## Flags

${flagTables(SCAN_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | nothing at or above \`--fail-level\` |
| 1 | findings at or above \`--fail-level\` |
| 2 | wrong use, or input that cannot be read; the rest is reported all the same |
| 3 | something is missing, such as a new enough Node or a place for a report |
| 130 | interrupted |
`;
}

/** A scan with what it prints to a terminal of 100 columns. */
async function shown(file: string): Promise<string> {
  const { stdout, stderr } = await runMain(['scan', file], { env: { COLUMNS: '100' } });
  return `\`\`\`console\n$ outrigger scan ${file}\n${stdout}${stderr}\`\`\`\n`;
}
