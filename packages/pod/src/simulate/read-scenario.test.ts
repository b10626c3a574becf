import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScenario, type ScenarioProblem } from './read-scenario.ts';

describe('a Scenario document', () => {
  test('is read with the defaults of the golden Scenarios', () => {
    const { pod, behaviour, timeline, until, missingImages } = scenarioOf({ metadata: { name: 'small' }, ...small });
    expect(pod).toMatchObject({
      metadata: { name: 'small', namespace: 'default' },
      spec: {
        initContainers: [{ name: 'proxy', image: 'localhost/busybox:1', imagePullPolicy: 'Never' }],
        containers: [{ name: 'app', image: 'mine:1', imagePullPolicy: 'Always' }],
      },
    });
    expect({ behaviour, timeline, until }).toEqual({ behaviour: {}, timeline: [], until: 60_000 });
    expect(['localhost/busybox:1', 'localhost/busybox:2', 'mine:1'].map(missingImages)).toEqual([false, false, true]);
  });

  test('tells how containers behave, attempt by attempt', () => {
    const { behaviour } = scenarioOf({
      ...small,
      behaviour: {
        app: [
          {
            run: '4s',
            exit: 3,
            onTerm: { after: '1s', exit: 143, ignore: true },
            probes: { startup: { succeedAfter: '3s', failAfter: '8s', never: true, takes: '250ms', warning: 'slow' } },
            hooks: { preStop: { takes: '1m30s', exit: 1 } },
          },
          {},
        ],
      },
    });
    expect(behaviour.app).toEqual([
      {
        run: 4000,
        exit: 3,
        onTerm: { after: 1000, exit: 143, ignore: true },
        probes: {
          startup: { succeedAfter: 3000, failAfter: 8000, never: true, takes: 250, lingers: true, warning: 'slow' },
        },
        hooks: { preStop: { takes: 90_000, exit: 1 } },
      },
      { run: forever, exit: 0, onTerm: { after: 0, exit: 0, ignore: false }, probes: {}, hooks: {} },
    ]);
  });

  test('tells what is done to the pod, in order of time', () => {
    const { timeline } = scenarioOf({
      ...small,
      timeline: [
        { at: '9s', delete: {} },
        { at: '8s', delete: { gracePeriodSeconds: 0 } },
        { at: '7s', evict: { gracePeriodSeconds: 5 } },
        { at: '6s', setImage: { container: 'app', image: 'mine:2' } },
        { at: '5s', crash: { container: 'proxy' } },
        { at: '4s', crash: { sandbox: true } },
        { at: '3s', crash: {} },
        { at: '2s', remove: { container: 'proxy' } },
        { restartKubelet: true },
      ],
    });
    expect(timeline).toEqual([
      { at: 0, does: 'restartKubelet' },
      { at: 2000, does: 'remove', container: 'proxy' },
      { at: 3000, does: 'crash', what: 'everything' },
      { at: 4000, does: 'crash', what: 'sandbox' },
      { at: 5000, does: 'crash', what: { container: 'proxy' } },
      { at: 6000, does: 'setImage', container: 'app', image: 'mine:2' },
      { at: 7000, does: 'evict', graceSeconds: 5 },
      { at: 8000, does: 'delete', graceSeconds: 0 },
      { at: 9000, does: 'delete', graceSeconds: undefined },
    ]);
  });

  test.each<[says: string, document: unknown, problems: readonly string[]]>([
    ['is no map', 'text', [': expected a map, got "text"']],
    ['is a list', [], [': expected a map, got a list']],
    ['has a field that means nothing', { ...small, behavior: {} }, ['behavior: unknown field "behavior"']],
    ['has a name that is no text', { ...small, metadata: { name: 7 } }, ['metadata.name: expected a text, got 7']],
    ['plays longer than a year', { ...small, until: '366d' }, ['until: a play cannot be longer than a year']],
    ['plays forever', { ...small, until: 'forever' }, ['until: a play cannot be longer than a year']],
    [
      'has a duration without a unit',
      { ...small, until: 30 },
      ['until: expected a duration such as 4s, 250ms or 1m30s, got 30'],
    ],
    ['lets a stranger behave', { ...small, behaviour: { ap: [] } }, ['behaviour.ap: the pod has no container "ap"']],
    [
      'has a behaviour that is no list',
      { ...small, behaviour: { app: {} } },
      ['behaviour.app: expected a list, got a map'],
    ],
    [
      'has an attempt that is no map',
      { ...small, behaviour: { app: ['4s'] } },
      ['behaviour.app.0: expected a map, got "4s"'],
    ],
    [
      'ends with no exit code',
      { ...small, behaviour: { app: [{ exit: -1 }] } },
      ['behaviour.app.0.exit: expected a whole number of 0 or more, got -1'],
    ],
    [
      'ends with half a code',
      { ...small, behaviour: { app: [{ exit: 1.5 }] } },
      ['behaviour.app.0.exit: expected a whole number of 0 or more, got 1.5'],
    ],
    [
      'ignores TERM perhaps',
      { ...small, behaviour: { app: [{ onTerm: { ignore: 'yes' } }] } },
      ['behaviour.app.0.onTerm.ignore: expected true or false, got "yes"'],
    ],
    [
      'has an unknown probe',
      { ...small, behaviour: { app: [{ probes: { health: {} } }] } },
      ['behaviour.app.0.probes.health: unknown field "health"'],
    ],
    [
      'has an unknown hook',
      { ...small, behaviour: { app: [{ hooks: { stop: {} } }] } },
      ['behaviour.app.0.hooks.stop: unknown field "stop"'],
    ],
    [
      'has a hook that ends never and nowhere',
      { ...small, behaviour: { app: [{ hooks: { preStop: { ends: '1s' } } }] } },
      ['behaviour.app.0.hooks.preStop.ends: unknown field "ends"'],
    ],
    ['says nothing that happens', { ...small, timeline: [{ at: '1s' }] }, ['timeline.0: says nothing that happens']],
    [
      'says that nothing is done',
      { ...small, timeline: [{ restartKubelet: false }] },
      ['timeline.0: says nothing that happens'],
    ],
    [
      'lets two things happen in one entry',
      { ...small, timeline: [{ crash: {}, delete: {} }] },
      ['timeline.0: says both delete and crash; write an entry for each'],
    ],
    [
      'names an unknown happening',
      { ...small, timeline: [{ explode: {} }] },
      ['timeline.0.explode: unknown field "explode"', 'timeline.0: says nothing that happens'],
    ],
    [
      'deletes with a negative grace',
      { ...small, timeline: [{ delete: { gracePeriodSeconds: -1 } }] },
      ['timeline.0.delete.gracePeriodSeconds: expected a whole number of 0 or more, got -1'],
    ],
    [
      'crashes a stranger',
      { ...small, timeline: [{ crash: { container: 'ap' } }] },
      ['timeline.0.crash.container: the pod has no container "ap"'],
    ],
    [
      'changes no image',
      { ...small, timeline: [{ setImage: { container: 'app' } }] },
      ['timeline.0.setImage.image: expected a text, got nothing'],
    ],
    [
      'happens sometime',
      { ...small, timeline: [{ at: 'soon', delete: {} }] },
      ['timeline.0.at: expected a duration such as 4s, 250ms or 1m30s, got "soon"'],
    ],
  ])('is refused when it %s', (_, document, expected) => {
    const told = problemsOf(document);
    expect(told).toHaveLength(expected.length);
    for (const [i, text] of expected.entries()) expect(told[i]).toContain(text);
  });

  test('is told everything that is wrong with it at once, each thing at its own place', () => {
    const timeline = [
      { at: '9s', crash: { container: 'nobody' } },
      { at: '1s', delete: {} },
    ];
    expect(problemsOf({ ...small, until: 'soon', timeline })).toEqual([
      'until: expected a duration such as 4s, 250ms or 1m30s, got "soon"',
      'timeline.0.crash.container: the pod has no container "nobody"',
    ]);
  });

  test('never makes the reader throw, whatever it holds', () => {
    const part = fc.anything({ maxDepth: 3 });
    const spec = fc.record({ initContainers: part, containers: part }, { requiredKeys: [] });
    const document = fc.record(
      {
        metadata: part,
        description: part,
        pod: fc.oneof(part, fc.record({ spec: fc.oneof(part, spec) })),
        behaviour: part,
        timeline: part,
        until: part,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(document, (value) => void readScenario(value)),
      { numRuns: 2000, seed: 1 },
    );
  });
});

const forever = Number.POSITIVE_INFINITY;

const small = {
  pod: {
    spec: {
      initContainers: [{ name: 'proxy', restartPolicy: 'Always' }],
      containers: [{ name: 'app', image: 'mine:1', imagePullPolicy: 'Always' }],
    },
  },
};

function scenarioOf(document: unknown) {
  const read = readScenario(document);
  if (!read.ok) throw new Error(read.problems.map(print).join('\n'));
  return read.scenario;
}

function problemsOf(document: unknown): readonly string[] {
  const read = readScenario(document);
  return read.ok ? [] : read.problems.map(print);
}

function print({ path, message }: ScenarioProblem): string {
  return `${path.join('.')}: ${message}`;
}
