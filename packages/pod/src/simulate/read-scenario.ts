import type { IPod } from 'kubernetes-models/v1';
import { Reader } from './read-value.ts';
import {
  type Behaviour,
  type Happening,
  HOOK_SUCCEEDS,
  type HookBehaviour,
  type ProbeBehaviour,
  RUNS_ON,
  type Scenario,
  SUCCEEDS,
} from './scenario.ts';

/** What is wrong with a Scenario, and at which path of its document. */
export interface ScenarioProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A Scenario, or everything that is wrong with it. */
export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly ScenarioProblem[] };

/** Longest play that is accepted: a year, in ms. */
const LONGEST = 365 * 86_400_000;

/** Reads a Scenario document (apiVersion outrigger.dev/v1alpha1) whose pod is checked elsewhere. */
export function readScenario(document: unknown): ReadScenario {
  const reader = new Reader();
  const root = reader.map(document, []);
  reader.only(root, [], ['apiVersion', 'kind', 'metadata', 'description', 'pod', 'behaviour', 'timeline', 'until']);
  const metadata = reader.map(root.metadata, ['metadata']);
  const name = reader.text(metadata.name, ['metadata', 'name'], '');
  const pod = reader.map(root.pod, ['pod']);
  const life = readLife(reader, root, []);
  const scenario: Scenario = {
    name,
    description: reader.text(root.description, ['description'], ''),
    pod: withSuppliedParts({
      ...(pod as object),
      metadata: { ...(pod.metadata as object), name, namespace: 'default' },
    } as IPod),
    ...life,
    missingImages: (image) => !IMAGES.includes(image),
    pullableImages: () => false,
  };
  checkNames(reader, scenario, root.timeline);
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, scenario };
}

/** The part of a Scenario that can be given for a manifest: how its containers behave and what is done to the pod. */
export type Life = Pick<Scenario, 'behaviour' | 'timeline' | 'until'>;

/** Reads `behaviour`, `timeline` and `until` of a document. */
export function readLife(
  reader: Reader,
  root: Readonly<Record<string, unknown>>,
  at: readonly (string | number)[],
): Life {
  const behaviour: Record<string, readonly Behaviour[]> = {};
  for (const [container, entries] of Object.entries(reader.map(root.behaviour, [...at, 'behaviour']))) {
    const path = [...at, 'behaviour', container];
    behaviour[container] = reader.list(entries, path).map((entry, i) => readBehaviour(reader, entry, [...path, i]));
  }
  const timeline = reader
    .list(root.timeline, [...at, 'timeline'])
    .map((entry, i) => readHappening(reader, entry, [...at, 'timeline', i]));
  const until = reader.duration(root.until, [...at, 'until'], 60_000);
  if (until > LONGEST) reader.fail([...at, 'until'], 'a play cannot be longer than a year');
  return { behaviour, timeline: timeline.filter((h) => h !== undefined).sort((a, b) => a.at - b.at), until };
}

/** The machine that plays golden Scenarios has these two images and no others, and no registry to pull from. */
const IMAGES = ['localhost/busybox:1', 'localhost/busybox:2'];

/** A Scenario may leave out images, pull policies and handlers: the player supplies them. */
function withSuppliedParts(pod: IPod): IPod {
  const supply = <C extends { image?: string; imagePullPolicy?: string } | null | undefined>(c: C): C => ({
    ...c,
    image: c?.image ?? IMAGES[0],
    imagePullPolicy: c?.imagePullPolicy ?? 'Never',
  });
  const spec = pod.spec;
  if (!spec || !Array.isArray(spec.containers)) return pod;
  return {
    ...pod,
    spec: {
      ...spec,
      containers: spec.containers.map(supply),
      ...(Array.isArray(spec.initContainers) ? { initContainers: spec.initContainers.map(supply) } : {}),
    },
  };
}

function readBehaviour(reader: Reader, value: unknown, path: readonly (string | number)[]): Behaviour {
  const map = reader.map(value, path);
  reader.only(map, path, ['run', 'exit', 'onTerm', 'probes', 'hooks']);
  const onTerm = reader.map(map.onTerm, [...path, 'onTerm']);
  reader.only(onTerm, [...path, 'onTerm'], ['after', 'exit', 'ignore']);
  const probes = reader.map(map.probes, [...path, 'probes']);
  reader.only(probes, [...path, 'probes'], ['startup', 'readiness', 'liveness']);
  const hooks = reader.map(map.hooks, [...path, 'hooks']);
  reader.only(hooks, [...path, 'hooks'], ['postStart', 'preStop']);
  return {
    run: reader.duration(map.run, [...path, 'run'], RUNS_ON.run),
    exit: reader.integer(map.exit, [...path, 'exit'], 0),
    onTerm: {
      after: reader.duration(onTerm.after, [...path, 'onTerm', 'after'], 0),
      exit: reader.integer(onTerm.exit, [...path, 'onTerm', 'exit'], 0),
      ignore: reader.flag(onTerm.ignore, [...path, 'onTerm', 'ignore']),
    },
    probes: mapValues(probes, (probe, kind) => readProbe(reader, probe, [...path, 'probes', kind])),
    hooks: mapValues(hooks, (hook, kind) => readHook(reader, hook, [...path, 'hooks', kind])),
  };
}

function readProbe(reader: Reader, value: unknown, path: readonly (string | number)[]): ProbeBehaviour {
  const map = reader.map(value, path);
  reader.only(map, path, ['succeedAfter', 'failAfter', 'never', 'takes', 'warning']);
  return {
    succeedAfter: reader.duration(map.succeedAfter, [...path, 'succeedAfter'], SUCCEEDS.succeedAfter),
    failAfter: reader.duration(map.failAfter, [...path, 'failAfter'], SUCCEEDS.failAfter),
    never: reader.flag(map.never, [...path, 'never']),
    takes: reader.duration(map.takes, [...path, 'takes'], SUCCEEDS.takes),
    // The players' commands are shells that call sleep.
    lingers: true,
    ...(map.warning === undefined ? {} : { warning: reader.text(map.warning, [...path, 'warning']) }),
  };
}

function readHook(reader: Reader, value: unknown, path: readonly (string | number)[]): HookBehaviour {
  const map = reader.map(value, path);
  reader.only(map, path, ['takes', 'exit']);
  return {
    takes: reader.duration(map.takes, [...path, 'takes'], HOOK_SUCCEEDS.takes),
    exit: reader.integer(map.exit, [...path, 'exit'], HOOK_SUCCEEDS.exit),
  };
}

const HAPPENINGS = ['delete', 'evict', 'setImage', 'crash', 'remove', 'restartKubelet'] as const;

function readHappening(reader: Reader, value: unknown, path: readonly (string | number)[]): Happening | undefined {
  const map = reader.map(value, path);
  reader.only(map, path, ['at', ...HAPPENINGS]);
  const at = reader.duration(map.at, [...path, 'at'], 0);
  const [does, another] = HAPPENINGS.filter((key) => map[key] !== undefined && map[key] !== false);
  if (another) reader.fail(path, `says both ${does} and ${another}; write an entry for each`);
  if (!does) {
    reader.fail(path, `says nothing that happens; expected one of ${HAPPENINGS.join(', ')}`);
    return undefined;
  }
  if (does === 'restartKubelet') return { at, does };
  const details = reader.map(map[does], [...path, does]);
  const here = [...path, does];
  switch (does) {
    case 'delete':
    case 'evict': {
      reader.only(details, here, ['gracePeriodSeconds']);
      const seconds = details.gracePeriodSeconds;
      return {
        at,
        does,
        graceSeconds: seconds === undefined ? undefined : reader.integer(seconds, [...here, 'gracePeriodSeconds'], 0),
      };
    }
    case 'setImage':
      reader.only(details, here, ['container', 'image']);
      return {
        at,
        does,
        container: reader.text(details.container, [...here, 'container']),
        image: reader.text(details.image, [...here, 'image']),
      };
    case 'remove':
      reader.only(details, here, ['container']);
      return { at, does, container: reader.text(details.container, [...here, 'container']) };
    case 'crash':
      reader.only(details, here, ['container', 'sandbox']);
      if (details.container !== undefined)
        return { at, does, what: { container: reader.text(details.container, [...here, 'container']) } };
      return { at, does, what: reader.flag(details.sandbox, [...here, 'sandbox']) ? 'sandbox' : 'everything' };
  }
}

/** Names are looked up where they were written: the timeline is in another order by now. */
function checkNames(reader: Reader, { pod, behaviour }: Scenario, timeline: unknown): void {
  const { initContainers, containers } = pod.spec ?? { containers: [] };
  const names = new Set([...listOf(initContainers), ...listOf(containers)].map((c) => c?.name));
  for (const name of Object.keys(behaviour))
    if (!names.has(name)) reader.fail(['behaviour', name], `the pod has no container "${name}"`);
  for (const [i, happening] of listOf(timeline).entries()) {
    for (const does of ['setImage', 'crash', 'remove']) {
      const name = happening?.[does]?.container;
      if (typeof name === 'string' && !names.has(name))
        reader.fail(['timeline', i, does, 'container'], `the pod has no container "${name}"`);
    }
  }
}

type Entry = { readonly name?: unknown } & { readonly [K in string]?: { readonly container?: unknown } | null };

function listOf(value: unknown): readonly (Entry | null | undefined)[] {
  return Array.isArray(value) ? value : [];
}

function mapValues<T>(
  map: Readonly<Record<string, unknown>>,
  read: (value: unknown, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, read(value, key)]));
}
