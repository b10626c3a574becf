import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ReachedCluster, startCluster, startServe } from './service/start-serve.ts';

const EVENTS = { group: '', version: 'v1', plural: 'events' };

test('causal rules of a user count in the service, and are taken again after a change that has no mistakes', async () => {
  const cluster = await startCluster();
  const causes = join(cluster.folder, 'causes.yaml');
  const config = join(cluster.folder, 'service.yaml');
  writeFileSync(causes, ruleFor('full-queue', 'QueueFull'));
  writeFileSync(config, `causes: ${causes}\n`);
  const service = await startServe(cluster, ['--config', config, '--store', 'memory:']);
  const roots = async () => {
    const { items } = await service.reader.incidents({ states: ['open'] }, { limit: 20 });
    return items.map(({ root, chain }) => [root.name, chain.at(-1)?.because?.rule ?? '-'].join(' by ')).toSorted();
  };

  await say(cluster, 'Link', 'uplink', 'LinkDown');
  await say(cluster, 'Queue', 'orders', 'QueueFull');
  await say(cluster, 'Pod', 'billing-0', 'BackOff');
  await expect.poll(roots, { timeout: 10_000 }).toEqual(['orders by user/full-queue']);

  writeFileSync(causes, ruleFor('dead-link', 'LinkDown').replace('window: 10m', 'window: soon'));
  await expect.poll(service.stderr, { timeout: 10_000 }).toContain('the rules stay as they were\n');
  expect(service.stderr()).toMatch(/"soon" is no duration\n.*causes.yaml:6:13/);
  await say(cluster, 'Pod', 'billing-1', 'BackOff');

  writeFileSync(causes, ruleFor('dead-link', 'LinkDown'));
  await expect.poll(service.stderr, { timeout: 10_000 }).toContain('causes.yaml: read again\n');
  // The link had been told of before the rule was there.
  await say(cluster, 'Pod', 'shop-0', 'BackOff');
  await expect.poll(roots, { timeout: 10_000 }).toEqual(['orders by user/full-queue', 'uplink by user/dead-link']);
  expect(await service.end()).toBe(0);
});

function ruleFor(name: string, reason: string): string {
  return `rules:
  - name: ${name}
    cause: { reasons: [${reason}] }
    effect: { when: 'event.reason == "BackOff" && event.message.contains("failed")' }
    join: [cluster]
    window: 10m
`;
}

async function say(
  { client }: Pick<ReachedCluster, 'client'>,
  kind: string,
  name: string,
  reason: string,
): Promise<void> {
  const at = new Date().toISOString();
  await client.create(EVENTS, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { namespace: 'default', name: `${name}.${reason}` },
    involvedObject: { kind, namespace: 'default', name, uid: name },
    reason,
    message: `${reason}: failed`,
    type: 'Warning',
    source: { component: 'test' },
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
  });
}
