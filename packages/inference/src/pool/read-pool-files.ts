import { type KubernetesObject, type Problem, readManifests } from '@outrigger/manifest';
import { type ConfigMapObject, readBaseModels } from './base-models.ts';
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
  const configMaps = others.filter(({ kind, apiVersion }) => kind === 'ConfigMap' && apiVersion === 'v1');
  problems.push(...configMaps.flatMap(badConfigMap));
  return {
    objects,
    configMaps: configMaps.map(({ value }) => value as ConfigMapObject),
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

function badConfigMap(object: KubernetesObject): readonly Problem[] {
  return readBaseModels([object.value as ConfigMapObject]).problems.map(({ message }) =>
    placed({ code: 'invalid-value', message, path: ['data'] }, object),
  );
}

/** A kind of ours in a version that nobody knows would otherwise be passed over in silence. */
function strangers({ apiVersion, kind, file, name, locate }: KubernetesObject): readonly Problem[] {
  if (kind === 'InferencePoolImport' && /^inference\.networking\.x?-?k8s\.io\//.test(apiVersion ?? ''))
    return [
      {
        code: 'unknown-kind',
        severity: 'warning',
        message: `InferencePoolImport "${name}" has no effect: it tells of a pool of another cluster, whose own picker is asked there`,
        hint: 'name that cluster with --context to serve its pool',
        file,
        position: locate(['kind']),
        path: ['kind'],
      },
    ];
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
