import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EjectionRules, readPickerConfiguration, USUAL_EJECTION } from '@outrigger/inference';
import { describe, expect, test } from 'vitest';

describe('ejection in a configuration', () => {
  test('is shown by docs/inference/ejection.md with its defaults', async () => {
    const page = await readFile(join(import.meta.dirname, '../../../docs/inference/ejection.md'), 'utf8');
    const [, text = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    expect(await rulesOf(text)).toEqual(USUAL_EJECTION);
    expect(await rulesOf('')).toEqual(USUAL_EJECTION);
  });

  test.each<[text: string, own: Partial<EjectionRules>]>([
    ['{consecutive5xx: 3, consecutiveGatewayFailure: 0}', { consecutive5xx: 3, consecutiveGatewayFailure: 0 }],
    ['{maxEjectionPercent: 0}', { maxEjectionPercent: 0 }],
    ['{baseEjectionTime: 200ms, panicThreshold: 0}', { baseEjectionMs: 200, panicThreshold: 0 }],
    // As Envoy: never shorter than the first time.
    ['{baseEjectionTime: 10m}', { baseEjectionMs: 600_000, maxEjectionMs: 600_000 }],
  ])('%s', async (text, own) => {
    expect(await rulesOf(`ejection: ${text}`)).toEqual({ ...USUAL_EJECTION, ...own });
  });

  test.each([
    ['{consecutive5xx: -1}', 'ejection.consecutive5xx', 28],
    ['{maxEjectionPercent: 101}', 'ejection.maxEjectionPercent', 32],
    ['{baseEjectionTime: 30}', 'ejection.baseEjectionTime', 30],
    ['{interval: 10s}', 'unknown field "ejection.interval"', 12],
  ])('%s is wrong, and told where', async (text, message, column) => {
    const read = await readPickerConfiguration(`ejection: ${text}`, 'picker.yaml');
    const [problem] = read.ok ? [] : read.problems;
    expect(problem?.message).toContain(message);
    expect(problem?.position).toMatchObject({ line: 1, column });
  });
});

async function rulesOf(text: string): Promise<EjectionRules> {
  const read = await readPickerConfiguration(text, 'picker.yaml');
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  return read.configuration.ejection;
}
