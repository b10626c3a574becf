import { describe, expect, test } from 'vitest';
import { ALL, isAffected, minors, parseVersion, printVersion } from './version.ts';

const newest = Number.POSITIVE_INFINITY;

describe('a Kubernetes version', () => {
  test.each([
    ['1.30.3', { minor: 30, patch: 3 }],
    ['v1.30.3', { minor: 30, patch: 3 }],
    ['1.30', { minor: 30, patch: newest }],
    [' v1.27 ', { minor: 27, patch: newest }],
    ['v1.30.3-gke.1009000', { minor: 30, patch: 3 }],
    ['1.31.2+k3s1', { minor: 31, patch: 2 }],
    ['1.37.0-alpha.1', { minor: 37, patch: 0 }],
    ['1.30.15', { minor: 30, patch: 15 }],
  ])('%s is read', (text, version) => {
    expect(parseVersion(text)).toEqual(version);
  });

  test.each([
    '',
    '1',
    '30',
    '1.',
    '1.30.',
    '1.30.x',
    '1.x',
    '2.30.1',
    '1.30.3.4',
    '1.26.9',
    '1.38',
    'latest',
    '-1.30',
    '1.3e1',
  ])('%o is none, or none that is known', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  test('is printed as the kubelet reports it', () => {
    expect(printVersion({ minor: 30, patch: 3 })).toBe('1.30.3');
    expect(printVersion({ minor: 30, patch: newest })).toBe('1.30');
  });

  test('is affected from the first patch on, up to the one with the fix', () => {
    const ranges = [
      [29, 2, 8],
      [30, 0, 4],
    ] as const;
    const affected = ['1.29.1', '1.29.2', '1.29.7', '1.29.8', '1.29', '1.30.0', '1.30.3', '1.30.4', '1.28.5'].filter(
      (text) => isAffected(parseVersion(text) ?? { minor: 0, patch: 0 }, ranges),
    );
    expect(affected).toEqual(['1.29.2', '1.29.7', '1.30.0', '1.30.3']);
  });

  test('is affected in every patch, the newest too, where no patch has the fix', () => {
    expect(isAffected({ minor: 31, patch: 0 }, [[31, 0, ALL]])).toBe(true);
    expect(isAffected({ minor: 31, patch: newest }, [[31, 0, ALL]])).toBe(true);
    expect(minors(27, 29)).toEqual([
      [27, 0, ALL],
      [28, 0, ALL],
      [29, 0, ALL],
    ]);
  });
});
