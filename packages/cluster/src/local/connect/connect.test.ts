import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createLocal } from '../create-local.ts';
import { type Listening, serveHttp } from '../http/serve-http.ts';
import type { NodeConnection } from './node-connection.ts';

/** A kubelet that says what it was asked. */
const node: NodeConnection = {
  async logs({ container }, { tailLines }) {
    return (async function* () {
      yield Buffer.from(`${container} ${tailLines}\n`);
    })();
  },
  async exec({ container }, command, { stdin, stdout, stderr }) {
    await stdout?.(Buffer.from(`${container}: ${command.join(' ')}`));
    for await (const chunk of stdin ?? []) await stderr?.(Buffer.from(chunk));
    return { exitCode: 3 };
  },
  attach: async () => ({ code: 404, problem: 'container not found ("c")' }),
  portForward: async () => Duplex.from(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi')),
  stats: async () => ({
    at: new Date('2026-01-02T03:04:05Z'),
    windowSeconds: 10,
    node: { cpuNanoCores: 250_000_000, memoryBytes: 2048 },
    pods: [],
  }),
};

const pod = (name: string, nodeName?: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { ...(nodeName && { nodeName }), containers: [{ name: 'c', image: 'i' }] },
});

describe('what reaches into a pod', () => {
  const pods = '/api/v1/namespaces/default/pods';
  let listening: Listening;
  const call = async (path: string, body?: object, type = 'application/json') => {
    const init = { method: type.includes('patch') ? 'PATCH' : 'POST', body: JSON.stringify(body) };
    const headers = { authorization: 'Bearer T', 'content-type': type };
    const answer = await fetch(`${listening.url}${path}`, { headers, ...(body && init) });
    return { status: answer.status, text: await answer.text() };
  };

  beforeAll(async () => {
    listening = await serveHttp(createLocal({ token: 'T', nodes: (name) => (name === 'n' ? node : undefined) }), 0);
    await call(pods, pod('runs', 'n'));
    await call(pods, pod('waits', 'n'));
    await call(pods, pod('nowhere'));
    await call('/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } });
    const containerStatuses = [
      { name: 'c', image: 'i', imageID: '', ready: true, restartCount: 0, state: { running: {} } },
    ];
    await call(`${pods}/runs/status`, { status: { containerStatuses } }, 'application/merge-patch+json');
    const waiting = [{ ...containerStatuses[0], ready: false, state: { waiting: { reason: 'ContainerCreating' } } }];
    await call(`${pods}/waits/status`, { status: { containerStatuses: waiting } }, 'application/merge-patch+json');
  });
  afterAll(() => listening.close());

  test.each([
    ['runs/log?tailLines=5', 200, 'c 5\n'],
    ['nowhere/log', 204, ''],
    ['runs/log?previous=true', 400, 'previous terminated container \\"c\\" in pod \\"runs\\" not found'],
    ['waits/log', 400, 'container \\"c\\" in pod \\"waits\\" is waiting to start: ContainerCreating'],
    ['runs/log?container=x', 400, 'container x is not valid for pod runs'],
    ['runs/log?tailLines=-1', 422, 'tailLines: Invalid value: -1: must be greater than or equal to 0'],
    ['nowhere/exec?command=ls&stdout=1', 400, 'pod nowhere does not have a host assigned'],
    ['runs/exec?command=ls', 400, 'you must specify at least one of stdin, stdout, stderr'],
    ['runs/proxy/x', 200, 'hi'],
  ])('answers %s with %i %s', async (path, status, said) => {
    const answer = await call(`${pods}/${path}`);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(said);
  });

  test('runs a command over a WebSocket, with a channel for each stream and a last word', async () => {
    const url = `${listening.url.replace('http', 'ws')}${pods}/runs/exec?command=cat&stdin=1&stdout=1&stderr=1`;
    const socket = new WebSocket(url, 'v5.channel.k8s.io', { headers: { authorization: 'Bearer T' } });
    const messages: [number | undefined, string][] = [];
    socket.on('message', (data: Buffer) => messages.push([data[0], data.subarray(1).toString()]));
    await once(socket, 'open');
    socket.send(Buffer.concat([Buffer.of(0), Buffer.from('in')]));
    socket.send(Buffer.of(255, 0));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1000);
    expect(messages.slice(0, 3)).toEqual([
      [1, ''],
      [1, 'c: cat'],
      [2, 'in'],
    ]);
    expect(JSON.parse(messages[3]?.[1] ?? '')).toMatchObject({
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    });
  });

  test('tells what a node uses', async () => {
    const { text } = await call('/apis/metrics.k8s.io/v1beta1/nodes');
    expect(JSON.parse(text)).toMatchObject({
      kind: 'NodeMetricsList',
      items: [{ metadata: { name: 'n' }, window: '10s', usage: { cpu: '250000000n', memory: '2Ki' } }],
    });
  });
});
