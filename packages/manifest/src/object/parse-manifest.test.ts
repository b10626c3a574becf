import { describe, expect, test } from 'vitest';
import type { Problem } from '../problem/problem.ts';
import { unmark } from '../problem/testing/marked-text.ts';
import { parseManifest } from './parse-manifest.ts';

describe('parseManifest', () => {
  test.each([
    [
      'documents between lines of dashes',
      'a.yaml',
      '# first\n---\nkind: A\napiVersion: v1\n--- # second\n\n---\nkind: B\napiVersion: v1\n',
      ['A', 'B'],
    ],
    [
      'documents with Windows line ends',
      'a.yaml',
      'kind: A\r\napiVersion: v1\r\n---\r\nkind: B\r\napiVersion: v1\r\n',
      ['A', 'B'],
    ],
    ['JSON', 'a.json', '{"kind": "A", "apiVersion": "v1"}', ['A']],
    ['JSON indented with tabs', 'a.json', '{\n\t"kind": "A",\n\t"apiVersion": "v1"\n}\n', ['A']],
    [
      'JSON objects that follow one another',
      '-',
      '{"kind":"A","apiVersion":"v1"}\n{"kind":"B","apiVersion":"v1"}',
      ['A', 'B'],
    ],
    [
      'the items of a List',
      'a.yaml',
      'kind: List\napiVersion: v1\nitems:\n- {kind: A, apiVersion: v1}\n- {kind: B, apiVersion: v1}\n',
      ['A', 'B'],
    ],
    [
      'Lists in Lists',
      'a.yaml',
      'kind: List\napiVersion: v1\nitems:\n- kind: List\n  apiVersion: v1\n  items: [{kind: A, apiVersion: v1}]\n',
      ['A'],
    ],
    [
      'the items of a typed list, which leave out what they are',
      'a.json',
      '{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"x"}}]}',
      ['Pod'],
    ],
    ['nothing in a file of comments', 'a.yaml', '# one\n---\n# two\n', []],
    ['nothing in documents that are null', 'a.yaml', 'null\n---\n~\n', []],
    ['a document ended by dots', 'a.yaml', 'kind: A\napiVersion: v1\n...\n', ['A']],
    ['a document after a directive', 'a.yaml', '%YAML 1.1\n---\nkind: A\napiVersion: v1\n', ['A']],
    ['anchors, aliases and merges', 'a.yaml', 'x: &x {apiVersion: v1}\n<<: *x\nkind: A\n', ['A']],
    ['a text with a byte order mark', 'a.yaml', '\ufeffkind: A\napiVersion: v1\n', ['A']],
  ])('reads %s', async (_name, file, text, kinds) => {
    const { objects, problems } = await parseManifest(text, file);
    expect({ kinds: objects.map(({ kind }) => kind), problems }).toEqual({ kinds, problems: [] });
  });

  test('knows name, namespace and value of an object', async () => {
    const { objects } = await parseManifest(
      'kind: A\napiVersion: v1\nmetadata: {name: x, namespace: shop}\n',
      'a.yaml',
    );
    expect(objects[0]).toMatchObject({
      name: 'x',
      namespace: 'shop',
      file: 'a.yaml',
      value: { metadata: { name: 'x', namespace: 'shop' } },
    });
  });

  test('locates fields through aliases and merges, where they are written', async () => {
    const { objects } = await parseManifest(
      'base: &b {size: 5}\nkind: A\napiVersion: v1\nspec:\n  <<: *b\n  all: *b\n',
      'a.yaml',
    );
    const [object] = objects;
    const lines = [
      ['spec', 'size'],
      ['spec', 'all', 'size'],
      ['spec', 'all'],
      ['spec', 'none'],
    ].map((path) => object?.locate(path).line);
    expect(lines).toEqual([1, 1, 6, 4]);
  });

  test.each([
    ['base/kustomization.yaml', 'resources: [a.yaml]\n', 'kustomize.config.k8s.io/v1beta1 Kustomization'],
    ['kustomization.yml', 'kind: Component\n', 'kustomize.config.k8s.io/v1alpha1 Component'],
    ['kustomization.yaml', 'apiVersion: v1\nkind: Pod\n', 'v1 Pod'],
  ])('%s need not say what it is: %j', async (file, text, kind) => {
    const { objects, problems } = await parseManifest(text, file);
    expect(objects.map((object) => `${object.apiVersion} ${object.kind}`)).toEqual([kind]);
    expect(problems).toEqual([]);
  });

  test('a mistake in one document leaves the others readable', async () => {
    const { objects, problems } = await parseManifest(
      'kind: A\napiVersion: v1\n---\na: b: c\n---\nkind: B\napiVersion: v1\n',
      'a.yaml',
    );
    expect(objects.map(({ kind }) => kind)).toEqual(['A', 'B']);
    expect(problems.map(({ code, position }) => [code, position?.line])).toEqual([['syntax', 4]]);
  });

  const faults: readonly (readonly [marked: string, Pick<Problem, 'code' | 'message' | 'hint'>, file?: string])[] = [
    [
      'a: «b»: c\n',
      {
        code: 'syntax',
        message: 'nested mappings are not allowed in compact mappings',
        hint: 'put quotes around the value if the colon belongs to it',
      },
    ],
    ['a:\n«\t»b: 1\n', { code: 'syntax', message: 'tabs are not allowed as indentation', hint: 'indent with spaces' }],
    ['a: "x\n«»', { code: 'syntax', message: 'missing closing "quote' }],
    [
      'a: «@»x\n',
      {
        code: 'syntax',
        message: 'plain value cannot start with reserved character @',
        hint: 'put quotes around the value',
      },
    ],
    [
      '--- «kind: A»\n',
      {
        code: 'syntax',
        message: 'invalid Yaml document separator: kind: A',
        hint: 'only a comment may follow `---` on its line; begin the document on the next one',
      },
    ],
    [
      'a: 1\nb: 2\n«a»: 3\n',
      { code: 'duplicate-key', message: 'key "a" already set in map', hint: 'first set on line 1' },
    ],
    ['a: «*b»\n', { code: 'alias', message: "unknown anchor 'b' referenced" }],
    ['a: &a [«*a»]\n', { code: 'alias', message: "anchor 'a' value contains itself" }],
    ['a: «.inf»\n', { code: 'bad-value', message: 'json: unsupported value: +Inf' }],
    ['a: !!int «x»\n', { code: 'bad-value', message: 'cannot decode !!str `x` as a !!int' }],
    ['«~»: 1\n', { code: 'bad-key', message: 'unsupported map key of type: null' }],
    ['«{a: b}»: 1\n', { code: 'bad-key', message: 'invalid map key: a map' }],
    ['<<: «5»\n', { code: 'bad-value', message: 'map merge requires map or sequence of maps as the value' }],
    ['«hello world»\n', { code: 'not-kubernetes', message: 'not a Kubernetes object: a string' }],
    ['«- kind: A\n  apiVersion: v1»\n', { code: 'not-kubernetes', message: 'not a Kubernetes object: a list' }],
    ['«apiVersion: v1»\n', { code: 'not-kubernetes', message: "not a Kubernetes object: Object 'Kind' is missing" }],
    ['«kind: Pod»\n', { code: 'not-kubernetes', message: "not a Kubernetes object: Object 'apiVersion' is missing" }],
    [
      '«replicas: 1»\n',
      {
        code: 'not-kubernetes',
        message: "not a Kubernetes object: Object 'Kind' is missing",
        hint: 'render the chart first: helm template web',
      },
      'web/values.yaml',
    ],
    [
      '«services: {web: {}}»\n',
      {
        code: 'not-kubernetes',
        message: "not a Kubernetes object: Object 'Kind' is missing",
        hint: 'a Compose file? kompose convert makes manifests of it',
      },
    ],
    [
      'kind: A\nname: «{{ .Values.name }}»\n',
      {
        code: 'unrendered-template',
        message: 'an unrendered template: {{ .Values.name }}',
        hint: 'render the chart first: helm template CHART',
      },
    ],
    [
      '«{{- if .Values.on }}»\nkind: A\n{{- end }}\n---\nb: {{ .Values.b }}\n',
      {
        code: 'unrendered-template',
        message: 'an unrendered template: {{- if .Values.on }}',
        hint: 'render the chart first: helm template charts/web',
      },
      'charts/web/templates/a.yaml',
    ],
    [
      'kind: A\nname: web-«{{ .Name }}» x: y\n',
      {
        code: 'unrendered-template',
        message: 'an unrendered template: {{ .Name }}',
        hint: 'render the template first, for example: helm template CHART',
      },
    ],
    [
      '«{% if on %}»\nkind: A\n{% endif %}\n',
      {
        code: 'unrendered-template',
        message: 'an unrendered template: {% if on %}',
        hint: 'render the Jinja template first',
      },
    ],
    [
      'data: "{{ quoted }}"\na: «b»: c\n',
      {
        code: 'syntax',
        message: 'nested mappings are not allowed in compact mappings',
        hint: 'put quotes around the value if the colon belongs to it',
      },
    ],
  ];
  test.each(faults.map(([marked, expected, file = 'a.yaml']) => ({ marked, expected, file })))(
    'says of $marked what is wrong, once and where',
    async ({ marked, expected, file }) => {
      const { text, offset, endOffset } = unmark(marked);
      const { objects, problems } = await parseManifest(text, file);
      expect(objects).toEqual([]);
      expect(problems.map(({ code, message, hint }) => ({ code, message, ...(hint && { hint }) }))).toEqual([expected]);
      expect(problems[0]).toMatchObject({ severity: 'error', file, position: { offset, endOffset } });
    },
  );
});
