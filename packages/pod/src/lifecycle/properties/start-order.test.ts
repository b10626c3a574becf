import { describe } from 'vitest';
import type { Container, Pod } from '../../model/pod.ts';
import { forAnyCase } from '../../simulate/testing/for-any-case.ts';
import { playWatched, type WatchedTurn } from '../../simulate/testing/watch.ts';

describe('start order from 1.29 on', () => {
  forAnyCase(
    'no main container starts for the first time before every sidecar is started, in each sandbox and after each restart of all containers',
    (the) => {
      let seen = newBeginning();
      playWatched(the, (turn) => {
        if (isNewBeginning(turn)) seen = newBeginning();
        for (const fact of turn.facts) {
          if (fact.is === 'started' && !containerOf(turn.pod, fact.id).probes.startup)
            seen.started.add(nameOf(fact.id));
          if (fact.is === 'probed' && fact.kind === 'startup' && fact.outcome === 'success')
            seen.started.add(nameOf(fact.id));
        }
        for (const action of turn.decision.actions) {
          if (action.do !== 'start' || action.container.kind !== 'main') continue;
          const { name } = action.container;
          if (seen.mains.has(name)) continue;
          seen.mains.add(name);
          const missing = turn.pod.inits.filter((c) => c.kind === 'sidecar' && !seen.started.has(c.name));
          if (missing.length > 0)
            throw new Error(`${name} starts at ${turn.now} ms before ${missing.map((c) => c.name).join(', ')}`);
        }
      });
    },
    { from: 29 },
  );
});

interface Beginning {
  /** Sidecars that have been started, and main containers that were made. */
  readonly started: Set<string>;
  readonly mains: Set<string>;
}

function newBeginning(): Beginning {
  return { started: new Set(), mains: new Set() };
}

/** The pod begins anew with a sandbox, and when all its containers are removed to be restarted. */
function isNewBeginning({ decision: { actions, state } }: WatchedTurn): boolean {
  return actions.some((a) => a.do === 'createSandbox' || (a.do === 'remove' && state.worker.restartingAll));
}

function containerOf(pod: Pod, id: string): Container {
  const found = pod.containers.find((c) => c.name === nameOf(id));
  if (!found) throw new Error(`no container of instance ${id}`);
  return found;
}

function nameOf(id: string): string {
  return id.split('/')[0] ?? '';
}
