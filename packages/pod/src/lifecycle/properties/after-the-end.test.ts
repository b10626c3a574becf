import { describe } from 'vitest';
import { play } from '../../simulate/play.ts';
import { forAnyCase } from '../../simulate/testing/for-any-case.ts';
import type { LogEntry, Timeline } from '../../simulate/timeline.ts';
import { isTerminal } from '../status/pod-status.ts';

describe('after the end', () => {
  forAnyCase('no container runs or starts once the pod is shown as Succeeded or Failed', ({ scenario, kubelet }) => {
    const timeline = play(scenario, kubelet);
    const end = timeline.status.find((entry) => isTerminal(entry.status?.phase));
    if (end) nothingRunsFrom(end.at, timeline);
  });

  forAnyCase(
    'no container runs or starts once the pod is gone, unless it was removed by force',
    ({ scenario, kubelet }) => {
      const forced = scenario.timeline.some((h) => h.does === 'delete' && h.graceSeconds === 0);
      const withoutGrace =
        scenario.timeline.some((h) => h.does === 'delete') && scenario.pod.spec?.terminationGracePeriodSeconds === 0;
      const timeline = play(scenario, kubelet);
      if (timeline.endedBy === 'gone' && !forced && !withoutGrace) nothingRunsFrom(timeline.end, timeline);
    },
  );
});

function nothingRunsFrom(at: number, { log }: Timeline): void {
  const running = new Map<string, LogEntry>();
  for (const entry of log) {
    if (entry.what === 'start') {
      if (entry.at > at) throw new Error(`${entry.container} starts at ${entry.at} ms, after the end at ${at} ms`);
      running.set(entry.container, entry);
    }
    if ((entry.what === 'exit' || entry.what === 'killed') && entry.at <= at) running.delete(entry.container);
  }
  const [still] = running.keys();
  if (still !== undefined) throw new Error(`${still} still runs when the pod has ended at ${at} ms`);
}
