import { type SidecarDocument, toDocument } from '../../packages/outrigger/src/catalog/to-document.ts';
import { allEntries, sayPatience, sayProbe } from '../../packages/sidecars/src/index.ts';

/** docs/sidecars.md: the catalog as a page, by what a sidecar does for its app. */
export function sidecarsPage(): string {
  const documents = allEntries().map((entry) => toDocument(entry));
  const sections = ROLES.flatMap(([role, heading]) => {
    const found = documents.filter((document) => document.role === role);
    return found.length === 0 ? [] : [`## ${heading}\n\n${table(found)}\n\n${found.map(notes).join('\n')}`];
  });
  return `${HEAD}\n${sections.join('\n')}`;
}

const HEAD = `# The catalogue of sidecars

What \`outrigger scan\` and \`outrigger migrate\` know about ${allEntries().length} sidecars. This page is written from the catalogue
(\`packages/sidecars/src/catalog/entries\`, one file each) by a test; \`outrigger catalog NAME\` prints the same, and
[settings](configuration.md) tells how to add your own.

- **Recognised by** the end of an image's repository, whatever registry it comes from; \`*\` is any run of characters. A name in
  *italics* is enough by itself, whatever the image.
- **Startup probe**: what makes the app wait for it as a native sidecar, for a container that sets nothing else; ports, addresses and
  flags are read from the container. Every probe asks each second for a minute unless something else is said.
- **Needs**: what such a container lacks for the probe. \`migrate\` adds flags and variables; the rest is for a person.
- **Moved**: *yes* by \`migrate\` itself, *ask* with \`--sidecar NAME\`, *never*. What an injector has written is moved with
  \`--injected\` only.
`;

const ROLES: readonly (readonly [SidecarDocument['role'], string])[] = [
  ['proxy', 'Proxies: the traffic of the app goes through them'],
  ['ambassador', 'Ambassadors: they stand for a service elsewhere'],
  ['adapter', 'Adapters: they translate for, or observe, the app'],
  ['logs', 'Logs: they carry away what the app writes'],
  ['files', 'Files: they fetch what the app reads'],
  ['secrets', 'Secrets: they fetch what only the app may read'],
  ['job-helper', 'Helpers of Jobs'],
  ['debug', 'For debugging'],
];

const USUAL = 'every 1 s, up to 60 times';

function table(documents: readonly SidecarDocument[]): string {
  const rows = documents.map((document) => {
    const { title, startupProbe, startupProbeNeeds: needs, move } = document;
    const patience = startupProbe ? sayPatience(startupProbe) : USUAL;
    const probe = startupProbe ? code(sayProbe(startupProbe)) : 'none';
    const lacking = [
      ...(needs?.args ?? []).map(code),
      ...(needs?.env ?? []).map(({ name, value }) => code(`${name}=${value}`)),
      ...(needs?.byHand ?? []),
    ];
    return row([
      title,
      recognition(document),
      patience === USUAL ? probe : `${probe}, ${patience}`,
      lacking.join('; '),
      move.when === 'always' ? 'yes' : move.when,
    ]);
  });
  return [row(['Sidecar', 'Recognised by', 'Startup probe', 'Needs', 'Moved']), '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function recognition({ recognise: { images, byName = [], argument, unlessArgument } }: SidecarDocument): string {
  return [
    images.map(code).join(', '),
    ...(byName.length > 0 ? [byName.map((name) => `*${name}*`).join(', ')] : []),
    ...(argument === undefined ? [] : [`with the argument ${code(argument)}`]),
    ...(unlessArgument === undefined ? [] : [`not with ${code(unlessArgument)}`]),
  ].join('; ');
}

function notes({ id, title, move, after, replacesInit, injector, caveats, sources }: SidecarDocument): string {
  const facts = [
    ...(move.when === 'always' ? [] : [`${move.when === 'ask' ? 'Moved on request' : 'Never moved'}: ${move.because}`]),
    ...(injector === undefined ? [] : [`Injected by ${injector}`]),
    ...(after ? [`Stays behind ${after.map(code).join(', ')}`] : []),
    ...(replacesInit ? [`Makes needless: ${replacesInit.map(code).join(', ')}`] : []),
    ...caveats,
    `Known from ${sources.map(source).join('; ')}`,
  ];
  return `**${title}** (\`${id}\`)\n\n${facts.map((fact) => `- ${fact}\n`).join('')}`;
}

/** `owner/name#1` as a link; `owner/name path, version` as it is. */
function source(text: string): string {
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(text) ?? [];
  if (repository !== undefined) return `[${text}](https://github.com/${repository}/issues/${number})`;
  return /^(?:memory|reference )/.test(text) ? 'a survey, not yet compared with the vendor’s own source' : text;
}

function code(text: string): string {
  return `\`${text}\``;
}
