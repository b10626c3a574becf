import type { CriClient } from './call/cri-client.ts';
import { imageCredentials, type PullSecret } from './plan/image-credentials.ts';
import type { Draft, Received } from './wire/shape.ts';

/**
 * Pulls an image with each credential that may fit until one does, and says what came
 * (pkg/kubelet/kuberuntime/kuberuntime_image.go, v1.36.2: PullImage). Rejects with the runtime's last words.
 */
export async function pullImage(client: CriClient, pull: PullPlan): Promise<Received<'Image'> | undefined> {
  const { image, sandboxConfig, secrets } = pull;
  const credentials = imageCredentials(image, secrets);
  let failure: unknown;
  for (const auth of credentials.length > 0 ? credentials : [undefined]) {
    try {
      // A large image takes as long as it takes.
      await client.call(
        'PullImage',
        { image: { image }, auth, sandboxConfig },
        { timeoutMs: Number.POSITIVE_INFINITY },
      );
      return await imageOf(client, image);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** What to pull and who is asking. */
export interface PullPlan {
  readonly image: string;
  readonly sandboxConfig: Draft<'PodSandboxConfig'> | undefined;
  readonly secrets: readonly PullSecret[];
}

/** What the runtime has under a name; undefined where it has nothing. */
export async function imageOf(client: CriClient, image: string): Promise<Received<'Image'> | undefined> {
  return (await client.call('ImageStatus', { image: { image } })).image;
}
