import { join } from 'node:path';
import { createTemplater, type MaskedBy, type Templater } from '@outrigger/events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';
import { recordedEvents } from './recorded-events.ts';

describe('a message', () => {
  test.each<[reason: string, message: string, template: string, said?: Partial<Said>]>([
    ['Created', 'Created container: app', 'Created container: <*>'],
    ['Scheduled', 'Successfully assigned shop/web-1 to worker', 'Successfully assigned <*> to <*>'],
    [
      'Pulled',
      'Successfully pulled image "nginx:1.27" in 1.2s (1.2s including waiting). Image size: 72099410 bytes.',
      'Successfully pulled image "<*>" in <*> (<*> including waiting). Image size: <*> bytes.',
    ],
    [
      'BackOff',
      'Back-off restarting failed container in in pod pod_pod(039bb80b-ad16-4331-b4b3-c6147ad09672)',
      'Back-off restarting failed container <*> in pod <*>',
      { name: 'pod', namespace: 'pod', container: 'in' },
    ],
    [
      'Unhealthy',
      'Readiness probe failed: Get "http://10.0.0.7:8080/": dial tcp 10.0.0.7:8080: connect: connection refused',
      'Readiness probe failed: Get "<*>": dial tcp <*>: connect: connection refused',
    ],
    [
      'Unhealthy',
      'Liveness probe failed: HTTP probe failed with statuscode: 503',
      'Liveness probe failed: HTTP probe failed with statuscode: <*>',
    ],
    [
      'Unhealthy',
      'Readiness probe failed: cat: /tmp/ready: No such file or directory\n',
      'Readiness probe failed: cat: <*>: No such file or directory',
    ],
    [
      'FailedMount',
      'MountVolume.SetUp failed for volume "kube-api-access-8zxkq" : configmap "kube-root-ca.crt" not found',
      'MountVolume.SetUp failed for volume "<*>" : configmap "<*>" not found',
    ],
    [
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data kube-api-access-x]: timed out waiting for the condition',
      'Unable to attach or mount volumes: unmounted volumes=[<*>], unattached volumes=[<*>]: timed out waiting for the condition',
    ],
    [
      'FailedCreate',
      'Error creating: pods "web-5b8d-x2x4z" is forbidden: exceeded quota: team, requested: cpu=1, used: cpu=3, limited: cpu=3',
      'Error creating: pods "<*>" is forbidden: exceeded quota: <*>, requested: <*>, used: <*>, limited: <*>',
    ],
    [
      'Evicted',
      'The node was low on resource: memory. Threshold quantity: 100Mi, available: 70Mi. Container app was using 1Gi, request is 0, has larger consumption of memory. ',
      'The node was low on resource: memory. <*>',
    ],
    ['LeaderElection', 'node-1_4ef31a2c-1b2c-4d5e-8f90-a1b2c3d4e5f6 became leader', '<*> became leader'],
    ['NodeNotReady', 'Node status status is now: NodeNotReady', 'Node <*> status is now: NodeNotReady'],
    [
      'AttachVolume',
      'Volume pvc-1b2c3d4e is in namespace shop of web',
      'Volume <*> is in namespace <*> of web',
      { reason: 'X' },
    ],
    [
      'FailedAttachVolume',
      'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) web-6d4-x2x4z, web-6d4-bdvdz, db-0',
      'Multi-Attach error for volume "<*>" Volume is already used by pod(s) <*>',
    ],
    [
      'FailedToRetrieveImagePullSecret',
      'Unable to retrieve some image pull secrets (a, b-c); attempting to pull the image may not succeed.',
      'Unable to retrieve some image pull secrets (<*>); attempting to pull the image may not succeed.',
    ],
    [
      'FailedGetResourceMetric',
      'failed to get cpu utilization: missing request for cpu in container app of Pod web-6d4-x2x4z',
      'failed to get cpu utilization: missing request for cpu in container <*> of Pod <*>',
    ],
    [
      'Failed',
      "Error: couldn't find key colour in ConfigMap shop/settings",
      "Error: couldn't find key <*> in ConfigMap <*>",
    ],
    [
      'Failed',
      'Error: container has runAsNonRoot and image will run as root (pod: "web_shop(1)", container: app)',
      'Error: container has runAsNonRoot and image will run as root (pod: "<*>", container: <*>)',
    ],
    [
      'DNSConfigForming',
      'Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 1.1.1.1 8.8.8.8',
      'Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: <*>',
    ],
    ['Odd', "Pod's owner didn't say 'why it left' to \"no\\\"body\"", "Pod's owner didn't say '<*>' to \"<*>\""],
    ['Odd', 'cut off within "a quotation', 'cut off within "<*>'],
    [
      'Odd',
      'x509: certificate of apps/v1 by pods.metrics.k8s.io at v1beta1',
      'x509: certificate of <*> by pods.metrics.k8s.io at v1beta1',
    ],
    ['Odd', 'took 3m2.5s and -5 of 12.5% at 2026-11-20T21:26:25Z', 'took <*> and <*> of <*> at <*>'],
    ['Odd', 'reconciled shop/web for orders-low', 'reconciled <*> for <*>'],
    ['Odd', '', ''],
    ['Odd', '<script>alert(1)</script>', '<script>alert(<*>)</script>'],
  ])('of %s: %s', (reason, message, template, said = {}) => {
    expect(createTemplater().template(event({ reason, message, ...said })).text).toBe(template);
  });

  test('that stands for several similar ones has the template that each of them has', () => {
    const { template } = createTemplater();
    const one = template(event({ reason: 'SuccessfulCreate', message: 'Created pod: web-4x2zq' }));
    const message = '(combined from similar events): Created pod: web-bdvdz';
    expect(template(event({ reason: 'SuccessfulCreate', message }))).toEqual(one);
  });

  test('of the scheduler has one template in whatever order it lists the nodes', () => {
    const [first, second] = [
      '0/5 nodes are available: 1 Insufficient cpu, 4 node(s) were unschedulable. preemption: 0/5 nodes are available: 1 No preemption victims found for incoming pod, 4 Preemption is not helpful for scheduling.',
      '0/9 nodes are available: 2 node(s) were unschedulable, 7 Insufficient cpu. preemption: 0/9 nodes are available: 2 Preemption is not helpful for scheduling, 7 No preemption victims found for incoming pod.',
    ].map((message) => createTemplater().template(event({ reason: 'FailedScheduling', message })));
    expect(first).toEqual(second);
  });

  test('without end is known by how it begins', () => {
    const { template } = createTemplater();
    const message = `incompatible with nodepool, ${'no instance type has enough resources; '.repeat(2000)}`;
    expect(template(event({ message })).text.length).toBeLessThan(2100);
  });
});

describe('names that nobody announces', () => {
  const cities = ['athens', 'berlin', 'cairo', 'delhi', 'essen', 'florence', 'geneva', 'havana', 'izmir'];
  const messages = cities.map((city) => `sync of ${city} is done`);

  test('are found by how many stand in one place', () => {
    const { template } = createTemplater();
    const texts = messages.map((message) => template(event({ message })).text);
    expect(texts[0]).toBe('sync of athens is done');
    expect(texts.at(-1)).toBe('sync of <*> is done');
    expect(template(event({ message: 'sync of lima is done' })).text).toBe('sync of <*> is done');
  });

  test('lead from the ids that their messages had to the one that they have', () => {
    const { template, currentId } = createTemplater();
    const ids = messages.map((message) => template(event({ message })).id);
    expect(new Set(ids.map(currentId))).toEqual(new Set([ids.at(-1)]));
  });

  test('are known to the next process by what this one has learned', () => {
    const first = createTemplater();
    for (const message of messages) first.template(event({ message }));
    const learned = JSON.parse(JSON.stringify(first.learned())) as ReturnType<Templater['learned']>;
    const next = createTemplater({ learned });
    expect(next.template(event({ message: 'sync of athens is done' })).text).toBe('sync of <*> is done');
    const [old] = learned[0]?.was ?? [];
    expect(next.currentId(old ?? '')).toBe(next.template(event({ message: 'sync of athens is done' })).id);
  });

  test('are not looked for in words that say what happened', () => {
    const { template } = createTemplater();
    const said = ['Scaled up by hand', 'Scaled down by hand', 'Error: ErrImagePull now', 'Error: InvalidName now'];
    expect(said.map((message) => template(event({ message })).text)).toEqual(said);
  });
});

describe('whatever the order', () => {
  const word = fc.constantFrom(...'abcdefghijkl'.split('').map((letter) => letter.repeat(3)));
  const message = fc.oneof(
    word.map((one) => `sync of ${one} is done`),
    fc.tuple(word, word).map(([one, other]) => `moved ${one} over to ${other} at last`),
    fc.constantFrom('all is well now', 'nothing is left to do'),
  );
  const twoOrders = fc
    .array(message, { minLength: 1, maxLength: 300 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

  test('the templates that messages settle at have the same ids', () => {
    fc.assert(
      fc.property(twoOrders, ([one, other]) => {
        expect(settled(one)).toEqual(settled(other));
      }),
      { numRuns: 60 },
    );
  });

  function settled(messages: readonly string[]): ReadonlyMap<string, string> {
    const { template } = createTemplater({ limits: { texts: 1000 } });
    for (let pass = 0; pass < 3; pass++) for (const message of messages) template(event({ message }));
    return new Map([...new Set(messages)].sort().map((message) => [message, template(event({ message })).id]));
  }
});

test('whatever a message holds, it has a template of bounded length', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      ...'"\'`[]{}()<*>,;:.=-/@\\\n'.split(''),
      '(combined from similar events): ',
      'nodes are available: ',
    ),
    fc.constantFrom('Back-off restarting failed container ', ' in pod ', 'Error creating: ', 'web', 'shop', '0/3', ' '),
  );
  const message = fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join(''));
  const reason = fc.constantFrom('BackOff', 'FailedCreate', 'FailedScheduling', 'Unhealthy', 'Odd', '__proto__', '');
  const { template } = createTemplater();
  fc.assert(
    fc.property(reason, message, (reason, message) => {
      expect(template(event({ reason, message })).text.length).toBeLessThan(4 * 2048);
    }),
    { numRuns: 150 },
  );
});

test('what is remembered is bounded, whoever writes', () => {
  const { template } = createTemplater({ limits: { texts: 50, allTexts: 500 } });
  const texts = new Set<string>();
  for (let n = 0; n < 20_000; n++) {
    const word = n.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit)));
    texts.add(template(event({ message: `only said once Is${word} in Its${word} life`, reason: `R${n % 7}` })).text);
  }
  // Of each of the seven reasons 50, and how the others begin.
  expect(texts.size).toBe(7 * 50 + 1);
});

test('what is learned is bounded, too, however many places vary', () => {
  const { template, learned } = createTemplater({ limits: { distinctWords: 2, patterns: 100 } });
  const word = (n: number) => n.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit)));
  for (let n = 0; n < 3_000; n++)
    template(event({ message: `the task ${word(n)} was late`, reason: `R${word(n >> 1)}` }));
  expect(learned()).toHaveLength(100);
});

describeWithShared('messages of a recorded cluster', 'golden/events', (folder) => {
  test('have as many templates as they were written from', () => {
    const { template } = createTemplater();
    const events = recordedEvents(join(folder, 'events.jsonl'));
    const texts = new Set(events.map((one) => `${one.reason} ${template(one).text}`));
    // 78 templates; four of them differ from another one by the recorder's "combined" alone.
    expect(texts.size).toBe(74);
  });
});

interface Said {
  readonly reason: string;
  readonly message: string;
  readonly name: string;
  readonly namespace: string;
  readonly container: string;
}

function event(said: Partial<Said>): MaskedBy {
  const { reason = 'Odd', message = '', name = 'web', namespace = 'shop', container = 'app' } = said;
  const fieldPath = `spec.containers{${container}}`;
  return {
    reason,
    message,
    about: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid: '', fieldPath },
    related: undefined,
    source: { component: 'kubelet', instance: 'node-1' },
  };
}
