import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runMain, writeInput } from './run-main.ts';

const policy = (...line: readonly string[]) => runMain(['policy', ...line]);

describe('outrigger policy', () => {
  test('prints policies with their bindings as YAML that says what its JSON says', async () => {
    const { stdout, stderr, exitCode } = await policy('--select', 'SC001,native');
    const documents = parseAllDocuments(stdout).map((document) => document.toJS() as { readonly kind: string });
    const { stdout: json } = await policy('--select', 'SC001,native', '-o', 'json');
    expect(JSON.parse(json)).toEqual({ apiVersion: 'v1', kind: 'List', items: documents });
    expect(documents.slice(0, 2).map(({ kind }) => kind)).toEqual([
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
    ]);
    expect({ stderr, exitCode }).toEqual({ stderr: '11 policies with their bindings\n', exitCode: 0 });
  });

  test.each([
    ['warns unless it is told otherwise', [], ['Warn']],
    ['takes actions in a list, in either case', ['--validation-action', 'deny,Audit'], ['Deny', 'Audit']],
    ['takes actions one by one', ['--validation-action', 'Warn', '--validation-action', 'Audit'], ['Warn', 'Audit']],
  ])('%s', async (_, flags, actions) => {
    expect(await bindingOf(...flags)).toMatchObject({ spec: { validationActions: actions } });
  });

  test('leaves kube-system alone unless other namespaces are named', async () => {
    const excluded = (values: readonly string[]) => ({
      spec: { matchResources: { namespaceSelector: { matchExpressions: [{ operator: 'NotIn', values }] } } },
    });
    expect(await bindingOf()).toMatchObject(excluded(['kube-system']));
    expect(await bindingOf('--exclude-namespace', 'a', '--exclude-namespace', 'b')).toMatchObject(excluded(['a', 'b']));
    expect(await bindingOf('--exclude-namespace', '')).not.toHaveProperty('spec.matchResources');
  });

  test('selects namespaces as kubectl selects', async () => {
    const selector = 'team=shop,env in (test, live),tier!=cache,zone notin (a),ready,!old';
    expect(await bindingOf('--namespace-selector', selector, '--exclude-namespace', '')).toMatchObject({
      spec: {
        matchResources: {
          namespaceSelector: {
            matchLabels: { team: 'shop' },
            matchExpressions: [
              { key: 'env', operator: 'In', values: ['test', 'live'] },
              { key: 'tier', operator: 'NotIn', values: ['cache'] },
              { key: 'zone', operator: 'NotIn', values: ['a'] },
              { key: 'ready', operator: 'Exists' },
              { key: 'old', operator: 'DoesNotExist' },
            ],
          },
        },
      },
    });
  });

  test('knows sidecars of your own', async () => {
    const catalog = writeInput(
      'sidecars:\n- {id: ours, role: proxy, recognise: {images: [example/ours]}}\n',
      'ours.yaml',
    );
    const { stdout, stderr } = await policy('--select', 'SC001', '--catalog', catalog);
    expect(stderr).toBe('1 policy with its binding\n');
    expect(stdout).toContain("c.image.matches('(^|/)((example/ours)(:[^/@]*)?)(@.*)?$') ? 'ours'");
  });

  test('says which selected rules are left out, and what has to be switched on', async () => {
    const { stderr } = await policy('--select', 'SC001,SC002', '--kubelet', '1.28-1.33');
    expect(stderr).toBe(
      [
        '1 policy with its binding; 1 rule left out (--list says why)',
        'note: no policy for SC002: it plays the life of the pod to see which container never ends, and CEL cannot run one',
        'note: admissionregistration.k8s.io/v1beta1 is off by default: API servers need --runtime-config=admissionregistration.k8s.io/v1beta1=true and the feature gate ValidatingAdmissionPolicy',
        '',
      ].join('\n'),
    );
    expect((await policy('--select', 'SC001,SC002', '--quiet')).stderr).toBe('');
  });

  test('writes the API of the API servers for rules about older nodes', async () => {
    const { stdout, stderr } = await policy('--select', 'SC060', '--kubelet', '1.27-1.30', '--api-server', '1.30');
    expect(stdout).toContain('apiVersion: admissionregistration.k8s.io/v1\n');
    expect(stderr).toBe('1 policy with its binding\n');
  });

  test('lists rules as data, too', async () => {
    const { stdout } = await policy('--list', '--select', 'SC002,SC027', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'PolicyRules',
      rules: [
        { rule: 'SC002', validates: 'no', because: expect.stringContaining('CEL cannot run one') },
        { rule: 'SC027', validates: 'yes', differs: { as: 'wider' } },
      ],
    });
  });
});

describe('outrigger policy refuses', () => {
  test.each([
    ['a rule that nobody knows', ['--select', 'SC0021'], '--select: no rule "SC0021"'],
    [
      'rules that are no policies',
      ['--select', 'SC070'],
      'none of these rules can be a validating policy: it compares',
    ],
    [
      'rules that mend nothing',
      ['--kind', 'mutating', '--select', 'SC001,SC003'],
      'none of these rules can be a mutating policy\n',
    ],
    [
      'an action that is none',
      ['--validation-action', 'Dny'],
      '--validation-action: "Dny" is no action\nhint: did you mean "Deny"?',
    ],
    ['Deny beside Warn', ['--validation-action', 'Deny,Warn'], '--validation-action: Deny and Warn exclude each other'],
    [
      'actions of a mutation',
      ['--kind', 'mutating', '--validation-action', 'Deny'],
      'a mutating policy refuses nothing',
    ],
    ['a version that is none', ['--kubelet', 'new'], '--kubelet: "new" is no version or range'],
    ['API servers that are none', ['--api-server', 'new'], '--api-server: "new" is no version or range'],
    [
      'API servers without the API',
      ['--kind', 'mutating', '--kubelet', '1.31'],
      'no version of MutatingAdmissionPolicy is served by API servers of 1.31\nhint: served are v1 since 1.36',
    ],
    ['a selector that is none', ['--namespace-selector', 'a=b=c'], '--namespace-selector: "a=b=c" is no requirement'],
    ['a name that no object can have', ['--name-prefix', 'Team_A'], '--name-prefix: "Team_A" cannot start a name'],
    ['a file, because it reads none', ['pod.yaml'], 'too many arguments'],
  ])('%s', async (_, line, message) => {
    const { stdout, stderr, exitCode } = await policy(...line);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });

  test('a catalog with a mistake, and says where', async () => {
    const catalog = writeInput('sidecars:\n- {id: ours, recognise: {imges: [example/ours]}}\n', 'ours.yaml');
    const { stdout, stderr, exitCode } = await policy('--catalog', catalog);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(/ours\.yaml:2:\d+/);
  });
});

async function bindingOf(...flags: readonly string[]): Promise<unknown> {
  const { stdout } = await policy('--select', 'SC028', '-o', 'json', ...flags);
  return (JSON.parse(stdout) as { readonly items: readonly unknown[] }).items[1];
}
