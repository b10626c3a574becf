import { readFileSync } from 'node:fs';
import { createEventMetrics, OBJECT_KINDS, openApiDocument, readConfiguration } from '@outrigger/events';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const page = (name: string): string => readFileSync(new URL(`../../docs/events/${name}.md`, import.meta.url), 'utf8');
const blocks = (name: string): readonly string[] =>
  [...page(name).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

test('the configuration of docs/events/configuration.md is one', async () => {
  const [example = ''] = blocks('configuration');
  expect(await readConfiguration(example, 'configuration.md')).toMatchObject({
    ok: true,
    configuration: {
      retention: { maxAge: 30 * 86_400_000, maxBytes: 10 * 1024 ** 3 },
      clusters: [{ name: 'east' }, {}],
    },
  });
});

test('the role of docs/events/configuration.md allows what is watched, and nothing else', () => {
  const { rules } = parse(blocks('configuration')[1] ?? '') as { readonly rules: readonly Rule[] };
  const allowed = rules.flatMap(({ apiGroups, resources }) => resources.map((name) => `${apiGroups[0]}/${name}`));
  const watched = [...OBJECT_KINDS.map(({ group, plural }) => `${group}/${plural}`), '/events'];
  expect(allowed.sort()).toEqual(watched.sort());
  expect(rules.flatMap(({ verbs }) => verbs).filter((verb) => verb !== 'list' && verb !== 'watch')).toEqual([]);
});

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

test('docs/events/configuration.md names every metric', async () => {
  const text = await createEventMetrics().text();
  const names = [...text.matchAll(/^# HELP (\w+)/gm)].map(([, name]) => name ?? '');
  expect(names.filter((name) => !page('configuration').includes(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(10);
});

test('docs/events/rest.md names every path and parameter', () => {
  const { paths } = openApiDocument() as {
    readonly paths: Readonly<
      Record<string, { readonly get: { readonly parameters: readonly { readonly name: string }[] } }>
    >;
  };
  const text = page('rest');
  expect([...text.matchAll(/^\| `(\/[^`]*)`/gm)].map(([, path]) => path)).toEqual(Object.keys(paths));
  const parameters = paths['/api/v1/events/tail']?.get.parameters.map(({ name }) => name) ?? [];
  expect(parameters.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
