import { describe, expect, test } from 'vitest';
import { runMain } from '../command/run-main.ts';

const SHORT = ['--qps', '30', '--seconds', '5', '--seeds', '2', '--policy', 'predicted,round-robin'];

describe('outrigger inference simulate', () => {
  test('prints policies side by side, and where they were played', async () => {
    const { exitCode, stdout, stderr } = await simulate(...SHORT);
    const [head, first, second] = stdout.split('\n');
    expect(exitCode).toBe(0);
    expect(head).toMatch(/^WORKLOAD +QPS +POLICY +TTFT P50 +TTFT P90 +TTFT P99 +TPOT P90 +E2E P90 +GOODPUT +SHED/);
    expect(first).toMatch(/^sharegpt +30 +predicted +[\d.]+ms +[\d.]+ms ±[\d.]+ms /);
    expect(second).toMatch(/^sharegpt +30 +round-robin /);
    expect(stderr).toContain('10 × Llama-2-7B on one A100-40');
  });

  test('gives the same figures each time', async () => {
    const [one, other] = [await simulate(...SHORT, '-o', 'json'), await simulate(...SHORT, '-o', 'json')];
    expect(one.stdout).toBe(other.stdout);
    expect(JSON.parse(one.stdout).items[0].ttft.p90).toEqual({ mean: expect.any(Number), within: expect.any(Number) });
  });

  test('draws charts, alone and in a page that needs nothing from elsewhere', async () => {
    const svg = await simulate(...SHORT, '-o', 'svg');
    expect(svg.stdout).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    // Two policies in six charts; of one load alone a dot each.
    expect(svg.stdout.match(/<polyline /g)).toHaveLength(12);
    expect(svg.stdout.match(/<circle /g)).toHaveLength(12);
    const html = await simulate(...SHORT, '-o', 'html');
    expect(html.stdout).toContain('sharegpt: end to end, p90, ms');
    expect(html.stdout.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
  });

  test.each([
    [['--workload', 'chess'], '--workload: there is no workload chess'],
    [['--policy', 'best'], '--policy: there is no policy best'],
    [['--qps', '10,x'], '--qps: "10,x" is no list of numbers above 0'],
    [['--seeds', '0'], '--seeds: must be above 0'],
  ])('refuses %j', async (flags, message) => {
    const { exitCode, stderr } = await simulate(...flags);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

function simulate(...flags: readonly string[]) {
  return runMain(['inference', 'simulate', ...flags]);
}
