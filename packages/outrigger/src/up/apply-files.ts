import { ApiError, type ApiObject, type ResourceRef } from '@outrigger/cluster';
import { printProblems } from '../input/print-problems.ts';
import { readFiles } from '../input/read-files.ts';
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
  const problems = files.flatMap((file) => file.problems);
  if (printProblems(problems, surroundings, { color: 'auto' }) > 0) return { ok: false, objects: [] };
  const written = files.flatMap((file) => file.objects.map(({ value }) => value as ApiObject));
  const applied: AppliedObject[] = [];
  let ok = true;
  for (const object of written.toSorted((a, b) => turnOf(a) - turnOf(b))) {
    const title = `${(object.kind ?? '').toLowerCase()}/${object.metadata?.name ?? ''}`;
    const done = await applyOne(object, title, options);
    if (typeof done === 'string') surroundings.stderr.write(`error: ${title}: ${done}\n`);
    else applied.push(done);
    ok &&= typeof done !== 'string';
  }
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

/** Namespaces and kinds before what is in them, and is of them; all else as it was written. */
function turnOf({ kind }: ApiObject): number {
  return kind === 'Namespace' || kind === 'CustomResourceDefinition' ? 0 : 1;
}

async function applyOne(
  object: ApiObject,
  title: string,
  { cluster: { admin, server }, namespace: usual, surroundings }: ApplyOptions,
): Promise<AppliedObject | string> {
  const resource = server.registry.ofKind(object.apiVersion ?? '', object.kind ?? '');
  if (resource === undefined) return `no matches for kind "${object.kind}" in version "${object.apiVersion}"`;
  const name = object.metadata?.name ?? '';
  const namespace = resource.isNamespaced ? (object.metadata?.namespace ?? usual) : undefined;
  try {
    const before = await admin.get(resource, { namespace, name });
    const after = await admin.patch(
      resource,
      { namespace, name },
      { kind: 'apply', body: object },
      { fieldManager: 'outrigger', force: true },
    );
    const isSame = before?.metadata?.resourceVersion === after.metadata?.resourceVersion;
    const what = before === undefined ? 'created' : isSame ? 'unchanged' : 'configured';
    surroundings.stderr.write(`${title} ${what}\n`);
    return { resource, namespace, name, title };
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
