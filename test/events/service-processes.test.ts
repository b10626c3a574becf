import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventReader, Incident } from '@outrigger/events';
import { expect, test } from 'vitest';
import { createTalk } from './service/create-talk.ts';
import { startCluster, startServe } from './service/start-serve.ts';

const PATIENCE = { timeout: 60_000, interval: 200 };

async function countOf(reader: EventReader): Promise<number> {
  const [all] = await reader.aggregate({ filter: { types: ['Warning', 'Normal'] }, groupBy: [], metrics: ['count'] });
  return all?.count ?? 0;
}

async function incidentsOf(reader: EventReader) {
  const { items } = await reader.incidents({}, { limit: 1000 });
  return items
    .map(({ id, root, state, affected, reasons, occurrences }: Incident) => {
      const names = affected.map(({ kind, name }) => `${kind}/${name}`).toSorted();
      return { id, root, state, affected: names, reasons: reasons.toSorted(), occurrences };
    })
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** What one of them has, and the other has not like it. */
function unlike(one: readonly object[], other: readonly object[]): readonly string[] {
  const [mine, theirs] = [one, other].map((all) => all.map((each) => JSON.stringify(each))) as [string[], string[]];
  return [...mine.filter((each) => !theirs.includes(each)), ...theirs.filter((each) => !mine.includes(each))];
}

test('a service that is killed again and again counts and finds what one that is not does', async () => {
  const cluster = await startCluster();
  const talk = createTalk(cluster.server.store, 7);
  const killedStore = ['--store', join(cluster.folder, 'killed.sqlite'), '--workers', 'all'];
  const [whole, first] = await Promise.all([
    startServe(cluster, ['--store', join(cluster.folder, 'whole.sqlite')]),
    startServe(cluster, killedStore),
  ]);
  let killed = first;
  for (let round = 0; round < 3; round++) {
    for (let nth = 0; nth < 20; nth++) {
      talk.say(30);
      await new Promise((later) => setTimeout(later, 20));
    }
    await killed.end('SIGKILL');
    talk.say(100);
    killed = await startServe(cluster, killedStore);
  }
  await expect.poll(() => countOf(whole.reader), PATIENCE).toBe(talk.published());
  await expect.poll(() => countOf(killed.reader), PATIENCE).toBe(talk.published());
  await expect.poll(async () => (await incidentsOf(whole.reader)).length, PATIENCE).toBeGreaterThan(3);
  // Both look at their calm incidents every ten seconds, each at its own times: what they find in the end is the same.
  await expect
    .poll(async () => unlike(await incidentsOf(killed.reader), await incidentsOf(whole.reader)), PATIENCE)
    .toEqual([]);
  expect(await killed.end('SIGTERM')).toBe(0);
}, 180_000);

test('of two replicas one is killed: the other takes over within the duration of a lease, and has counted each occurrence', async () => {
  const cluster = await startCluster();
  const config = join(cluster.folder, 'service.yaml');
  writeFileSync(config, 'clusters: [{ name: c }]\nreplicas: { leaseDuration: 3s }\n');
  const talk = createTalk(cluster.server.store, 8);
  const replica = (name: string) =>
    startServe(cluster, ['--config', config, '--store', join(cluster.folder, `${name}.sqlite`)], { POD_NAME: name });
  const both = await Promise.all([replica('pod-a'), replica('pod-b')]);
  const holds = async (one: (typeof both)[number]) => (await one.metrics()).includes('outrigger_events_shards_held 1');
  // The first one there has all until the other one has come; then it may have to hand over.
  let seen: string[] = [];
  await expect
    .poll(async () => {
      seen = [...seen, (await Promise.all(both.map(holds))).join()].slice(-15);
      return seen.length === 15 && new Set(seen).size === 1 && /^(true,false|false,true)$/.test(seen[0] ?? '');
    }, PATIENCE)
    .toBe(true);
  const [leader, other] = (await holds(both[0])) ? both : both.toReversed();
  if (leader === undefined || other === undefined) throw new Error('there are two');
  talk.say(200);
  await expect.poll(() => countOf(leader.reader), PATIENCE).toBe(talk.published());

  await leader.end('SIGKILL');
  const killedAt = Date.now();
  talk.say(200);
  await expect.poll(() => holds(other), { ...PATIENCE, interval: 50 }).toBe(true);
  // The lease, two tries, and a machine that has other things to do.
  expect(Date.now() - killedAt).toBeLessThan(3000 + 2 * 400 + 2000);
  talk.say(200);
  // What has not expired is all there; that this file begins only now is a gap.
  await expect.poll(() => countOf(other.reader), PATIENCE).toBe(talk.published());
  expect((await other.reader.gaps({})).map(({ why }) => why)).toEqual(['first-start']);
}, 180_000);
