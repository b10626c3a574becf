import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { startUp } from './up/start-up.ts';

/** What each table of docs/fidelity-cluster.md names, by its heading. */
const page = readFileSync(new URL('../../docs/fidelity-cluster.md', import.meta.url), 'utf8');

function namedIn(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| ([^|]+?) \| /gm)]
    .map(([, name]) => name as string)
    .filter((name) => name !== 'Exchange' && !/^-+$/.test(name));
}

const rows: readonly (readonly [what: string, flags: readonly string[], headings: readonly string[]])[] = [
  ['outrigger up', [], ['Everywhere', 'With a node']],
  ['outrigger up --api-only', ['--api-only'], ['Everywhere', 'With --api-only']],
];

describeWithShared('the exchanges with kube-apiserver 1.36.2', 'golden/api', (folder) => {
  test.concurrent.for(rows)(
    '%s answers alike but for what docs/fidelity-cluster.md names',
    {
      timeout: 120_000,
    },
    async ([, flags, headings]) => {
      const cluster = await startUp(flags);
      const place = mkdtempSync(join(tmpdir(), 'api-'));
      const played = join(place, 'played.jsonl');
      const run = promisify(execFile);
      try {
        await run(process.execPath, [
          join(folder, 'play.mjs'),
          ...['--server', cluster.url, '--token', 'T', '--out', played],
        ]);
        const compare = run(process.execPath, [join(folder, 'compare.mjs'), join(folder, 'exchanges.jsonl'), played]);
        const { stdout } = await compare.catch((failed: { readonly stdout: string }) => failed);
        expect(stdout).toContain('status: 189 of 189\nreason: 189 of 189\n');
        const lines = stdout.split('\n');
        // What differs stands below the name of its exchange.
        const differing = lines.filter((_, at) => /^ {2}(message|object): /.test(lines[at + 1] ?? ''));
        expect(differing.toSorted()).toEqual(headings.flatMap(namedIn).toSorted());
      } finally {
        await cluster.end();
        rmSync(place, { recursive: true });
      }
    },
  );
});
