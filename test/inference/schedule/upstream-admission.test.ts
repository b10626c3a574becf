import { createAdmission, FLOW_LIMITS, readUpstreamConfig, type UpstreamConfig } from '@outrigger/inference';
import { describe, expect, test } from 'vitest';
import { runMain, writeInput } from '../../command/run-main.ts';
import { endpointState } from '../admit/pool-states.ts';

describe("what upstream's configuration says of admission", () => {
  test('nothing: then it is set by --config, or as it is without', () => {
    expect(read({}).admission).toBeUndefined();
  });

  test('without the gate only its saturation detector counts', () => {
    const { admission, mapped } = read({ flowControl: { maxRequests: 5, saturationDetector: { pluginRef: 'full' } } }, [
      { name: 'full', type: 'concurrency-detector', parameters: { maxConcurrency: 2 } },
    ]);
    expect(admission?.flow).toBeUndefined();
    expect(mapped.find(({ part }) => part === 'flowControl')).toMatchObject({ maps: 'built-in' });
    const ask = (requests: number, priority: number) =>
      createAdmission(admission as NonNullable<typeof admission>).ask(waiter(priority), moment({}, requests)).is;
    expect([ask(1, -1), ask(2, -1), ask(2, 0)]).toEqual(['go', 'stop', 'go']);
  });

  test('with the gate what may wait, for how long, and what is ended for others', () => {
    const { admission } = read(
      {
        featureGates: ['flowControl'],
        flowControl: {
          maxRequests: '1k',
          maxBytes: '1Gi',
          defaultRequestTTL: '1m30s',
          noEndpointRequestTTL: '0s',
          defaultPriorityBand: { maxRequests: 7, fairnessPolicyRef: 'round-robin-fairness-policy' },
          defaultNegativePriorityBand: { maxRequests: 1 },
          priorityBands: [{ priority: 10, maxBytes: '2M', orderingPolicyRef: 'slo-deadline-ordering-policy' }],
          usageLimitPolicyPluginRef: 'soft',
          enableEviction: true,
        },
      },
      [{ name: 'soft', type: 'static-usage-limit-policy', parameters: { threshold: 0.8 } }],
    );
    expect(admission?.flow).toEqual({
      ...FLOW_LIMITS,
      requests: 1000,
      bytes: 2 ** 30,
      band: { requests: 7, bytes: 1e9, ttlMs: 90_000, ceiling: 0.8 },
      negativeBand: { requests: 1 },
      bands: new Map([[10, { bytes: 2e6, order: 'deadline' }]]),
      emptyTtlMs: Number.POSITIVE_INFINITY,
      evicts: true,
    });
    const room = createAdmission(admission as NonNullable<typeof admission>);
    // Nobody is dropped for being sheddable, but few of them may wait.
    const asked = [-5, -5, 0, 0].map((priority) => room.ask(waiter(priority), moment({ waiting: 5 })).is);
    expect(asked).toEqual(['wait', 'stop', 'wait', 'wait']);
  });

  test('sheddable requests are dropped by chance, where its admitter is listed', () => {
    const { admission } = read({}, [{ type: 'probabilistic-admitter', parameters: { k: 1, power: 1 } }]);
    const ask = (waiting: number) =>
      createAdmission(admission as NonNullable<typeof admission>).ask(waiter(-1), moment({ waiting })).is;
    expect([ask(2), ask(3)]).toEqual(['go', 'stop']);
  });

  test.each([
    ['a policy of limits that changes', { flowControl: { usageLimitPolicyPluginRef: 'priority-holdback-policy' } }],
    ['a policy that there is not', { flowControl: { priorityBands: [{ priority: 1, orderingPolicyRef: 'by-size' }] } }],
    ['a time that is none', { flowControl: { defaultRequestTTL: 'soon' } }],
    ['a number that is none', { flowControl: { maxRequests: '5 or so' } }],
    ['a priority that is none', { flowControl: { priorityBands: [{ priority: 'high' }] } }],
    ['a detector that there is not', { flowControl: { saturationDetector: { pluginRef: 'mine' } } }],
  ])('%s is told, and nothing is used of it', (_, config) => {
    const { policy, admission, mapped } = read({ featureGates: ['flowControl=true'], ...config });
    expect([policy, admission]).toEqual([undefined, undefined]);
    expect(mapped.filter(({ maps }) => maps === 'no').map(({ path }) => path[0])).toEqual(['flowControl']);
  });

  test('is shown by inference policy, with what it becomes', async () => {
    const text = JSON.stringify({ ...BASE, featureGates: ['flowControl'], flowControl: { maxRequests: 5 } });
    const run = await runMain(['inference', 'policy', writeInput(text, 'epp.json')]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/flowControl +the same +tenants of a priority share by tokens/);
  });
});

const BASE = {
  apiVersion: 'llm-d.ai/v1alpha1',
  kind: 'EndpointPickerConfig',
  plugins: [{ type: 'queue-scorer' }],
  schedulingProfiles: [{ name: 'default', plugins: [{ pluginRef: 'queue-scorer' }] }],
};

function read(config: object, plugins: readonly object[] = []): UpstreamConfig {
  return readUpstreamConfig({ ...BASE, ...config, plugins: [...BASE.plugins, ...plugins] });
}

function waiter(priority: number): Parameters<ReturnType<typeof createAdmission>['ask']>[0] {
  return { priority, tenant: 'a', model: 'm', target: 'm', cost: 60, bytes: 200, since: 0 };
}

function moment(measured: Parameters<typeof endpointState>[0], requests = 0) {
  return { endpoints: [endpointState(measured, { requests })], now: 0, random: () => 0.5 };
}
