import { ApiError, type ApiObject, type Client } from '@outrigger/cluster';
import { printProblems } from '../input/print-problems.ts';
import { readFiles } from '../input/read-files.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { UpFlags } from './flags.ts';
import type { LocalCluster } from './start-cluster.ts';

/** What applying manifests needs. */
export interface ApplyOptions {
  readonly cluster: LocalCluster;
  readonly flags: UpFlags;
  readonly surroundings: Surroundings;
}

/** Applies the objects of manifests, in their order; answers with an exit code. */
export async function applyFiles(
  inputs: readonly string[],
  { cluster, flags, surroundings }: ApplyOptions,
): Promise<number> {
  if (inputs.length === 0) return 0;
  const files = await readFiles(inputs, surroundings);
  const problems = files.flatMap((file) => file.problems);
  if (printProblems(problems, surroundings, { color: 'auto' }) > 0) return 2;
  for (const { value } of files.flatMap((file) => file.objects)) {
    const refused = await applyOne(cluster, value as ApiObject, flags.namespace ?? 'default');
    const { kind = '', metadata } = value as ApiObject;
    const name = `${kind.toLowerCase()}/${metadata?.name ?? ''}`;
    surroundings.stderr.write(refused === undefined ? `${name} applied\n` : `error: ${name}: ${refused}\n`);
    if (refused !== undefined) return 2;
  }
  return 0;
}

async function applyOne(
  { admin, server }: LocalCluster,
  object: ApiObject,
  namespace: string,
): Promise<string | undefined> {
  const resource = server.registry.ofKind(object.apiVersion ?? '', object.kind ?? '');
  if (resource === undefined) return `no matches for kind "${object.kind}" in version "${object.apiVersion}"`;
  const name = object.metadata?.name ?? '';
  const place = resource.isNamespaced ? { namespace: object.metadata?.namespace ?? namespace, name } : { name };
  return await apply(admin, { resource, place, object }).catch((error: unknown) => {
    if (error instanceof ApiError) return error.message;
    throw error;
  });
}

async function apply(
  admin: Client,
  {
    resource,
    place,
    object,
  }: {
    resource: { group: string; version: string; plural: string };
    place: { namespace?: string; name: string };
    object: ApiObject;
  },
): Promise<undefined> {
  await admin.patch(resource, place, { kind: 'apply', body: object }, { fieldManager: 'outrigger', force: true });
}
