import { mayRestart } from '../../lifecycle/sync/restart.ts';
import type { ContainerLife, PodLife } from './life.ts';

/** Would the kubelet start a container again after this exit code? Undefined when the policies are not known. */
export function wouldRestart({ pod }: PodLife, { container }: ContainerLife, code: number): boolean | undefined {
  if (container.kind === 'sidecar') return true;
  if (container.kind === 'ephemeral' || (container.kind === 'init' && code === 0)) return false;
  return pod && mayRestart(pod, container, code);
}
