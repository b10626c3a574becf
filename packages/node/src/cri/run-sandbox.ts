import type { CreatedSandbox } from '../runtime/pod-runtime.ts';
import type { CriClient } from './call/cri-client.ts';
import { CriFailure } from './call/cri-failure.ts';
import type { Draft } from './wire/shape.ts';

/** Makes a sandbox, in the way of which nothing may be that an earlier command has begun and lost. */
export async function runSandbox(
  client: CriClient,
  config: Draft<'PodSandboxConfig'>,
  { runtimeClass, owner }: { readonly runtimeClass: string | undefined; readonly owner: string },
): Promise<CreatedSandbox> {
  // There are no RuntimeClass objects here; a class is taken for the name of its handler.
  const run = () => client.call('RunPodSandbox', { config, runtimeHandler: runtimeClass }, { patient: true });
  const { podSandboxId } = await run().catch(async (error: unknown) => {
    if (!isNameTaken(error) || !(await removeNamesake(client, config, owner))) throw error;
    return run();
  });
  const { status } = await client.call('PodSandboxStatus', { podSandboxId }, { patient: true });
  return { id: podSandboxId, podIp: status?.network?.ip ?? '' };
}

/** containerd pkg/registrar/registrar.go, v1.6.20; CRI-O internal/registrar/registrar.go at 58a9d7e. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof CriFailure && /name (?:.* )?is reserved/.test(error.details);
}

/** The answer to an earlier call was lost with the connection or with the command. */
async function removeNamesake(client: CriClient, config: Draft<'PodSandboxConfig'>, owner: string): Promise<boolean> {
  const { uid = '', attempt } = config.metadata ?? {};
  const labelSelector = { 'io.kubernetes.pod.uid': uid, 'outrigger.dev/owner': owner };
  const { items } = await client.call('ListPodSandbox', { filter: { labelSelector } });
  const same = items.filter(({ metadata }) => metadata?.attempt === attempt);
  for (const { id } of same) {
    await client.call('StopPodSandbox', { podSandboxId: id });
    await client.call('RemovePodSandbox', { podSandboxId: id });
  }
  return same.length > 0;
}
