import { CATALOG_FLAGS } from '../../packages/outrigger/src/catalog/flags.ts';
import { flagTables } from './flag-tables.ts';
import { runMain } from './run-main.ts';

/** docs/commands/catalog.md: prose, what the command prints for an example, and its flags. */
export async function catalogPage(): Promise<string> {
  return `# outrigger catalog

The sidecars that \`scan\` and \`migrate\` know: how they are recognised, the startup probe that makes an app wait for them, whether they
are moved, what was built around them, and where all of this is known from. The same as a page: [the catalogue](../sidecars.md).

\`\`\`sh
# Which sidecars are known?
outrigger catalog
# What is known about one of them?
outrigger catalog cloud-sql-proxy
# Would this image be recognised?
outrigger catalog mirror.example/otel/opentelemetry-collector:0.120.0
# With sidecars of your own
outrigger catalog --catalog our-sidecars.yaml -o yaml
\`\`\`

${await shown('git-sync')}
## What it prints

Without an argument all sidecars, one a line. With an id, or an image, all about one; what depends on the container is said for one of
which only the image is known, so \`migrate\` may ask at another port, because a flag says so. An image is recognised by the end of its
repository, whatever registry or mirror it comes from; where an entry also looks for an argument (\`thanos sidecar\`), the image alone is
enough here.

MOVED says what \`migrate\` does: *by itself*, *on request* (\`--sidecar NAME\`), or *never*. What an injector has written is moved with
\`--injected\` only.

\`-o json\` and \`-o yaml\` print a \`Sidecar\`, or a \`SidecarList\`.

Sidecars of your own come from \`outrigger.yaml\` and \`--catalog\`; how they are written: [settings](../configuration.md).

## Flags

${flagTables(CATALOG_FLAGS)}

## Exit codes

| | |
|---:|---|
| 0 | printed |
| 1 | nobody knows the image |
| 2 | wrong use, or a catalog that cannot be read |
`;
}

/** What it prints to a terminal of 100 columns. */
async function shown(id: string): Promise<string> {
  const { stdout } = await runMain(['catalog', id], { env: { COLUMNS: '100' } });
  return `\`\`\`console\n$ outrigger catalog ${id}\n${stdout}\`\`\`\n`;
}
