import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  ANY_MODEL,
  createPoolMetrics,
  FLOW_LIMITS,
  hashPrefix,
  runPicker,
  shedSheddable,
  weighted,
} from '@outrigger/inference';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Answer, connectProxy, headers, type ProxyClient } from '../proxy.ts';

const PAGE = join(import.meta.dirname, '../../../docs/inference/metrics.md');

let modelServer: Server;
let proxy: ProxyClient;
let ending: AbortController;
let picker: Promise<unknown>;
let saturation = 0;
let metricsAt = '';

beforeEach(async () => {
  saturation = 0;
  modelServer = createServer((_, response) =>
    response.end('vllm:num_requests_waiting 2\nvllm:num_requests_running 7\nvllm:gpu_cache_usage_perc 0.5\n'),
  );
  modelServer.listen(0, '127.0.0.1');
  await once(modelServer, 'listening');
  const { port } = modelServer.address() as AddressInfo;
  ending = new AbortController();
  const address = await new Promise<string>((resolve) => {
    picker = runPicker(
      {
        follow: (hear) => hear({ endpoints: [{ address: `127.0.0.1:${port}`, rank: 0 }], models: ANY_MODEL }),
        policy: weighted(),
        extProc: { host: '127.0.0.1', port: 0 },
        namesModels: false,
        admission: { saturation: () => saturation, shedding: shedSheddable, flow: FLOW_LIMITS },
        metrics: { host: '127.0.0.1', port: 0, pool: 'llama' },
        onListening(listening, metrics = '') {
          metricsAt = metrics;
          resolve(listening);
        },
      },
      ending.signal,
    );
  });
  proxy = connectProxy(address);
});

afterEach(async () => {
  proxy.close();
  ending.abort();
  modelServer.closeAllConnections();
  modelServer.close();
  await picker;
});

describe('a picker tells Prometheus', () => {
  test('of its pool, under the names of today and of the article', async () => {
    await until(async () => (await page()).includes('llm_d_epp_average_queue_size{'));
    const text = await page();
    for (const name of ['llm_d_epp', 'inference_pool']) {
      expect(text).toContain(`${name}_average_queue_size{name="llama"} 2\n`);
      expect(text).toContain(`${name}_average_kv_cache_utilization{name="llama"} 0.5\n`);
    }
    expect(text).toContain('inference_pool_ready_pods{name="llama"} 1\n');
    expect(text).toContain('llm_d_epp_average_running_requests{name="llama"} 7\n');
    expect(text).toContain('llm_d_epp_flow_control_pool_saturation{inference_pool="llama",stage="effective"} 0\n');
  });

  test('of requests while they are under way, and when they have ended, by their model', async () => {
    const conversation = await ask('m', '0123456789abcdef');
    const labels = '{model_name="m",target_model_name="m"}';
    expect(await page()).toContain(`inference_model_running_requests${labels} 1\n`);
    expect(await page()).toMatch(/outrigger_inference_tokens_in_flight\{[^}]*\} [45]\n/);
    conversation.say({ response_headers: headers({ ':status': '200', 'content-type': 'application/json' }) });
    const usage = '{"usage":{"prompt_tokens":4,"completion_tokens":9}}';
    conversation.say({ response_body: { body: Buffer.from(usage), end_of_stream: true } });
    await conversation.hear((all) => all.some(({ response_body }) => response_body));
    conversation.end();
    await until(async () => (await page()).includes(`llm_d_epp_request_running${labels} 0\n`));
    const text = await page();
    expect(text).toContain(`inference_model_request_total${labels} 1\n`);
    expect(text).toContain(`llm_d_epp_request_output_tokens_sum${labels} 9\n`);
    expect(text).toContain(`inference_model_input_tokens_sum${labels} 4\n`);
    expect(text).toContain(`llm_d_epp_request_ttft_seconds_count${labels} 1\n`);
    expect(text).toMatch(/inference_extension_scheduler_e2e_duration_seconds_count 1\n/);
    expect(text).toContain('flow_control_requests_total{outcome="Dispatched",priority="0",inference_pool="llama"} 1\n');
  });

  test('of what waits, and of what has gone away while it did', async () => {
    saturation = 1;
    const conversation = say('m', 'hello');
    await until(async () => (await page()).includes('flow_control_queue_size{'));
    const [line = ''] = /^llm_d_epp_flow_control_queue_size\{.*/m.exec(await page()) ?? [];
    for (const part of ['fairness_id="default-flow"', 'priority="0"', 'model_name="m"', 'target_model_name="m"', '} 1'])
      expect(line).toContain(part);
    conversation.cancel();
    await until(async () => !(await page()).includes('flow_control_queue_size{'));
    expect(await page()).toContain('outcome="EvictedContextCancelled"');
  });

  test('of no more models than a thousand: clients choose their names', async () => {
    const metrics = createPoolMetrics({
      pool: 'p',
      endpoints: () => [],
      saturation: () => 0,
      waiting: () => [],
      now: () => 0,
    });
    const pick = metrics.watch(() => ({ to: ['10.0.0.1:8000'] }));
    const { signal } = new AbortController();
    for (let i = 0; i < 1005; i++) {
      const body = { model: `m${i}`, promptBytes: 4 } as NonNullable<Parameters<typeof pick>[0]['body']>;
      await pick({ headers: new Map(), subset: undefined, body, prefix: hashPrefix(), signal });
    }
    const text = await metrics.text();
    const models = new Set(
      [...text.matchAll(/llm_d_epp_request_total\{model_name="([^"]+)"/g)].map(([, model]) => model),
    );
    expect([models.size, models.has('other')]).toEqual([1001, true]);
  });
});

describe('docs/inference/metrics.md', () => {
  test('names what there is, and nothing else', async () => {
    const known = new Set([...(await page()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const doc = await readFile(PAGE, 'utf8');
    const named = new Set(
      [...doc.matchAll(/`((?:llm_d_epp|inference_(?:pool|model|extension)|outrigger_inference)_\w+)`/g)].map(
        ([, name]) => name,
      ),
    );
    named.delete('inference_pool');
    expect([...named].sort()).toEqual([...known].sort());
  });

  test('shows an autoscaler that an API server takes, by metrics that its adapter has', async () => {
    const doc = await readFile(PAGE, 'utf8');
    const [adapter, manifest] = [...doc.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => parse(text as string));
    const autoscaler = new HorizontalPodAutoscaler(manifest);
    expect(() => autoscaler.validate()).not.toThrow();
    const made = adapter.externalRules.map((rule: { readonly name: { readonly as: string } }) => rule.name.as);
    expect(autoscaler.spec?.metrics?.map(({ external }) => external?.metric.name)).toEqual(made);
    const text = await page();
    const scaled = [...doc.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => parse(block as string)).at(-1);
    expect(scaled.kind).toBe('ScaledObject');
    for (const [series] of JSON.stringify([adapter, scaled]).matchAll(/(?:llm_d_epp|outrigger_inference)_\w+/g))
      expect(text).toContain(`# TYPE ${series} `);
  });
});

async function page(): Promise<string> {
  return (await fetch(`http://${metricsAt}/metrics`)).text();
}

function say(model: string, prompt: string) {
  const conversation = proxy.open();
  conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
  const body = Buffer.from(JSON.stringify({ model, prompt }));
  conversation.say({ request_body: { body, end_of_stream: true } });
  return conversation;
}

async function ask(model: string, prompt: string) {
  const conversation = say(model, prompt);
  await conversation.hear((all: readonly Answer[]) => all.some(({ request_body }) => request_body));
  return conversation;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
