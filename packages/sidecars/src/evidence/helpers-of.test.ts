import type { IContainer, IPod } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { createSubject } from '../subject/create-subject.ts';
import { helpersOf } from './helpers-of.ts';

const LINKERD: IContainer = { name: 'linkerd-proxy', image: 'cr.l5d.io/linkerd/proxy:edge-25.1.1' };
const DIND: IContainer = { name: 'dind', image: 'docker:28-dind' };

/** What the work of a Job runs, and who tells the proxy to end. */
const COMMANDS: readonly (readonly [command: readonly string[], endedBy: string | undefined])[] = [
  [['./work'], undefined],
  [['sh', '-c', './work; curl -X POST localhost:4191/shutdown'], 'work'],
  [['sh', '-c', 'trap "curl -X POST localhost:4191/shutdown" EXIT; ./work'], 'work'],
  [['linkerd-await', '--shutdown', '--', './work'], 'work'],
  [['linkerd-await', '--', './work'], undefined],
];

test.each(COMMANDS)(
  'beside %j, the proxy of a Job is told to end by %s, and nothing tells another sidecar',
  (command, endedBy) => {
    const helpers = helpersOf(subjectOf('Job', [{ name: 'work', command: [...command] }, LINKERD, DIND]));
    expect(helpers).toEqual([{ name: 'linkerd-proxy', ...(endedBy !== undefined && { endedBy }) }, { name: 'dind' }]);
  },
);

test('what quits at the stop of the pod ends no Job', () => {
  const quit = { exec: { command: ['curl', '-X', 'POST', 'localhost:4191/shutdown'] } };
  const helpers = helpersOf(subjectOf('Job', [{ name: 'work', lifecycle: { preStop: quit } }, LINKERD]));
  expect(helpers).toEqual([{ name: 'linkerd-proxy' }]);
});

test('where everything runs on anyway, nobody is asked about', () => {
  expect(helpersOf(subjectOf('Deployment', [{ name: 'web' }, LINKERD]))).toEqual([]);
});

function subjectOf(kind: 'Job' | 'Deployment', containers: readonly IContainer[]) {
  const spec = { containers: [...containers], ...(kind === 'Job' && { restartPolicy: 'Never' as const }) };
  const pod: IPod = { apiVersion: 'v1', kind: 'Pod', spec };
  return createSubject({ kind, pod } as Parameters<typeof createSubject>[0]);
}
