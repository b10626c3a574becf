import { describe } from 'vitest';
import { play } from '../../simulate/play.ts';
import { forAnyCase } from '../../simulate/testing/for-any-case.ts';
import { playWatched } from '../../simulate/testing/watch.ts';

describe('one instance at a time', () => {
  forAnyCase('a container never starts while an earlier instance of it still runs', ({ scenario, kubelet }) => {
    const running = new Set<string>();
    for (const { container, what, at } of play(scenario, kubelet).log) {
      if (what === 'start') {
        if (running.has(container)) throw new Error(`${container} starts at ${at} ms while it runs`);
        running.add(container);
      }
      if (what === 'exit' || what === 'killed') running.delete(container);
    }
  });

  forAnyCase('the runtime never has two running instances of a container', (the) => {
    playWatched(the, ({ decision: { state }, now }) => {
      const running = state.runtime.instances.filter((instance) => instance.state === 'running').map((i) => i.name);
      if (new Set(running).size < running.length) throw new Error(`${running.join(', ')} run at ${now} ms`);
    });
  });

  forAnyCase('what the engine takes for running does run, and the other way round', (the) => {
    const alive = new Set<string>();
    let believed: readonly string[] = [];
    const timeline = playWatched(the, ({ decision: { state }, facts }) => {
      for (const fact of facts) {
        if (fact.is === 'started') alive.add(fact.id);
        if (fact.is === 'exited') alive.delete(fact.id);
      }
      believed = state.runtime.instances.filter((i) => i.state === 'running').map((i) => i.name);
    });
    const running = new Set<string>();
    for (const { container, what } of timeline.log) {
      if (what === 'start') running.add(container);
      if (what === 'exit' || what === 'killed') running.delete(container);
    }
    const phantoms = believed.filter((name) => !running.has(name));
    const orphans = [...running].filter((name) => !believed.includes(name));
    if (phantoms.length + orphans.length > 0)
      throw new Error(`believed but dead: ${phantoms.join(', ')}; alive but unknown: ${orphans.join(', ')}`);
  });
});
