import { readFileSync } from 'node:fs';
import { clientOf, createLocal } from '@outrigger/cluster';
import { createMemoryStore } from '@outrigger/events';
import { expect, onTestFinished, test } from 'vitest';
import { eventPipeline } from '../../examples/event-pipeline.ts';

test('examples/event-pipeline.ts brings the Events of a cluster into a store, counted, classified and correlated', async () => {
  const server = createLocal();
  onTestFinished(() => server.close());
  const client = clientOf(server, { username: 'outrigger', groups: ['system:masters'] });
  const store = createMemoryStore();
  const ending = new AbortController();
  const running = eventPipeline(client, store, ending.signal);
  await client.create(
    { group: '', version: 'v1', plural: 'events' },
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'web.1', namespace: 'default' },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web', uid: 'pod-1' },
      reason: 'BackOff',
      message: 'Back-off restarting failed container app in pod web',
      type: 'Warning',
      source: { component: 'kubelet' },
      count: 5,
      lastTimestamp: new Date().toISOString(),
    },
  );
  const counts = () => store.aggregate({ filter: {}, groupBy: ['reason', 'category'], metrics: ['count'] });
  await expect
    .poll(counts, { timeout: 8000 })
    .toEqual([{ group: { reason: 'BackOff', category: 'lifecycle' }, count: 5 }]);
  const roots = async () => (await store.incidents({ states: ['open'] }, { limit: 10 })).items.map(({ root }) => root);
  await expect.poll(roots, { timeout: 8000 }).toEqual([{ kind: 'Pod', namespace: 'default', name: 'web' }]);
  ending.abort();
  await running;
});

test('examples/event-pipeline.ts is shorter than 80 lines', () => {
  const text = readFileSync(new URL('../../examples/event-pipeline.ts', import.meta.url), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThan(80);
});
