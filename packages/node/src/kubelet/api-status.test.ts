import type { PodStatus } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { apiStatus } from './api-status.ts';

const START = Date.parse('2026-11-21T10:00:00.400Z');

test('a status is what the engine knows, in the form of the API, beside what others have said', () => {
  const written = [
    { type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-11-21T09:59:00Z' },
    { type: 'Ready', status: 'False', lastTransitionTime: '2026-11-21T09:59:30Z' },
    { type: 'example.com/gate', status: 'True', lastTransitionTime: '2026-11-21T09:00:00Z' },
  ];
  const pod = {
    metadata: { generation: 2 },
    spec: {
      initContainers: [{ name: 'setup', image: 'busybox' }],
      containers: [{ name: 'app', image: 'nginx' }],
      ephemeralContainers: [{ name: 'eyes', image: 'busybox' }],
    },
    status: { conditions: written, qosClass: 'BestEffort' },
  } as unknown as IPod;
  const condition = (type: string, status: boolean) => ({ type, status, reason: '', message: '' });
  const status = {
    phase: 'Running',
    reason: '',
    message: '',
    conditions: [condition('PodScheduled', true), condition('Ready', true)],
    startTime: 0,
    containers: [
      {
        name: 'setup',
        id: 'setup/0',
        state: { is: 'terminated', exitCode: 0, reason: 'Completed', message: '', startedAt: 1000, finishedAt: 2000 },
        last: undefined,
        restarts: 0,
        ready: true,
        started: false,
      },
      {
        name: 'app',
        id: 'app/0',
        state: { is: 'running', startedAt: 3000 },
        last: undefined,
        restarts: 0,
        ready: true,
        started: true,
      },
      {
        name: 'eyes',
        id: '',
        state: { is: 'waiting', reason: 'ContainerCreating', message: '' },
        last: undefined,
        restarts: 0,
        ready: false,
        started: undefined,
      },
    ],
  } as unknown as PodStatus;
  const made = apiStatus(status, {
    pod,
    wallAt: (time) => START + time,
    nowMs: START + 4000,
    podIp: '127.1.2.3',
    hostIp: '192.0.2.2',
    containerId: (id) => `outrigger://${id}`,
  });
  expect(made).toMatchObject({
    observedGeneration: 2,
    phase: 'Running',
    hostIP: '192.0.2.2',
    podIPs: [{ ip: '127.1.2.3' }],
    startTime: '2026-11-21T10:00:00Z',
    qosClass: 'BestEffort',
    conditions: [
      { type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-11-21T09:59:00Z' },
      { type: 'Ready', status: 'True', lastTransitionTime: '2026-11-21T10:00:04Z' },
      { type: 'example.com/gate', status: 'True', lastTransitionTime: '2026-11-21T09:00:00Z' },
    ],
    initContainerStatuses: [
      {
        name: 'setup',
        state: { terminated: { exitCode: 0, finishedAt: '2026-11-21T10:00:02Z', containerID: 'outrigger://setup/0' } },
      },
    ],
    containerStatuses: [
      { name: 'app', image: 'nginx', state: { running: { startedAt: '2026-11-21T10:00:03Z' } }, started: true },
    ],
    ephemeralContainerStatuses: [{ name: 'eyes', imageID: '', state: { waiting: { reason: 'ContainerCreating' } } }],
  });
});

test('what was never there has no time, and a pod without a sandbox no address', () => {
  const status = { phase: 'Pending', reason: '', message: '', conditions: [], containers: [], startTime: undefined };
  const made = apiStatus(status as unknown as PodStatus, {
    pod: { spec: { containers: [] } } as unknown as IPod,
    wallAt: (time) => time,
    nowMs: 0,
    podIp: undefined,
    hostIp: '192.0.2.2',
    containerId: (id) => id,
  });
  expect(made).toEqual({
    observedGeneration: undefined,
    phase: 'Pending',
    conditions: [],
    containerStatuses: [],
    qosClass: undefined,
  });
});
