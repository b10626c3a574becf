import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createLocal, serveHttp } from '@outrigger/cluster';
import { expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';

/** Requests that read: lists, pages, selections, versions, watches, formats. What they show besides is not judged here. */
const reads =
  /^(list|watch|get|metadata only|all namespaces|unknown (path|group|resource)|wrong token|create, not acceptable|create, unsupported media type|events by reason|core event read|events\.k8s\.io event read|configmap)/;

/** They show ConfigMaps of the controller manager, which is not there. */
const needControllers: readonly string[] = [
  'list',
  'list at resourceVersion 0',
  'metadata only',
  'watch from 0: initial state',
  'watch list: initial events end bookmark',
];

describeWithShared('the recorded exchanges with kube-apiserver 1.36.2', 'golden/api', (folder) => {
  test('what is read is answered alike', { timeout: 120_000 }, async () => {
    const server = createLocal({ token: 'T' });
    const { url, close } = await serveHttp(server, 0);
    const place = mkdtempSync(join(tmpdir(), 'exchanges-'));
    const played = join(place, 'played.jsonl');
    const run = promisify(execFile);
    await run(process.execPath, [join(folder, 'play.mjs'), '--server', url, '--token', 'T', '--out', played]);
    const compare = run(process.execPath, [join(folder, 'compare.mjs'), join(folder, 'exchanges.jsonl'), played]);
    const { stdout } = await compare.catch((failed: { readonly stdout: string }) => failed);
    server.close();
    await close();
    rmSync(place, { recursive: true });
    // A name stands at the beginning of a line, what differs is below it.
    const differing = stdout.split('\n').filter((line) => reads.test(line) && !needControllers.includes(line));
    expect(stdout).toMatch(/^status: \d+ of 189$/m);
    expect(differing).toEqual([]);
  });
});
