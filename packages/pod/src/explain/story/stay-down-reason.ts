import type { Attempt } from '../life/attempt.ts';
import type { ContainerLife, PodLife } from '../life/life.ts';

/** Why a container that ended is not started again, as the end of a sentence. */
export function stayDownReason(life: PodLife, { container }: ContainerLife, { end, term }: Attempt): string {
  const policy = container.restartPolicy ?? life.pod?.restartPolicy;
  const whose = container.restartPolicy ? 'its restartPolicy' : 'restartPolicy';
  if (container.kind === 'ephemeral') return '; ephemeral containers are never started again';
  if (policy === undefined || policy === 'Always') return '';
  if (container.kind === 'init') return `; under ${whose} ${policy} that fails the pod`;
  if (end?.code === 0 && term === undefined) return ` and has done its work (${whose} ${policy})`;
  return `; under ${whose} ${policy} it stays down`;
}
