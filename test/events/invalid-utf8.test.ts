import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, directAccess, machineClock, networkTransport } from '@outrigger/cluster';
import { createObserver, type Observation, watchEvents } from '@outrigger/events';
import { expect, onTestFinished, test } from 'vitest';
import { runMain } from '../command/run-main.ts';

/** Bytes that are no UTF-8, each as it may stand in a message. */
const BROKEN: Readonly<Record<string, readonly number[]>> = {
  'a byte that never comes': [0xff],
  'the head of a character without its rest': [0xe2, 0x82],
  'a rest without a head': [0x80, 0xbf],
  'a slash written too long': [0xc0, 0xaf],
  'half a pair': [0xed, 0xa0, 0x80],
  'a character beyond all characters': [0xf5, 0x80, 0x80, 0x80],
};

test('bytes that are no UTF-8, in a list or a watch, cost their character and nothing else', async () => {
  const all = Object.values(BROKEN);
  const listed = all.slice(0, 3).map((bytes, nth) => event(nth, bytes));
  const list = Buffer.concat([
    Buffer.from('{"kind":"EventList","apiVersion":"v1","metadata":{"resourceVersion":"10"},"items":['),
    ...listed.flatMap((one, nth) => (nth === 0 ? [one] : [Buffer.from(','), one])),
    Buffer.from(']}'),
  ]);
  const watched = all.slice(3).map((bytes, nth) => change(event(nth + 3, bytes)));
  // A character of three bytes comes in two pieces, as sockets cut it.
  const euro = change(event(9, [0xe2, 0x82, 0xac]));
  const cut = euro.indexOf(0x82);
  const pieces = [...watched, euro.subarray(0, cut), euro.subarray(cut)];
  const seen = await observed(list, pieces, all.length + 1);
  expect(seen.map(({ event: { uid } }) => uid).toSorted()).toEqual(['u-0', 'u-1', 'u-2', 'u-3', 'u-4', 'u-5', 'u-9']);
  for (const {
    event: { uid },
    message,
    reason,
    count,
  } of seen) {
    expect([uid, reason, count, message.isWellFormed()]).toEqual([uid, 'BackOff', 1, true]);
    expect(message).toMatch(uid === 'u-9' ? /^before€after$/ : /^before\ufffd+after$/);
  }
});

test('a recording with bytes that are no UTF-8 is played, and what is printed is UTF-8', async () => {
  const lines = Object.values(BROKEN).map((bytes, nth) =>
    Buffer.concat([
      Buffer.from(`{"at":${START + nth * 1000},"type":"ADDED","object":`),
      event(nth, bytes),
      Buffer.from('}\n'),
    ]),
  );
  const { exitCode, stdout, stderr } = await runMain([
    ...['events', 'replay', folderWith(Buffer.concat(lines))],
    ...['--report', 'templates', '-o', 'jsonl'],
  ]);
  expect([exitCode, stderr, stdout.isWellFormed()]).toEqual([0, '', true]);
  const messages = stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as Observation).message);
  expect(messages.every((message) => /^before\ufffd+after$/.test(message))).toBe(true);
  expect(messages.length).toBeGreaterThan(0);
});

test('a recording whose bytes are no JSON is refused with the line, whatever they are', async () => {
  const { exitCode, stderr } = await runMain([
    'events',
    'replay',
    folderWith(Buffer.from([0xff, 0xfe, 0x00, 0x7b, 0x0a])),
  ]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/events\.jsonl:1:1: this is not JSON/);
  expect(stderr).not.toContain('\0');
});

const START = Date.UTC(2026, 10, 21);

function event(number: number, bytes: readonly number[]): Buffer {
  const [head = '', tail = ''] = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `e.${number}`, namespace: 'shop', uid: `u-${number}`, resourceVersion: `${20 + number}` },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web' },
    reason: 'BackOff',
    message: 'before|after',
    type: 'Warning',
    source: { component: 'kubelet', host: 'node-1' },
    firstTimestamp: new Date(START).toISOString(),
    lastTimestamp: new Date(START).toISOString(),
    count: 1,
  }).split('|');
  return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
}

function change(object: Buffer): Buffer {
  return Buffer.concat([Buffer.from('{"type":"ADDED","object":'), object, Buffer.from('}\n')]);
}

/** What an observer makes of a server that answers with these bytes. */
async function observed(list: Buffer, watch: readonly Buffer[], wanted: number): Promise<readonly Observation[]> {
  const over = new AbortController();
  const server = createServer(async (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    if (!/[?&]watch=(?:1|true)/.test(request.url ?? '')) {
      response.end(list);
      return;
    }
    for (const piece of watch) {
      response.write(piece);
      await new Promise((later) => setImmediate(later));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    over.abort();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  const transport = networkTransport(directAccess(`http://127.0.0.1:${port}`));
  const client = createClient({ transport, clock: machineClock });
  const observer = createObserver({ cluster: 'c' });
  const seen: Observation[] = [];
  const watching = { client, clock: machineClock, signal: over.signal, usesWatchList: false };
  for await (const batch of watchEvents(watching)) {
    seen.push(...observer.observe(batch).observations);
    if (seen.length >= wanted) over.abort();
  }
  return seen;
}

function folderWith(events: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-bytes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'events.jsonl'), events);
  return folder;
}
