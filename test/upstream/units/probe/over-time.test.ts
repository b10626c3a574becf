import { expect } from 'vitest';
import type { ProbedFact } from '../../../../packages/pod/src/lifecycle/facts.ts';
import { addProbes, removeProbes } from '../../../../packages/pod/src/lifecycle/probe/manage.ts';
import { probed, runProbes } from '../../../../packages/pod/src/lifecycle/probe/run.ts';
import { verdictOf } from '../../../../packages/pod/src/lifecycle/probe/verdict.ts';
import type { Instance } from '../../../../packages/pod/src/lifecycle/runtime.ts';
import type { ProbeWorker } from '../../../../packages/pod/src/lifecycle/state.ts';
import type { Turn } from '../../../../packages/pod/src/lifecycle/turn.ts';
import { eachRow } from '../notation/each-row.ts';
import { podOf } from '../notation/pod.ts';
import { runtimeOf } from '../notation/runtime.ts';
import { fullStatusesOf } from '../notation/status.ts';
import { readTable } from '../notation/table.ts';
import { podStatusOf, turnOf } from '../notation/turn.ts';

interface Row {
  readonly statuses: readonly string[];
  readonly kubelet?: 'restarted';
  readonly steps: readonly string[];
}

for (const name of ['over-time', 'outcomes', 'kubelet-restart']) {
  eachRow(readTable<Row>(`probe/${name}.yaml`, ['statuses', 'kubelet', 'steps']), (row, kubelet) => {
    let turn = turnOf(podOf(row.pod, kubelet), kubelet);
    if (row.kubelet === 'restarted') turn.state.kubeletSince = 0;
    addProbes(turn);
    const [worker] = turn.state.probes;
    if (!worker) throw new Error('the pod has no probe');
    become(turn, row.statuses);
    for (const step of row.steps) {
      const { times, what, then } = readStep(step);
      for (let i = 0; i < times; i++) {
        turn = { ...turn, now: turn.now + 1000, actions: [] };
        if (then) expect(look(turn, worker, what), step).toEqual(expectedOf(what, then));
        else if (what.startsWith('becomes ')) {
          become(turn, [what.slice('becomes '.length)]);
          // As `decide` does at every change; the worker only notices, because its next tick is still to come.
          runProbes(turn);
          expect(turn.actions, step).toEqual([]);
        } else if (what.startsWith('later '))
          turn = { ...turn, now: turn.now + Number(what.slice('later '.length)) * 1000 };
        else if (what === 'stop') for (let n = 0; n < 10; n++) removeProbes(turn);
        else throw new Error(`what is the step ${step}?`);
      }
    }
  });
}

interface Look {
  readonly ran: string;
  readonly verdict: string;
  /** What a table may say besides: `run=N`, `hold`, `ready`, `gone`. */
  readonly words: readonly string[];
}

/** Lets the worker look once; if it runs its probe that ends as the table says. */
function look(turn: Turn, worker: ProbeWorker, outcome: string): Look & { words: unknown } {
  runProbes(turn);
  const action = turn.actions.find((a) => a.do === 'probe');
  if (action)
    probed(turn, { is: 'probed', id: action.id, kind: worker.kind, outcome: outcome as ProbedFact['outcome'] });
  const gone = !turn.state.probes.includes(worker);
  const words = [
    `run=${worker.resultRun}`,
    worker.onHold ? 'hold' : 'noHold',
    turn.state.status.local?.containers[worker.container]?.ready ? 'ready' : 'notReady',
    gone ? 'gone' : 'goesOn',
  ];
  // Upstream asks a worker that gave up by itself for its last word, and the results of the pod where it was stopped.
  const verdict = worker.stopped ? verdictOf(turn, worker.kind, runningInstance(turn, worker)) : worker.verdict;
  return { ran: action ? outcome : 'none', verdict: verdict ?? 'none', words };
}

function runningInstance({ pod }: Turn, { container, id }: ProbeWorker): Instance {
  const [instance] = runtimeOf({ runtime: [`${pod.containers[container]?.name} running`] }, pod).instances;
  return { ...(instance as Instance), id };
}

function expectedOf(outcome: string, then: string): Look & { words: unknown } {
  const [verdict = '', ...words] = then.split(' ');
  const all = words.includes('gone') ? words : [...words, 'goesOn'];
  return { ran: outcome, verdict, words: expect.arrayContaining(all) };
}

function become(turn: Turn, lines: readonly string[]): void {
  turn.state.status.local = podStatusOf(fullStatusesOf(lines, turn.pod));
}

function readStep(step: string): { times: number; what: string; then: string | undefined } {
  const [left = '', then] = step.split(' => ');
  const [, times, what = left] = /^(\d+)x (.*)$/.exec(left) ?? [];
  return { times: Number(times ?? 1), what, then };
}
