import type { INode, IPod } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { isTolerated, wantsNode } from './node-fit.ts';

const node: INode = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'a', labels: { zone: 'z', cores: '8', word: 'x' } },
};

describe('a required term', () => {
  test.for<[key: string, operator: string, values: readonly string[], fits: boolean]>([
    ['zone', 'In', ['y', 'z'], true],
    ['zone', 'NotIn', ['z'], false],
    ['none', 'NotIn', ['z'], true],
    ['zone', 'Exists', [], true],
    ['none', 'DoesNotExist', [], true],
    ['cores', 'Gt', ['7'], true],
    ['cores', 'Gt', ['8'], false],
    ['cores', 'Lt', ['10'], true],
    ['word', 'Gt', ['1'], false],
    ['cores', 'Gt', ['many'], false],
    ['cores', 'Lt', [], false],
  ])('%s %s %j', ([key, operator, values, fits]) => {
    expect(wantsNode(specOf([{ matchExpressions: [{ key, operator, values }] }]), node)).toBe(fits);
  });

  test('that is empty takes no node, and one of several is enough', () => {
    expect(wantsNode(specOf([{}]), node)).toBe(false);
    const named = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] };
    expect(wantsNode(specOf([{}, named]), node)).toBe(true);
  });
});

describe('a taint', () => {
  test.for<[toleration: object, isOne: boolean]>([
    [{ key: 'k', value: 'v', effect: 'NoSchedule' }, true],
    [{ key: 'k', value: 'v', effect: '' }, true],
    [{ key: 'k', operator: 'Exists' }, true],
    [{ operator: 'Exists' }, true],
    [{ key: 'k', value: 'w' }, false],
    [{ key: 'k', value: 'v', effect: 'NoExecute' }, false],
  ])('is tolerated by %j: %s', ([toleration, isOne]) => {
    const taint = { key: 'k', value: 'v', effect: 'NoSchedule' } as const;
    expect(isTolerated(taint, [toleration])).toBe(isOne);
  });
});

function specOf(nodeSelectorTerms: readonly object[]): NonNullable<IPod['spec']> {
  const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  return { containers: [], affinity: { nodeAffinity: required } } as never;
}
