import { describe } from 'vitest';
import { RECORDED } from '../../simulate/machine-speed.ts';
import { forAnyCase } from '../../simulate/testing/for-any-case.ts';
import { playWatched, type WatchedTurn } from '../../simulate/testing/watch.ts';
import type { PodState } from '../state.ts';

type Kill = PodState['kills'][number];

/**
 * Reference A.6: with the grace G, an instance gets its preStop for p ≤ G, waits for its turn for w ≤ G - ⌊p⌋, gets the
 * signal, and KILL max(G - ⌊p⌋ - ⌊w⌋, 2) seconds later. So it is down after p + w + max(…, 2) seconds at the latest.
 * While there is grace left that is G and the fractions of p and w, which the kubelet forgives: less than G + 2. When the
 * grace has run out it is p + w + 2 with w ≤ G - ⌊p⌋: less than G + 3, and G + 2 for hooks of whole seconds. The budgets
 * run side by side from one t0, so the number of sidecars adds nothing: A.6's second for each of them is never used up.
 */
const LATEST = 3000;

/** From the end of a process until the runtime answers, and the kubelet's hook that ends with its process. */
const SLACK = RECORDED.stopped + RECORDED.exec;

describe('a stop', () => {
  forAnyCase('takes no longer than its grace and three seconds', (the) => {
    const stops = new Map<string, { readonly since: number; readonly grace: number }>();
    playWatched(the, ({ decision: { state }, facts, now }) => {
      if (facts.some((fact) => fact.is === 'kubeletStopped')) stops.clear();
      if (!state.kubeletUp) return;
      const open = state.kills.filter((kill) => kill.stage !== 'done');
      for (const id of stops.keys()) if (!open.some((kill) => kill.id === id)) stops.delete(id);
      for (const { id, grace } of open) {
        const stop = stops.get(id) ?? { since: now, grace };
        stops.set(id, stop);
        const latest = stop.since + Math.max(0, stop.grace) * 1000 + LATEST + SLACK;
        if (now > latest)
          throw new Error(`${id} with grace ${stop.grace} from ${stop.since} ms is not down at ${now} ms`);
      }
    });
  });

  forAnyCase('of a whole pod begins every preStop at once', (the) => {
    playWatched(the, (turn) => {
      const hooks = turn.decision.actions.filter((a) => a.do === 'runHook' && a.hook.kind === 'preStop');
      if (!isWholeStop(turn) || hooks.length === 0) return;
      const late = turn.decision.state.kills.find((kill) => kill.stage !== 'preStop' && kill.stageSince < turn.now);
      if (late) throw new Error(`a preStop begins at ${turn.now} ms, after the stop of ${late.id} had begun`);
    });
  });

  forAnyCase(
    'sends TERM to a sidecar only after the containers it serves are down, or when the grace is over',
    (the) => {
      let stop: { readonly since: number; readonly kills: readonly Kill[] } | undefined;
      playWatched(the, (turn) => {
        const { state, actions } = turn.decision;
        if (!isWholeStop(turn)) stop = undefined;
        else stop ??= { since: turn.now, kills: state.kills.map((kill) => ({ ...kill })) };
        for (const action of actions) {
          if (action.do !== 'stop' || action.container.kind !== 'sidecar' || !stop) continue;
          const { since, kills } = stop;
          const own = kills.find((kill) => kill.id === action.id);
          if (!own || turn.now >= since + own.grace * 1000) continue;
          const served = kills.filter((kill) => isServed(turn, kill, own));
          const up = served.find((kill) => state.kills.find((k) => k.id === kill.id)?.stage !== 'done');
          if (up) throw new Error(`${action.id} gets TERM at ${turn.now} ms, before ${up.id} is down`);
        }
      });
    },
    { from: 29 },
  );
});

/** All containers of the pod are being stopped, not one that is to be restarted. */
function isWholeStop({ decision: { state } }: WatchedTurn): boolean {
  const { doing, work } = state.worker;
  return state.kubeletUp && doing?.what === 'kills' && (work === 'terminating' || doing.container === -1);
}

/**
 * A sidecar serves the main containers and the next sidecar. One that is down breaks the chain: nobody waits for it, and
 * the one before it does not wait for the one after it (kuberuntime_termination_order.go at 1.36.2).
 */
function isServed({ pod }: WatchedTurn, { container }: Kill, by: Kill): boolean {
  const next = pod.inits.find((c) => c.kind === 'sidecar' && c.index > by.container);
  return pod.containers[container]?.kind === 'main' || container === next?.index;
}
