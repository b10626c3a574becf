import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitionsOf, KINDS, LLAMA2_7B_A100, type ModelServer, serveModel } from '@outrigger/inference';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { runMain } from '../command/run-main.ts';
import { startCluster } from '../events/service/start-serve.ts';
import { freePort } from '../free-port.ts';
import { describeWithEnvoy, ENVOY_PATIENCE, type Envoy, PATIENT, runEnvoy } from './envoy/start-envoy.ts';
import { interruptTwice } from './interrupt-twice.ts';
import { connectProxy, headers } from './proxy.ts';
import { chosenFor, type Serving, serve, startServe } from './start-serve.ts';

const root = join(import.meta.dirname, '../..');
const EXAMPLE = join(root, 'examples/inference/pool');
/** The example's pods stand there. */
const HOSTS = ['127.0.1.1', '127.0.1.2'] as const;
const ENDPOINT = /^127\.0\.1\.[12]:\d+$/;

const DEFINITIONS = { group: 'apiextensions.k8s.io', version: 'v1', plural: 'customresourcedefinitions' };

/** An object of the example. */
interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly status?: unknown;
  readonly [field: string]: unknown;
}

/** So long it waits for requests under way by itself. */
const DRAIN_MS = 25_000;

describe('inference serve', { timeout: ENVOY_PATIENCE }, () => {
  let servers: readonly ModelServer[];
  let port: number;
  beforeAll(async () => {
    servers = await startPods();
    port = servers[0]?.port as number;
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
  });

  test('serves a list of endpoints, and ends when it is told to', async () => {
    const { address, child } = await serve(['--endpoints', HOSTS.map((host) => `${host}:${port}`).join(',')]);
    expect(await chosenFor(address, 'any')).toMatch(ENDPOINT);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  const underWay = async (): Promise<Serving & { readonly end: () => void }> => {
    const serving = await serve(['--endpoints', `${HOSTS[0]}:${port}`]);
    const proxy = connectProxy(serving.address);
    onTestFinished(proxy.close);
    const conversation = proxy.open();
    conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
    conversation.say({ request_body: { body: Buffer.from('{"model":"m"}'), end_of_stream: true } });
    await conversation.hear((answers) => answers.length > 0);
    return { ...serving, end: conversation.end };
  };

  test('a second Ctrl-C breaks off the request that the first waits for', async () => {
    const { child, stderr } = await underWay();
    child.kill('SIGINT');
    await expect.poll(stderr, PATIENT).toContain('Ctrl-C again breaks them off');
    const exit = once(child, 'exit');
    const began = performance.now();
    child.kill('SIGINT');
    expect(await exit).toEqual([130, null]);
    expect(performance.now() - began).toBeLessThan(DRAIN_MS / 2);
  });

  test('one that comes twice at once breaks off nothing', async () => {
    const { child, stderr, end } = await underWay();
    interruptTwice(child);
    await expect.poll(stderr, PATIENT).toContain('Ctrl-C again breaks them off');
    const exit = once(child, 'exit');
    end();
    expect(await exit).toEqual([0, null]);
  });

  test('follows its files; what cannot be understood changes nothing', async () => {
    const folder = ownExample(port);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { address, stderr } = await serve(['-f', folder]);
    const pods = readFileSync(join(folder, 'pods.yaml'), 'utf8');
    writeFileSync(join(folder, 'pods.yaml'), pods.split('---')[1] as string);
    await expect.poll(() => allChosen(address), PATIENT).toEqual([`127.0.1.2:${port}`]);
    writeFileSync(join(folder, 'pool.yaml'), 'apiVersion: [');
    await expect.poll(stderr, PATIENT).toContain('the pool stays as it was');
    expect(await allChosen(address)).toEqual([`127.0.1.2:${port}`]);
  });

  test('serves a pool of a cluster, once it is there, with the pods that come', async () => {
    const { client, kubeconfig } = await startCluster();
    const cluster = ['--kubeconfig', kubeconfig, '--pool', 'vllm-llama2-7b', '-n', 'default'];
    const strange = await runMain(['inference', 'serve', '--ext-proc', '127.0.0.1:0', ...cluster]);
    expect([strange.exitCode, strange.stderr]).toEqual([3, expect.stringContaining('outrigger inference crds')]);

    for (const definition of definitionsOf(KINDS)) await client.create(DEFINITIONS, { ...definition });
    await expect
      .poll(async () => (await client.discover()).some(({ plural }) => plural === 'inferencepools'), PATIENT)
      .toBe(true);
    const { address, stderr } = await serve(cluster);
    await expect.poll(stderr, PATIENT).toContain('there is no InferencePool default/vllm-llama2-7b yet');
    expect(await chosenFor(address, 'gpt-4-chat')).toBe('503');

    for (const file of readdirSync(EXAMPLE)) {
      const text = readFileSync(join(EXAMPLE, file), 'utf8').replaceAll('8000', String(port));
      for (const object of parseAllDocuments(text).map((document) => document.toJS() as Written)) {
        const at = {
          group: object.apiVersion.split('/').at(-2) ?? '',
          version: object.apiVersion.split('/').at(-1) ?? '',
        };
        const resource = { ...at, plural: `${object.kind.toLowerCase()}s` };
        if (at.group === 'gateway.networking.k8s.io') continue;
        await client.create(resource, object);
        if (object.kind !== 'Pod') continue;
        const { metadata, status } = object;
        const place = { name: metadata.name, namespace: 'default', subresource: 'status' };
        await client.subresource(resource, place, { method: 'PATCH', patch: 'merge', body: { status } });
      }
    }
    await expect.poll(() => chosenFor(address, 'gpt-4-chat'), PATIENT).toMatch(ENDPOINT);
  });

  test('looks for a pool where kubectl would: in the namespace of the context, unless another is named', async () => {
    const { client, kubeconfig } = await startCluster();
    for (const definition of definitionsOf(KINDS)) await client.create(DEFINITIONS, { ...definition });
    await expect
      .poll(async () => (await client.discover()).some(({ plural }) => plural === 'inferencepools'), PATIENT)
      .toBe(true);
    const contexts = readFileSync(kubeconfig, 'utf8').replace(
      'contexts: [',
      'contexts: [{ name: llm, context: { cluster: a, user: a, namespace: llm } }, ',
    );
    writeFileSync(kubeconfig, contexts);
    const found = async (...flags: readonly string[]) => {
      const { stderr } = await serve(['--kubeconfig', kubeconfig, '--context', 'llm', '--pool', 'chat', ...flags]);
      await expect.poll(stderr, PATIENT).toMatch(/there is no InferencePool .* yet/);
      return stderr();
    };
    expect(await Promise.all([found(), found('-n', 'other')])).toEqual([
      'there is no InferencePool llm/chat yet\n',
      'there is no InferencePool other/chat yet\n',
    ]);
  });

  test.each([
    ['nothing', [], 'no pool is named'],
    ['a list of nothing', ['--endpoints', ''], '--endpoints: the list is empty'],
    ['a log that cannot be', ['--endpoints', '10.0.0.1:80', '--decisions', '/nowhere/log'], '--decisions: ENOENT'],
    ['a list and a pool', ['--endpoints', '10.0.0.1:80', '--pool', 'a'], 'and a pool too'],
    ['files without such a pool', ['-f', EXAMPLE, '--pool', 'other'], 'there are: default/vllm-llama2-7b'],
    ['files that are none', ['-f', join(EXAMPLE, 'none.yaml')], 'none.yaml'],
  ])('of %s it says what to do', async (_, flags, says) => {
    const { exitCode, stderr } = await runMain(['inference', 'serve', ...flags]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(says)]);
  });

  describe('of the example', () => {
    let folder: string;
    let serving: Serving;
    beforeAll(async () => {
      folder = ownExample(port);
      serving = await startServe(['-f', folder, '--metrics', '127.0.0.1:0']);
    }, ENVOY_PATIENCE);
    afterAll(() => {
      serving?.child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });

    test('the model is asked for by another name, and others are not known', async () => {
      expect(await chosenFor(serving.address, 'gpt-4-chat')).toMatch(ENDPOINT);
      expect(await chosenFor(serving.address, 'another')).toBe('404');
    });

    test('metrics are told where it was asked to', async () => {
      expect(await chosenFor(serving.address, 'gpt-4-chat')).toMatch(ENDPOINT);
      const page = await (await fetch(`http://${serving.metrics}/metrics`)).text();
      expect(page).toMatch(/^llm_d_epp_scheduler_e2e_duration_seconds_count [1-9]\d*$/m);
    });

    describeWithEnvoy('behind Envoy', () => {
      test('a completion of gpt-4-chat is answered by that name, as the README has it', async () => {
        const at = await freePort();
        const written = readFileSync(join(EXAMPLE, '../envoy.yaml'), 'utf8')
          .replace('port_value: 8080', `port_value: ${at}`)
          .replace('port_value: 9002', `port_value: ${serving.address.split(':')[1]}`);
        await using envoy = await runEnvoy(parse(written) as object, at);
        expect(await answerOf(envoy)).toMatchObject(ANSWER);
      });

      test('so it is with what envoy-config writes of the example, and load measures it', async () => {
        const at = await freePort();
        const route = join(folder, 'route.yaml');
        writeFileSync(route, readFileSync(route, 'utf8').replace('port: 8080', `port: ${at}`));
        const written = await runMain([
          ...['inference', 'envoy-config', '-f', folder],
          ...['--picker', serving.address, '--address', '127.0.0.1'],
        ]);
        expect([written.exitCode, written.stderr]).toEqual([0, '']);
        await using envoy = await runEnvoy(parse(written.stdout) as object, at);
        expect(await answerOf(envoy)).toMatchObject(ANSWER);
        const { exitCode, stdout, stderr } = await runMain([
          ...['inference', 'load', '--target', `${envoy.url}/completions`, '--model', 'gpt-4-chat'],
          ...['--qps', '20', '--seconds', '1', '-o', 'json'],
        ]);
        expect([exitCode, stderr.replace(/.* too slow\n/, '')]).toEqual([0, '']);
        const [row] = (JSON.parse(stdout) as { readonly items: readonly Measured[] }).items;
        expect(row).toMatchObject({ workload: 'sharegpt', perSecond: 20, shed: 0, failed: 0, answered: row?.sent });
        expect(row?.sent).toBeGreaterThan(8);
        expect(row?.ttft.p50).toBeGreaterThan(0);
      });
    });
  });
});

interface Measured {
  readonly sent: number;
  readonly ttft: { readonly p50: number };
}

const ANSWER = [200, { model: 'gpt-4-chat', usage: { completion_tokens: expect.any(Number) } }];

async function answerOf({ url }: Envoy): Promise<readonly [number, unknown]> {
  const body = JSON.stringify({ model: 'gpt-4-chat', prompt: 'Say hello', max_tokens: 8 });
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const answer = await fetch(`${url}/completions`, asked);
  return [answer.status, await answer.json()];
}

/** The example's pods, all at one port, as a pool has it: whichever is free on both hosts. */
async function startPods(): Promise<readonly [ModelServer, ModelServer]> {
  const start = (host: string, port: number) =>
    serveModel({
      ...{ host, port, model: 'meta-llama/Llama-2-7b-chat-hf', adapters: [] },
      ...{ engine: LLAMA2_7B_A100, seed: 1, speed: 100 },
    });
  for (;;) {
    const first = await start(HOSTS[0], 0);
    const second = await start(HOSTS[1], first.port).catch(() => undefined);
    if (second) return [first, second];
    await first.close();
  }
}

/** The example, with its servers at a port that is free in tests. */
function ownExample(port: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-serve-'));
  cpSync(EXAMPLE, folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('8000', String(port)));
  }
  return folder;
}

/** All that are chosen for many requests. */
async function allChosen(address: string): Promise<readonly string[]> {
  const chosen = await Promise.all(Array.from({ length: 12 }, () => chosenFor(address, 'gpt-4-chat')));
  return [...new Set(chosen)].toSorted();
}
