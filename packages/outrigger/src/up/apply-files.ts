import { ApiError, type ResourceRef } from '@outrigger/cluster';
import { checkObject, type KubernetesObject, type Problem } from '@outrigger/manifest';
import { printProblems } from '../input/print-problems.ts';
import { readFiles } from '../input/read-files.ts';
import { refusalProblems } from '../input/refusal-problems.ts';
import { unknownKind } from '../input/unknown-kind.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { LocalCluster } from './start-cluster.ts';

/** What applying manifests needs. */
export interface ApplyOptions {
  readonly cluster: LocalCluster;
  /** Where objects go that name none. */
  readonly namespace: string;
  readonly surroundings: Surroundings;
}

/** What came of it. */
export interface Applied {
  readonly ok: boolean;
  /** Of those that the cluster has taken, what finds them again. */
  readonly objects: readonly AppliedObject[];
}

/** An object that was applied. */
export interface AppliedObject {
  readonly resource: ResourceRef;
  readonly namespace: string | undefined;
  readonly name: string;
  /** `deployment/web` */
  readonly title: string;
}

/** Applies the objects of manifests: what others stand on first. */
export async function applyFiles(inputs: readonly string[], options: ApplyOptions): Promise<Applied> {
  const { cluster, surroundings } = options;
  if (inputs.length === 0) return { ok: true, objects: [] };
  const files = await readFiles(inputs, surroundings);
  const objects = files.flatMap((file) => file.objects);
  const problems = [...files.flatMap((file) => file.problems), ...objects.flatMap(misspelt)];
  if (printProblems(problems, surroundings, { color: 'auto' }) > 0) return { ok: false, objects: [] };
  const applied: AppliedObject[] = [];
  const refused: Problem[] = [];
  for (const object of objects.toSorted((a, b) => turnOf(a) - turnOf(b))) {
    const done = await applyOne(object, options);
    if ('title' in done) applied.push(done);
    else refused.push(...done);
  }
  const ok = printProblems(refused, surroundings, { color: 'auto' }) === 0;
  if (ok && cluster.node === undefined && applied.length > 0) {
    surroundings.stderr.write('applied; with --api-only nobody runs it\n');
  }
  return { ok, objects: applied };
}

/** Deletes what was applied before and is not in the manifests any more. */
export async function prune(
  before: readonly AppliedObject[],
  now: readonly AppliedObject[],
  { cluster, surroundings }: ApplyOptions,
): Promise<void> {
  const isSame = (a: AppliedObject, b: AppliedObject) => a.title === b.title && a.namespace === b.namespace;
  for (const old of before.filter((each) => !now.some((other) => isSame(each, other)))) {
    await cluster.admin.delete(old.resource, old, { propagationPolicy: 'Background' });
    surroundings.stderr.write(`${old.title} pruned\n`);
  }
}

/** What Kubernetes' own schemas say against an object that holds pods, with what was meant: the server has no place and no guess. */
function misspelt(object: KubernetesObject): readonly Problem[] {
  return object.apiVersion.includes('.') ? [] : checkObject(object);
}

/** Namespaces and kinds before what is in them, and is of them; all else as it was written. */
function turnOf({ kind }: KubernetesObject): number {
  return kind === 'Namespace' || kind === 'CustomResourceDefinition' ? 0 : 1;
}

async function applyOne(
  object: KubernetesObject,
  { cluster: { admin, server }, namespace: usual, surroundings }: ApplyOptions,
): Promise<AppliedObject | readonly Problem[]> {
  const { apiVersion, kind, name, value } = object;
  const resource = server.registry.ofKind(apiVersion, kind);
  if (resource === undefined) {
    const kinds = server.registry.all().map((each) => each.kind);
    return [unknownKind(object, { kinds, hint: 'apply the CustomResourceDefinition that it comes from, too' })];
  }
  const title = `${kind.toLowerCase()}/${name}`;
  const namespace = resource.isNamespaced ? (object.namespace ?? usual) : undefined;
  try {
    const before = await admin.get(resource, { namespace, name });
    const after = await admin.patch(
      resource,
      { namespace, name },
      { kind: 'apply', body: value },
      { fieldManager: 'outrigger', force: true },
    );
    const isSame = before?.metadata?.resourceVersion === after.metadata?.resourceVersion;
    const what = before === undefined ? 'created' : isSame ? 'unchanged' : 'configured';
    surroundings.stderr.write(`${title} ${what}\n`);
    return { resource, namespace, name, title };
  } catch (error) {
    if (error instanceof ApiError) return refusalProblems(error, object);
    throw error;
  }
}
