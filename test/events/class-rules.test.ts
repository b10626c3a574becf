import { type ClassifiedBy, createClassifier, readClassRules, type UserRule } from '@outrigger/events';
import type { Problem } from '@outrigger/manifest';
import { describe, expect, test } from 'vitest';

const ORDERS = `rules:
  - name: stuck-orders
    reasons: [OrderStuck]
    when: event.about.namespace == "shop" && event.count >= 3
    category: application
    severity: critical
    subclass: stuck
    recovers: [OrderLate]
  - name: our-registry
    when: known.category == "image" && event.message.contains("registry.shop.example")
    severity: critical
`;

describe('a rule of the user', () => {
  test('says what an event means that nobody else knows', async () => {
    const { classify } = createClassifier(await rulesOf(ORDERS));
    expect(classify(event({ reason: 'OrderStuck', count: 3 }))).toEqual({
      category: 'application',
      severity: 'critical',
      rule: 'user/stuck-orders',
      recovers: ['OrderLate'],
      subclass: 'stuck',
    });
  });

  test('says nothing of what it does not fit', async () => {
    const { classify } = createClassifier(await rulesOf(ORDERS));
    expect(classify(event({ reason: 'OrderStuck', count: 2 })).rule).toBeUndefined();
    expect(classify(event({ reason: 'OrderLost', count: 3 })).rule).toBeUndefined();
  });

  test('is laid over what the catalogue says', async () => {
    const { classify } = createClassifier(await rulesOf(ORDERS));
    const message = 'Failed to pull image "registry.shop.example/a:1": manifest unknown';
    expect(classify(event({ reason: 'Failed', message }))).toMatchObject({
      category: 'image',
      severity: 'critical',
      rule: 'user/our-registry',
      subclass: 'not-found',
    });
  });

  test('takes the place of those before, from the next event on', async () => {
    const classifier = createClassifier(await rulesOf(ORDERS));
    classifier.replaceRules(await rulesOf('rules: [{name: all, reasons: [OrderStuck], severity: debug}]'));
    expect(classifier.classify(event({ reason: 'OrderStuck', count: 3 })).severity).toBe('debug');
  });

  test('that asks for what an event does not have does not fit it', async () => {
    const { classify } = createClassifier(
      await rulesOf('rules: [{name: a, when: "event.message.split(\\" \\")[9] == \\"x\\"", severity: debug}]'),
    );
    expect(classify(event({ reason: 'NodeNotReady', kind: 'Node' })).severity).toBe('critical');
  });

  test.each(['', 'rules:', '# none yet'])('need not be there: %j', async (text) => {
    expect(await rulesOf(text)).toEqual([]);
  });
});

describe('a file of rules with mistakes', () => {
  test.each<[text: string, complaints: readonly string[]]>([
    ['- a', ['rules.yaml:1:1: rules stand in a list under the key rules']],
    ['rules: 7', ['rules.yaml:1:8: rules: expected a list, got number']],
    ['rules:\n- 7', ['rules.yaml:2:3: rules[0]: expected a map']],
    ['rules: []\nmore: 1', ['rules.yaml:2:1: unknown field "more"']],
    [
      'rules:\n- reasons: [A]\n  severity: bad',
      ['rules.yaml:2:3: rules[0] has no name', 'rules.yaml:3:13: rules[0].severity: "bad" is not known'],
    ],
    ['rules:\n- name: a\n  severity: error', ['rules.yaml:2:3: rules[0] would fit every event']],
    ['rules:\n- name: a\n  reasons: [A]', ['rules.yaml:2:3: rules[0] says nothing']],
    [
      'rules:\n- name: a\n  when: event.raeson == "A"\n  severity: error',
      ['rules.yaml:3:9: rules[0].when: there is no field "raeson" (column 7 of the expression)'],
    ],
    [
      'rules:\n- name: a\n  when: event.reason\n  severity: error',
      ['rules.yaml:3:9: rules[0].when: the expression gives string, and has to say true or false'],
    ],
    [
      'rules:\n- name: a\n  when: event.reason ==\n  severity: error',
      ['rules.yaml:3:9: rules[0].when: Unexpected token: EOF (column 16 of the expression)'],
    ],
    [
      'rules:\n- {name: a, reasons: [A], severity: info}\n- {name: a, reasons: [1], severity: info}',
      ['rules.yaml:3:10: "a" is the name of rules[0] as well', 'rules.yaml:3:23: rules[1].reasons[0]: expected a text'],
    ],
    ['rules:\n- name: a\n   x: 1', ['rules.yaml:2:9: nested mappings are not allowed in compact mappings']],
  ])('%j is told all of them, with their places', async (text, complaints) => {
    const read = await readClassRules(text, 'rules.yaml');
    const told = read.ok ? [] : read.problems.map(placed);
    expect(told).toEqual(complaints);
  });
});

function placed({ file, position, message }: Problem): string {
  return `${file}:${position?.line}:${position?.column}: ${message}`;
}

async function rulesOf(text: string): Promise<readonly UserRule[]> {
  const read = await readClassRules(text, 'rules.yaml');
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.rules;
}

function event(said: Partial<{ reason: string; message: string; count: number; kind: string }>): ClassifiedBy {
  const { reason = 'X', message = '', count = 1, kind = 'Pod' } = said;
  return {
    id: '1',
    cluster: 'c',
    from: 0,
    until: 0,
    seenAt: 0,
    count,
    type: 'Normal',
    reason,
    message,
    action: '',
    about: { apiVersion: 'v1', kind, namespace: 'shop', name: 'web', uid: '', fieldPath: '' },
    related: undefined,
    source: { component: 'kubelet', instance: '' },
    origin: 'event',
    event: { namespace: 'shop', name: 'e', uid: 'u', resourceVersion: '1' },
    isCensored: false,
    isCombined: false,
  };
}
