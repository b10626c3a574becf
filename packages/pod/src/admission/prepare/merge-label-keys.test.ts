import { describe, expect, it } from 'vitest';
import { apiServer } from '../api-server.ts';
import { mergeLabelKeys } from './merge-label-keys.ts';

const term = (labelSelector?: object) => ({
  topologyKey: 'zone',
  matchLabelKeys: ['app', 'absent'],
  ...(labelSelector && { labelSelector }),
});
const merged = { matchExpressions: [{ key: 'app', operator: 'In', values: ['x'] }] };
const metadata = { labels: { app: 'x' } };

describe('mergeLabelKeys', () => {
  it.each([
    ['topology spread', 34, spread(term({})), spread(term(merged))],
    ['topology spread before 1.34', 33, spread(term({})), spread(term({}))],
    ['affinity', 31, affinity(term({})), affinity(term(merged))],
    ['affinity before 1.31', 30, affinity(term({})), affinity(term({}))],
    ['a term without a selector', 36, spread(term()), spread(term())],
  ])('writes the labels of the pod into selectors: %s', (_what, minor, spec, expected) => {
    expect(mergeLabelKeys({ metadata, spec }, apiServer(minor))).toEqual({ metadata, spec: expected });
  });
});

function spread(constraint: object): object {
  return { topologySpreadConstraints: [constraint] };
}

function affinity(required: object): object {
  return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [required] } } };
}
