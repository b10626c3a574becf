import type { PodStatus } from '@outrigger/pod';
import { badFlag } from '../world/failure.ts';

/** How a pod ended. */
export interface PodEnd {
  readonly phase: PodStatus['phase'];
  /** The exit codes of its containers, as far as they have ended. */
  readonly exitCodes: ReadonlyMap<string, number>;
}

/** The end that a status tells; undefined while the pod has not ended. */
export function podEnd(status: PodStatus | undefined): PodEnd | undefined {
  if (status?.phase !== 'Succeeded' && status?.phase !== 'Failed') return undefined;
  const exitCodes = status.containers.flatMap(({ name, state }) =>
    state.is === 'terminated' ? [[name, state.exitCode] as const] : [],
  );
  return { phase: status.phase, exitCodes: new Map(exitCodes) };
}

/** 0 when all pods have succeeded, 1 when one has failed; or what one container ended with, the worst of several. */
export function exitCodeOf(ends: readonly PodEnd[], from: string | undefined): number {
  if (from === undefined) return ends.some(({ phase }) => phase !== 'Succeeded') ? 1 : 0;
  const codes = ends.flatMap(({ exitCodes }) => exitCodes.get(from) ?? []);
  if (codes.length === 0) throw badFlag('--exit-code-from', `no container "${from}" has ended`);
  return Math.max(...codes);
}
