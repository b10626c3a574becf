import type { IContainer, IPod } from 'kubernetes-models/v1';
import { type Behaviour, RUNS_ON } from '../simulate/scenario.ts';
import { assumeHook } from './assume-hook.ts';
import { assumeProbe } from './assume-probe.ts';
import { assumeRun } from './assume-run.ts';
import type { AssumedPart, Assumption } from './assumption.ts';
import { readEnvironment } from './entrypoint.ts';
import type { CommandSurroundings } from './read-command.ts';

/** What a container is in its pod. */
export interface ContainerPlace {
  readonly pod: IPod;
  readonly kind: 'init' | 'sidecar' | 'main';
  /** The pod is there to finish: of a Job, or under Never or OnFailure. */
  readonly finishes: boolean;
  /** A proxy, agent or log shipper beside the container that does the work. */
  readonly helps: boolean;
}

/** How a container will behave: what its commands decide, and for the rest what is usual. */
export function assumeContainer(
  container: IContainer,
  place: ContainerPlace,
): { readonly behaviour: Behaviour; readonly assumptions: readonly Assumption[] } {
  const assumptions: Assumption[] = [];
  const assume = (what: AssumedPart, { because, text }: Reason) =>
    assumptions.push({ container: container.name, what, because, text });
  const surroundings: CommandSurroundings = {
    environment: readEnvironment(container),
    isFirstProcess: !place.pod.spec?.shareProcessNamespace && !place.pod.spec?.hostPID,
  };
  const { run, term, files } = assumeRun(container, place, surroundings);
  assume('run', run);
  assume('term', term);
  const behaviour = { ...RUNS_ON, run: run.ms, exit: run.exit, onTerm: term.onTerm, probes: {}, hooks: {} };
  if (place.kind === 'init') return { behaviour, assumptions };

  const probes: Record<string, Behaviour['probes']['startup']> = {};
  for (const kind of ['startup', 'readiness', 'liveness'] as const) {
    const probe = container[`${kind}Probe`];
    if (!probe) continue;
    const { outcome, reason } = assumeProbe({ kind, probe }, surroundings, files);
    probes[kind] = outcome;
    assume(kind, reason);
  }
  const hooks: Record<string, Behaviour['hooks']['preStop']> = {};
  for (const kind of ['postStart', 'preStop'] as const) {
    const hook = container.lifecycle?.[kind];
    if (!hook) continue;
    const { outcome, reason } = assumeHook({ kind, hook }, surroundings);
    hooks[kind] = outcome;
    if (reason) assume(kind, reason);
  }
  return { behaviour: { ...behaviour, probes, hooks }, assumptions };
}

/** Why something is taken to be so. */
export type Reason = Pick<Assumption, 'because' | 'text'>;
