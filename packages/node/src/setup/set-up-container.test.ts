import { describe, expect, test } from 'vitest';
import type { MadeVolume } from './mounts.ts';
import { setUpContainer } from './set-up-container.ts';
import { podWith, setUp, smallWorld } from './testing/small-world.ts';

describe('a container', () => {
  test('of which nothing is said is as its image has it', () => {
    expect(setUp({})).toEqual({
      ok: true,
      setup: {
        command: [],
        args: [],
        workingDir: undefined,
        env: [],
        mounts: [],
        logPath: '/logs/0.log',
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
      subPaths: [],
    });
  });

  test('gets what is said of it, with its variables replaced in command and arguments only', () => {
    const made = setUp({
      env: [{ name: 'PORT', value: '80' }],
      command: ['serve', '--port=$(PORT)'],
      args: ['$(PORT)', '$$(PORT)', '$(HOST)'],
      workingDir: '/srv/$(PORT)',
      terminationMessagePath: '/tmp/last-words',
      terminationMessagePolicy: 'FallbackToLogsOnError',
    });
    expect(made).toMatchObject({
      setup: {
        command: ['serve', '--port=80'],
        args: ['80', '$(PORT)', '$(HOST)'],
        workingDir: '/srv/$(PORT)',
        terminationMessagePath: '/tmp/last-words',
        terminationMessagePolicy: 'FallbackToLogsOnError',
      },
    });
  });

  test.each(['initContainers', 'containers', 'ephemeralContainers'])('is found in %s', (list) => {
    const pod = podWith({ containers: [{ name: 'main' }], [list]: [{ name: 'x', command: ['found'] }] });
    expect(setUpContainer(pod, { name: 'x' }, smallWorld)).toMatchObject({ setup: { command: ['found'] } });
  });

  test('that the pod does not have cannot be set up', () => {
    expect(setUpContainer(podWith({}), { name: 'other' }, smallWorld)).toEqual({
      ok: false,
      reason: 'CreateContainerConfigError',
      message: 'container other not found',
    });
  });
});

const volumes: ReadonlyMap<string, MadeVolume> = new Map([
  ['data', { hostPath: '/v/data', readOnly: false }],
  ['config', { hostPath: '/v/config', readOnly: true }],
]);

describe('a mount', () => {
  test.each([
    [{ name: 'data', mountPath: '/data' }, '/v/data', '/data', false],
    [{ name: 'data', mountPath: '/data', readOnly: true }, '/v/data', '/data', true],
    [{ name: 'config', mountPath: '/etc/app' }, '/v/config', '/etc/app', true],
    [{ name: 'data', mountPath: 'data' }, '/v/data', '/data', false],
    [{ name: 'data', mountPath: '/d', subPath: 'a/b' }, '/v/data/a/b', '/d', false],
    [{ name: 'data', mountPath: '/d', subPathExpr: '$(NAME)/$$(x)' }, '/v/data/web/$(x)', '/d', false],
  ])('%j shows the path of the machine in its place', (mount, hostPath, containerPath, readOnly) => {
    const env = [{ name: 'NAME', value: 'web' }];
    const made = setUp({ env, volumeMounts: [mount] }, { world: { volumes } });
    expect(made).toMatchObject({ ok: true, setup: { mounts: [{ hostPath, containerPath, readOnly }] } });
  });

  test('of a part of a volume names what has to be there', () => {
    const volumeMounts = [
      { name: 'data', mountPath: '/d', subPath: 'a/b' },
      { name: 'data', mountPath: '/all' },
    ];
    expect(setUp({ volumeMounts }, { world: { volumes } })).toMatchObject({
      subPaths: [{ volume: 'data', volumePath: '/v/data', subPath: 'a/b', container: 'app' }],
    });
  });

  test.each([
    [{ name: 'x', mountPath: '/x' }, 'cannot find volume "x" to mount into container "app"'],
    [{ name: 'data', mountPath: '/d', subPath: '/etc' }, 'error SubPath `/etc` must not be an absolute path'],
    [
      { name: 'data', mountPath: '/d', subPath: 'a/../../etc' },
      "unable to provision SubPath `a/../../etc`: must not contain '..'",
    ],
    [{ name: 'data', mountPath: '/d', subPathExpr: '$(B)$(A)/$(B)$(EMPTY)' }, 'missing value for A, B, EMPTY'],
    [
      { name: 'data', mountPath: '/d', subPathExpr: '$(UP)/x' },
      "unable to provision SubPath `../x`: must not contain '..'",
    ],
  ])('%j is refused', (mount, message) => {
    const env = [
      { name: 'EMPTY', value: '' },
      { name: 'UP', value: '..' },
    ];
    expect(setUp({ env, volumeMounts: [mount] }, { world: { volumes } })).toEqual({
      ok: false,
      reason: 'CreateContainerConfigError',
      message,
    });
  });
});
