import type { NodeImage } from '../runtime/node-image.ts';
import type { CriClient } from './call/cri-client.ts';

/** The images that a runtime has; their names as a kubelet tells them (pkg/kubelet/nodestatus/setters.go Images@1.36). */
export async function listImages(client: CriClient): Promise<readonly NodeImage[]> {
  const { images } = await client.call('ListImages', {});
  return images.map(({ repoDigests, repoTags, size }) => ({ names: [...repoDigests, ...repoTags], sizeBytes: size }));
}
