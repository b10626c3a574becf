import type { Json, Patch, PatchOperation, Path } from '@outrigger/manifest';
import { sayProbe } from '../catalog/advice/say-probe.ts';
import type { CatalogEntry, StartupProbeAdvice } from '../catalog/catalog-entry.ts';
import { type EditedPod, findContainer } from './edited-pod.ts';
import type { LeftOver } from './migration.ts';

/** Gives a sidecar the startup probe of the catalog, with the flags and variables that it needs; says what a person has to see to. */
export function addStartupProbe(edited: EditedPod, name: string, entry: CatalogEntry | undefined): readonly LeftOver[] {
  const found = findContainer(edited.pod(), name);
  if (!found || found.container.startupProbe || found.container.lifecycle?.postStart) return [];
  const advice = entry?.startupProbe?.(found.container);
  if (!advice) {
    if (entry) return [];
    return [
      { kind: 'person', container: name, message: `nothing makes the app wait for ${name}: give it a startup probe` },
    ];
  }
  if (advice.byHand.length > 0) {
    return advice.byHand.map((message) => ({
      kind: 'person',
      container: name,
      message: `for a startup probe of ${name} (${sayProbe(advice.probe)}): ${message}`,
    }));
  }
  const probe = advice.probe as unknown as Json;
  edited.step(
    `Make the app wait for ${name} by a startup probe`,
    [
      ...settings(found.path, found.container, advice),
      { op: 'add', path: [...found.path, 'startupProbe'], value: probe },
    ],
    name,
  );
  return [];
}

type Container = NonNullable<ReturnType<typeof findContainer>>['container'];

function settings(path: Path, container: Container, advice: StartupProbeAdvice): Patch {
  // Who writes all flags into the command, as the examples of version 1 of the Cloud SQL proxy do, keeps them in one place.
  const list = !container.args && (container.command ?? []).length > 1 ? 'command' : 'args';
  const changed = advice.changedArgs.map(
    ({ list, index, value }): PatchOperation => ({ op: 'replace', path: [...path, list, index], value }),
  );
  return [
    ...changed,
    ...inList([...path, list], container[list], advice.missingArgs),
    ...variables([...path, 'env'], container.env, advice.missingEnv),
  ];
}

function variables(path: Path, env: Container['env'], wanted: StartupProbeAdvice['missingEnv']): Patch {
  const known = wanted.filter(({ name }) => env?.some((each) => each.name === name));
  const set = known.map(({ name, value }): PatchOperation => {
    const index = env?.findIndex((each) => each.name === name) ?? 0;
    return { op: 'replace', path: [...path, index], value: { name, value } };
  });
  return [
    ...set,
    ...inList(
      path,
      env,
      wanted.filter((each) => !known.includes(each)).map(({ name, value }) => ({ name, value })),
    ),
  ];
}

/** Appends to a list, or makes it. */
function inList(path: Path, list: readonly unknown[] | undefined, values: readonly Json[]): Patch {
  if (values.length === 0) return [];
  if (!list) return [{ op: 'add', path, value: [...values] }];
  return values.map((value) => ({ op: 'add', path: [...path, '-'], value }) as const);
}
