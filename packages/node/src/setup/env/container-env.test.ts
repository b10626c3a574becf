import type { IContainer, IEnvVarSource, IPodSpec } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { materialWith, setUp } from '../testing/small-world.ts';

type Case = readonly [
  what: string,
  container: Partial<IContainer>,
  env: Readonly<Record<string, string>>,
  options?: Parameters<typeof setUp>[1],
];

const material = materialWith({ FROM: 'map', BOTH: 'map', '1-digit.first': 'any' }, { FROM: 'secret', BOTH: 'secret' });
const world = { material };
const mapRef = { configMapRef: { name: 'c' } };
const secretRef = { secretRef: { name: 's' } };
const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
const from = (name: string, valueFrom: IEnvVarSource) => ({ name, valueFrom });

// After TestMakeEnvironmentVariables in pkg/kubelet/kubelet_pods_test.go@v1.36.2, but for variables of Services.
const CASES: readonly Case[] = [
  [
    'what the pod and its place are',
    {
      env: [
        field('NAME', 'metadata.name'),
        field('NAMESPACE', 'metadata.namespace'),
        field('UID', 'metadata.uid'),
        field('NODE', 'spec.nodeName'),
        field('OLD_NODE', 'spec.host'),
        field('ACCOUNT', 'spec.serviceAccountName'),
        field('IP', 'status.podIP'),
        field('IPS', 'status.podIPs'),
        field('HOST', 'status.hostIP'),
        field('HOSTS', 'status.hostIPs'),
      ],
    },
    {
      NAME: 'web',
      NAMESPACE: 'shop',
      UID: '1-2-3',
      NODE: 'node-1',
      OLD_NODE: 'node-1',
      ACCOUNT: 'default',
      IP: '127.1.2.3',
      IPS: '127.1.2.3,fd00::6',
      HOST: '192.0.2.1',
      HOSTS: '192.0.2.1,fd00::1',
    },
  ],
  [
    'the account it runs as',
    { env: [field('ACCOUNT', 'spec.serviceAccountName')] },
    { ACCOUNT: 'special' },
    { spec: { serviceAccountName: 'special' } },
  ],
  [
    'labels and annotations, one or all',
    {
      env: [
        field('LABEL', "metadata.labels['app']"),
        field('NONE', "metadata.labels['other']"),
        field('NOTE', "metadata.annotations['example.org/a[b]']"),
        field('LABELS', 'metadata.labels'),
        field('NOTES', 'metadata.annotations'),
      ],
    },
    {
      LABEL: 'web',
      NONE: '',
      NOTE: 'two\nlines',
      LABELS: 'app="web"\ntier="1"',
      NOTES: 'bell="\\a\\x1b\\u200b\\\\ \\"ü\\""\nexample.org/a[b]="two\\nlines"',
    },
    {
      metadata: {
        labels: { tier: '1', app: 'web' },
        annotations: { 'example.org/a[b]': 'two\nlines', bell: '\u0007\u001b\u200b\\ "ü"' },
      },
    },
  ],
  [
    'values with what came before put in, and nothing that comes after',
    {
      env: [
        { name: 'LITERAL', value: 'a-b' },
        field('NAME', 'metadata.name'),
        { name: 'EARLY', value: '$(LATE)' },
        { name: 'LATE', value: 'late' },
        { name: 'EMPTY', value: '' },
        { name: 'EMPTY_TEST', value: 'foo-$(EMPTY)' },
        { name: 'TWICE', value: '2-$(NAME)' },
        { name: 'THRICE', value: '$(TWICE)-3' },
        { name: 'ESCAPED', value: '$$(NAME)' },
      ],
    },
    {
      LITERAL: 'a-b',
      NAME: 'web',
      EARLY: '$(LATE)',
      LATE: 'late',
      EMPTY: '',
      EMPTY_TEST: 'foo-',
      TWICE: '2-web',
      THRICE: '2-web-3',
      ESCAPED: '$(NAME)',
    },
  ],
  [
    'a name twice: the later counts, and sees the earlier',
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '$(A)2' },
      ],
    },
    { A: '12' },
  ],
  [
    'a ConfigMap, also with a prefix; its own variables win',
    {
      envFrom: [mapRef, { ...mapRef, prefix: 'p_' }],
      env: [
        { name: 'EXPANDED', value: '$(FROM)' },
        { name: 'BOTH', value: 'own' },
      ],
    },
    {
      '1-digit.first': 'any',
      BOTH: 'own',
      FROM: 'map',
      'p_1-digit.first': 'any',
      p_BOTH: 'map',
      p_FROM: 'map',
      EXPANDED: 'map',
    },
    { world },
  ],
  [
    'a Secret over a ConfigMap',
    { envFrom: [mapRef, secretRef] },
    { '1-digit.first': 'any', BOTH: 'secret', FROM: 'secret' },
    { world },
  ],
  [
    'single keys',
    {
      env: [
        from('A', { configMapKeyRef: { name: 'c', key: 'FROM' } }),
        from('B', { secretKeyRef: { name: 's', key: 'FROM' } }),
      ],
    },
    { A: 'map', B: 'secret' },
    { world },
  ],
  [
    'nothing of what is missing and optional; what had a value keeps it',
    {
      envFrom: [{ secretRef: { name: 'x', optional: true } }, { configMapRef: { name: 'x', optional: true } }],
      env: [
        { name: 'A', value: '1' },
        from('A', { configMapKeyRef: { name: 'c', key: 'x', optional: true } }),
        from('B', { configMapKeyRef: { name: 'x', key: 'x', optional: true } }),
        from('C', { secretKeyRef: { name: 's', key: 'x', optional: true } }),
        from('D', { secretKeyRef: { name: 'x', key: 'x', optional: true } }),
      ],
    },
    { A: '1' },
    { world },
  ],
];

describe('a container’s variables', () => {
  test.each(CASES.map(([what, ...rest]) => ({ what, rest })))('are $what', ({ rest: [container, env, options] }) => {
    expect(envOf(container, options)).toEqual(env);
  });

  test('are in the order in which they are first named', () => {
    const env = [
      { name: 'Z', value: '1' },
      { name: 'FROM', value: '2' },
      { name: 'A', value: '3' },
    ];
    expect(Object.keys(envOf({ envFrom: [mapRef], env }, { world }))).toEqual([
      '1-digit.first',
      'BOTH',
      'FROM',
      'Z',
      'A',
    ]);
  });

  test.each<readonly [Partial<IContainer>, string]>([
    [{ envFrom: [{ configMapRef: { name: 'x' } }] }, 'configmap "x" not found'],
    [{ envFrom: [{ secretRef: { name: 'x' } }] }, 'secret "x" not found'],
    [{ env: [from('A', { configMapKeyRef: { name: 'x', key: 'k' } })] }, 'configmap "x" not found'],
    [{ env: [from('A', { secretKeyRef: { name: 'x', key: 'k' } })] }, 'secret "x" not found'],
    [{ env: [from('A', { configMapKeyRef: { name: 'c', key: 'k' } })] }, "couldn't find key k in ConfigMap shop/c"],
    [{ env: [from('A', { secretKeyRef: { name: 's', key: 'k' } })] }, "couldn't find key k in Secret shop/s"],
    [{ env: [field('A', 'spec.containers')] }, 'field label not supported: spec.containers'],
    [{ env: [field('A', "spec.x['y']")] }, "field label not supported: spec.x['y']"],
    [{ env: [field('A', 'spec.restartPolicy')] }, 'unsupported fieldPath: spec.restartPolicy'],
    [
      { env: [from('A', { resourceFieldRef: { resource: 'limits.gpu' } })] },
      'unsupported container resource : limits.gpu',
    ],
    [
      { env: [from('A', { resourceFieldRef: { resource: 'limits.cpu', containerName: 'x' } })] },
      'container x not found',
    ],
    [{ env: [{ name: 'A', value: 'x\0y' }] }, 'invalid environment variable "A": contains nul byte (\\x00)'],
  ])('%j cannot be had', (container, message) => {
    expect(setUp(container, { world })).toEqual({ ok: false, reason: 'CreateContainerConfigError', message });
  });

  test('come from the namespace of the pod', () => {
    expect(setUp({ envFrom: [mapRef] }, { world, metadata: { namespace: 'other' } })).toMatchObject({
      message: 'configmap "c" not found',
    });
  });
});

describe('a resource as a variable', () => {
  const resources = {
    requests: { cpu: '1200m', memory: '100Mi', 'hugepages-2Mi': '4Mi' },
    limits: { cpu: '1.5', memory: '1Gi', 'hugepages-2Mi': '4Mi', 'ephemeral-storage': '1500' },
  };

  // After TestExtractResourceValue in pkg/api/v1/resource/helpers_test.go@v1.36.2.
  test.each([
    ['limits.cpu', undefined, '2'],
    ['limits.cpu', '1m', '1500'],
    ['requests.cpu', undefined, '2'],
    ['requests.cpu', '0', '2'],
    ['requests.cpu', '100m', '12'],
    ['requests.memory', undefined, '104857600'],
    ['requests.memory', '1Mi', '100'],
    ['limits.memory', '1M', '1074'],
    ['limits.ephemeral-storage', '1k', '2'],
    ['requests.hugepages-2Mi', '1Mi', '4'],
    ['limits.hugepages-1Gi', undefined, '0'],
  ])('%s in units of %s is %s', (resource, divisor, value) => {
    expect(resourceOf(resource, { container: { resources }, divisor })).toBe(value);
  });

  test.each([
    ['limits.cpu', '2'],
    ['limits.memory', String(4 * 2 ** 30)],
    ['limits.ephemeral-storage', '0'],
    ['requests.cpu', '0'],
  ])('%s without any is what the machine has, for limits: %s', (resource, value) => {
    expect(resourceOf(resource, {})).toBe(value);
  });

  test('is what the pod may have, where that is less than the machine', () => {
    const spec = { resources: { limits: { cpu: '1', memory: '1Gi' } } };
    expect(resourceOf('limits.cpu', { spec })).toBe('1');
    expect(resourceOf('limits.memory', { spec, divisor: '1Mi' })).toBe('1024');
  });

  test('a request defaults to the limit, as the API server has it', () => {
    expect(resourceOf('requests.cpu', { container: { resources: { limits: { cpu: '3' } } } })).toBe('3');
  });

  test('may be another container’s', () => {
    const spec = { initContainers: [{ name: 'init', resources: { limits: { cpu: '9' } } }] };
    expect(resourceOf('limits.cpu', { spec, containerName: 'init' })).toBe('9');
  });

  interface Asked {
    readonly container?: Partial<IContainer>;
    readonly spec?: Partial<IPodSpec>;
    readonly divisor?: string | undefined;
    readonly containerName?: string;
  }
  function resourceOf(resource: string, { container, spec, divisor, containerName }: Asked): string | undefined {
    const ref = { resource, ...(divisor !== undefined && { divisor }), ...(containerName && { containerName }) };
    return envOf({ ...container, env: [from('A', { resourceFieldRef: ref })] }, spec && { spec }).A;
  }
});

describe('a variable from a file', () => {
  const fileRef = (key: string, optional?: boolean) =>
    from('A', { fileKeyRef: { volumeName: 'v', path: 'x.env', key, ...(optional && { optional }) } });
  const reading = (text: string | undefined) => ({
    spec: { volumes: [{ name: 'v', emptyDir: {} }] },
    world: {
      readVolumeFile: (volume: string, path: string) => (volume === 'v' && path === 'x.env' ? text : undefined),
    },
  });

  // After pkg/kubelet/util/env/env_util_test.go@v1.36.2.
  test.each([
    ['a plain line', "A='1'\nKEY='2'\n", '2'],
    ['a line after blanks, comments and indentation', "# x\n\n  \t\n \tKEY='2'  # y", '2'],
    ['a value with everything in it', "KEY='a=b #c $D \\n'", 'a=b #c $D \\n'],
    ['a value over lines', "OTHER='x\nKEY=\n'\nKEY='1\n2'", '1\n2'],
    ['the first of two', "KEY='1'\nKEY='2'", '1'],
    ['a line before one that is wrong', "KEY='1'\nwrong", '1'],
    ['a line that ends as on Windows', "KEY='1'\r\n", '1'],
  ])('is read from %s', (_, text, value) => {
    expect(envOf({ env: [fileRef('KEY')] }, reading(text))).toEqual({ A: value });
  });

  test.each([
    ['no file', undefined],
    ['a line without =', 'KEY\n'],
    ['a line without a name', "='1'\n"],
    ['a blank before =', "KEY ='1'\n"],
    ['other quotes', 'KEY="1"\n'],
    ['a quote that does not close', "KEY='1\n\n"],
    ['something after the quote', "KEY='1'2\n"],
  ])('cannot be read from %s', (_, text) => {
    expect(setUp({ env: [fileRef('KEY', true)] }, reading(text))).toMatchObject({ message: "couldn't parse env file" });
  });

  test.each(["OTHER='1'", "KEY=''", "KEY= 'value'"])('that is empty or missing in %j is missing', (text) => {
    expect(setUp({ env: [fileRef('KEY')] }, reading(text))).toMatchObject({
      message: 'environment variable key "KEY" not found in file "x.env"',
    });
    expect(envOf({ env: [fileRef('KEY', true)] }, reading(text))).toEqual({});
  });

  test('needs the volume', () => {
    expect(setUp({ env: [fileRef('KEY')] })).toMatchObject({
      message: 'cannot find the volume "v" referenced by FileKeyRef',
    });
  });
});

function envOf(
  container: Partial<IContainer>,
  options?: Parameters<typeof setUp>[1],
): Readonly<Record<string, string>> {
  const made = setUp(container, options);
  if (!made.ok) throw new Error(made.message);
  return Object.fromEntries(made.setup.env);
}
