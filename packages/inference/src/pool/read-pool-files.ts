import { type KubernetesObject, type Problem, readManifests } from '@outrigger/manifest';
import { checkFields, type FieldProblem } from './check-fields.ts';
import type { PodObject } from './endpoints-of.ts';
import { KINDS, kindOf } from './kinds/all-kinds.ts';
import { readModels } from './model-entry.ts';
import { type PoolSources, poolsOf } from './plan-pool.ts';
import { asPoolObject, type PoolObject } from './pool-object.ts';

/** What files say of pools. With an error among the problems it is not to be used: half of it is not what anybody meant. */
export interface PoolFiles extends PoolSources {
  readonly problems: readonly Problem[];
  /** Objects of other kinds, for whoever knows them: Gateways, routes, Services. */
  readonly others: readonly KubernetesObject[];
}

/** How files are read. */
export interface PoolFilesOptions {
  /** Of objects that name none; `default` when it is left out. */
  readonly namespace?: string;
  /** What `-` reads. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
}

/**
 * Reads pools, models, objectives, rewrites and pods from files, directories and `-`. Fields are checked as an API server with our
 * definitions checks them; each problem has its place in the text.
 */
export async function readPoolFiles(
  paths: readonly string[],
  { namespace = 'default', stdin }: PoolFilesOptions = {},
): Promise<PoolFiles> {
  const problems: Problem[] = [];
  const found: Found[] = [];
  const others: KubernetesObject[] = [];
  for await (const manifest of readManifests(paths, stdin ? { stdin } : {})) {
    problems.push(...manifest.problems);
    for (const object of manifest.objects) {
      const read = asPoolObject(object.value, namespace);
      if (!read) {
        others.push(object);
        problems.push(...strangers(object));
        continue;
      }
      const own = [...checkName(object), ...checkFields(object.value.spec ?? {}, read.kind.spec, ['spec'])];
      problems.push(...own.map((problem) => placed(problem, object)));
      if (own.length === 0) found.push({ read, object });
    }
  }
  const objects = found.map(({ read }) => read);
  problems.push(...doubles(found));
  const pods = others.filter(({ kind, apiVersion }) => kind === 'Pod' && apiVersion === 'v1');
  return {
    objects,
    pods: pods.map(({ value }) => withNamespace(value as PodObject, namespace)),
    others,
    problems,
  };
}

interface Found {
  readonly read: PoolObject;
  readonly object: KubernetesObject;
}

function checkName({ name }: KubernetesObject): readonly FieldProblem[] {
  if (name !== '') return [];
  const path = ['metadata', 'name'];
  return [{ code: 'missing-field', message: 'metadata.name: Required value: name or generateName is required', path }];
}

/** A kind of ours in a version that nobody knows would otherwise be passed over in silence. */
function strangers({ apiVersion, kind, file, locate }: KubernetesObject): readonly Problem[] {
  const known = KINDS.filter((one) => one.kind === kind);
  if (known.length === 0 || kindOf({ apiVersion, kind })) return [];
  const versions = known.map(({ group, version }) => `${group}/${version}`).join(' or ');
  const message = `no ${kind} is known in version "${apiVersion}"`;
  const position = locate(['apiVersion']);
  return [
    {
      code: 'unknown-kind',
      severity: 'error',
      message,
      hint: `write ${versions}`,
      file,
      position,
      path: ['apiVersion'],
    },
  ];
}

function doubles(found: readonly Found[]): readonly Problem[] {
  const seen = new Set<string>();
  const twice = found.flatMap(({ read: { kind, namespace, name }, object }) => {
    const key = JSON.stringify([kind.group, kind.kind, namespace, name]);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `${kind.kind} "${namespace}/${name}" is written twice`;
    return [placed({ code: 'invalid-value', message, path: ['metadata', 'name'] }, object)];
  });
  const objects = found.map(({ read }) => read);
  const refused = new Set(
    poolsOf(objects).flatMap((pool) => readModels(objects, pool).refused.map(({ object }) => object)),
  );
  const inUse = found
    .filter(({ read }) => refused.has(read))
    .map(({ read, object }): Problem => {
      const path = ['spec', 'modelName'];
      const message = `an older InferenceModel of the pool has the model name ${JSON.stringify(read.spec.modelName)}`;
      return { ...placed({ code: 'invalid-value', message, path }, object), severity: 'warning', hint: HINT_IN_USE };
    });
  return [...twice, ...inUse];
}

const HINT_IN_USE = 'this one has no effect (ModelNameInUse): delete it, or give it a name of its own';

function placed({ code, message, path, isKey }: FieldProblem, object: KubernetesObject): Problem {
  const position = isKey ? object.locateKey(path) : object.locate(path);
  return { code, severity: 'error', message, file: object.file, position, path };
}

function withNamespace(pod: PodObject, namespace: string): PodObject {
  return pod.metadata?.namespace === undefined ? { ...pod, metadata: { ...pod.metadata, namespace } } : pod;
}
