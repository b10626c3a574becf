import type { Container, Pod } from './pod.ts';

/** The pod after somebody changed one container's image. */
export function withImage(pod: Pod, name: string, image: string): Pod {
  const change = (c: Container): Container => (c.name === name ? { ...c, image } : c);
  return {
    ...pod,
    containers: pod.containers.map(change),
    inits: pod.inits.map(change),
    mains: pod.mains.map(change),
    probed: pod.probed.map(change),
  };
}
