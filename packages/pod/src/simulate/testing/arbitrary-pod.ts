import fc from 'fast-check';
import type { IContainer, IPod } from 'kubernetes-models/v1';
import type { Behaviour } from '../scenario.ts';
import { arbitraryLives } from './arbitrary-behaviour.ts';

/** A pod and what its containers do, by name. */
export interface LivelyPod {
  readonly pod: IPod;
  readonly behaviour: Readonly<Record<string, readonly Behaviour[]>>;
}

/** The image that no machine has. */
export const MISSING_IMAGE = 'missing:1';

/** Any pod of up to four init containers or sidecars and up to three main containers, with lives for all of them. */
export const arbitraryPod: fc.Arbitrary<LivelyPod> = fc
  .record({
    restartPolicy: fc.constantFrom('Always', 'OnFailure', 'Never'),
    terminationGracePeriodSeconds: fc.integer({ min: 0, max: 40 }),
    activeDeadlineSeconds: seldom(fc.integer({ min: 1, max: 120 })),
    inits: fc.array(fc.oneof({ weight: 2, arbitrary: sidecar() }, { weight: 1, arbitrary: init() }), { maxLength: 4 }),
    mains: fc.array(main(), { minLength: 1, maxLength: 3 }),
  })
  .map(({ inits, mains, ...spec }) => {
    const behaviour: Record<string, readonly Behaviour[]> = {};
    const place = ({ container, lives }: Lively, name: string): IContainer => {
      behaviour[name] = lives;
      return { name, ...container };
    };
    const initContainers = inits.map((c, i) => place(c, `${c.container.restartPolicy === 'Always' ? 's' : 'i'}${i}`));
    const containers = mains.map((c, i) => place(c, `m${i}`));
    const pod: IPod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'pod', namespace: 'default' },
      spec: {
        restartPolicy: spec.restartPolicy as 'Always',
        terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
        ...(spec.activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds: spec.activeDeadlineSeconds }),
        initContainers,
        containers,
      },
    };
    return { pod, behaviour };
  });

type ContainerParts = Omit<IContainer, 'name'>;

interface Lively {
  readonly container: ContainerParts;
  readonly lives: readonly Behaviour[];
}

function init(): fc.Arbitrary<Lively> {
  return fc
    .tuple(image(), seldom(ownPolicy(['OnFailure', 'Never'])), arbitraryLives('init'))
    .map(([parts, policy, lives]) => ({ container: { ...parts, ...policy }, lives }));
}

function sidecar(): fc.Arbitrary<Lively> {
  return fc
    .tuple(image(), probes(), hooks(), seldom(rules()), arbitraryLives('server'))
    .map(([parts, probed, hooked, ruled, lives]) => ({
      container: {
        ...parts,
        ...probed,
        ...hooked,
        restartPolicy: 'Always' as const,
        ...(ruled ? { restartPolicyRules: ruled } : {}),
      } as ContainerParts,
      lives,
    }));
}

function main(): fc.Arbitrary<Lively> {
  return fc
    .tuple(image(), probes(), hooks(), seldom(ownPolicy(['Always', 'OnFailure', 'Never'])), arbitraryLives('server'))
    .map(([parts, probed, hooked, policy, lives]) => ({
      container: { ...parts, ...probed, ...hooked, ...policy },
      lives,
    }));
}

function image(): fc.Arbitrary<ContainerParts> {
  return fc.record({
    image: fc.oneof(
      { weight: 60, arbitrary: fc.constant('app:1') },
      { weight: 1, arbitrary: fc.constant(MISSING_IMAGE) },
    ),
    imagePullPolicy: fc.constantFrom('IfNotPresent', 'IfNotPresent', 'Always', 'Never') as fc.Arbitrary<'Always'>,
  });
}

/** `restartPolicy` and rules of one container; kubelets without the gate ContainerRestartRules do not read them. */
function ownPolicy(policies: readonly string[]): fc.Arbitrary<ContainerParts> {
  return fc
    .tuple(fc.constantFrom(...policies), fc.option(rules(), { nil: undefined }))
    .map(
      ([restartPolicy, ruled]) =>
        ({ restartPolicy, ...(ruled ? { restartPolicyRules: ruled } : {}) }) as ContainerParts,
    );
}

function rules(): fc.Arbitrary<object[]> {
  const rule = fc
    .tuple(fc.constantFrom('Restart', 'RestartAllContainers'), fc.constantFrom('In', 'NotIn'), fc.subarray([0, 1, 3]))
    .map(([action, operator, values]) => ({ action, exitCodes: { operator, values } }));
  return fc.array(rule, { minLength: 1, maxLength: 2 });
}

function probes(): fc.Arbitrary<ContainerParts> {
  return fc
    .record({ startupProbe: maybe(probe(1)), readinessProbe: maybe(probe(3)), livenessProbe: maybe(probe(1)) })
    .map((parts) => withoutUndefined(parts) as ContainerParts);
}

function probe(mostSuccesses: number): fc.Arbitrary<object> {
  return fc
    .record({
      handler: fc.constantFrom({}, { httpGet: { port: 80 } }),
      initialDelaySeconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 })),
      periodSeconds: fc.integer({ min: 1, max: 10 }),
      timeoutSeconds: fc.integer({ min: 1, max: 3 }),
      successThreshold: fc.integer({ min: 1, max: mostSuccesses }),
      failureThreshold: fc.integer({ min: 1, max: 4 }),
      terminationGracePeriodSeconds:
        mostSuccesses > 1 ? fc.constant(undefined) : seldom(fc.integer({ min: 1, max: 20 })),
    })
    .map(({ handler, ...numbers }) => ({ ...handler, ...withoutUndefined(numbers) }));
}

function hooks(): fc.Arbitrary<ContainerParts> {
  const sleep = fc.integer({ min: 0, max: 20 }).map((seconds) => ({ sleep: { seconds } }));
  const hook = fc.oneof(fc.constant({}), fc.constant({ exec: { command: ['hook'] } }), sleep);
  return fc
    .record({ postStart: seldom(hook), preStop: maybe(hook) })
    .map((lifecycle) => ({ lifecycle: withoutUndefined(lifecycle) }));
}

function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 1 });
}

function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
