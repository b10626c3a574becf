import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAdmission, type PickerConfiguration, readPickerConfiguration } from '@outrigger/inference';
import { describe, expect, test } from 'vitest';
import { endpointState } from './pool-states.ts';

describe('a configuration', () => {
  test('is shown by docs/inference/admission.md as it is read', async () => {
    const page = await readFile(join(import.meta.dirname, '../../../docs/inference/admission.md'), 'utf8');
    const [, text = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const { admission } = await read(text);
    expect(admission.flow?.emptyTtlMs).toBe(300_000);
    expect(admission.flow?.bands.get(0)).toMatchObject({ ceiling: 0.9 });
    expect(admission.flow?.bands.get(1)).toMatchObject({ ttlMs: 300_000 });
    expect(admission.flow?.weights.get('search')).toBe(3);
    expect(admission.budgets).toEqual({ tenants: new Map([['batch', 500_000]]), others: 100_000 });
  });

  test('may be empty: sheddable requests are dropped of a full pool, nothing waits', async () => {
    expect(await asked('', -1, { waiting: 5 })).toBe('stop');
    expect(await asked('', 0, { waiting: 5 })).toBe('go');
  });

  test.each([
    ['admission: {shed: all-but-critical}', 0, { waiting: 5 }, 'stop'],
    ['admission: {shed: none}', -1, { waiting: 5 }, 'go'],
    ['admission: {shed: by-chance}', -1, { waiting: 2 }, 'stop'],
    ['admission: {shed: {byChance: {k: 1}}}', -1, { waiting: 2 }, 'go'],
    ['admission: {queue: {}}', 0, { waiting: 5 }, 'wait'],
    ['admission: {queue: {}}', 0, { waiting: 4 }, 'go'],
    ['admission: {queue: {priorities: [{priority: Standard, ceiling: 0.5}]}}', 0, { waiting: 4 }, 'wait'],
    ['admission: {queue: {priorities: [{priority: Standard, ceiling: 0.5}]}}', 1, { waiting: 4 }, 'go'],
    ['admission: {queue: {bytes: 1Ki}}', 0, { waiting: 5 }, 'stop'],
    ['admission: {queue: {}, saturation: {by: utilization, queueDepth: 10}}', 0, { waiting: 5 }, 'go'],
    ['admission: {queue: {}, saturation: {by: utilization, stale: 200ms}}', 0, { at: 799 }, 'wait'],
    ['admission: {queue: {}, saturation: {by: utilization, stale: 200ms, unknown: ignored}}', 0, { at: 799 }, 'go'],
    ['admission: {queue: {}, saturation: {by: good-capacity}}', 0, { waiting: 5 }, 'go'],
    ['admission: {queue: {}, saturation: {by: concurrency, requests: 7}}', 0, {}, 'wait'],
    ['admission: {queue: {}, saturation: {by: concurrency, requests: 8}}', 0, {}, 'go'],
    ['admission: {tenants: [{name: team-a, tokensPerMinute: 100}]}', 0, {}, 'go'],
  ] as const)('%s: priority %i, %o: %s', async (text, priority, measured, expected) => {
    expect(await asked(text, priority, measured)).toBe(expected);
  });

  test('gives tenants their budgets', async () => {
    const { admission } = await read(
      'admission: {tenants: [{name: a, tokensPerMinute: 100}], otherTenants: {tokensPerMinute: 1}}',
    );
    const room = createAdmission(admission);
    const ask = (tenant: string) => room.ask(request({ tenant, cost: 60 }), moment({})).is;
    expect(['a', 'a', 'a', 'b', 'b'].map(ask)).toEqual(['go', 'go', 'stop', 'go', 'stop']);
  });

  test.each([
    ['admission: {shedd: none}', 'unknown field "admission.shedd"', 1, 13],
    ['admission:\n  queue:\n    eachPriority: {wait: 5}', 'admission.queue.eachPriority.wait: 5 is not taken', 3, 26],
    ['admission:\n  queue:\n    eachPriority: {wait: soon}', 'is no duration: write 200ms, 30s or 5m', 3, 26],
    ['admission: {queue: {bytes: 5 pages}}', 'is no size: write 512Mi or 2Gi', 1, 28],
    ['admission: {tenants: [{weight: 2}]}', 'admission.tenants[0].name is missing', 1, 23],
    ['admission: {tenants: [{name: a}, {name: a}]}', 'has two tenants of one name', 1, 22],
  ])('%s is wrong, and told where', async (text, message, line, column) => {
    const result = await readPickerConfiguration(text, 'picker.yaml');
    const [problem] = result.ok ? [] : result.problems;
    expect(problem?.message).toContain(message);
    expect([problem?.position?.line, problem?.position?.column]).toEqual([line, column]);
  });
});

type Waiting = Parameters<ReturnType<typeof createAdmission>['ask']>[0];

async function asked(text: string, priority: number, measured: Parameters<typeof endpointState>[0]): Promise<string> {
  const { admission } = await read(text);
  return createAdmission(admission).ask(request({ priority }), moment(measured)).is;
}

async function read(text: string): Promise<PickerConfiguration> {
  const result = await readPickerConfiguration(text, 'picker.yaml');
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return result.configuration;
}

function request(own: Partial<Waiting>): Waiting {
  return { priority: 0, tenant: 'team-a', model: 'm', target: 'm', cost: 60, bytes: 2000, since: 1000, ...own };
}

function moment(measured: Parameters<typeof endpointState>[0]) {
  return { endpoints: [endpointState(measured, { requests: 7 })], now: 1000, random: () => 0.9 };
}
