import { describe, expect, test } from 'vitest';
import { parseManifest } from '../object/parse-manifest.ts';
import { applyEdits } from './apply-edits.ts';
import { editObject } from './edit-object.ts';
import type { Patch } from './patch.ts';

const MOVE: Patch = [
  { op: 'add', path: ['spec', 'initContainers'], value: [] },
  { op: 'move', from: ['spec', 'containers', 1], path: ['spec', 'initContainers', 0] },
];
const NATIVE: Patch = [...MOVE, { op: 'add', path: ['spec', 'initContainers', 0, 'restartPolicy'], value: 'Always' }];

/** Text behind a Pod's first lines, the patch, and what becomes of the text. */
const CASES: readonly (readonly [what: string, before: string, patch: Patch, after: string])[] = [
  [
    'a container moves with the comments above it, inside it and behind it',
    `spec:
  containers:
  # serves
  - name: app
    image: app:1
  # talks to the database
  - name: proxy # the proxy
    image: proxy:1
    # - a later flag
  restartPolicy: Always
`,
    NATIVE,
    `spec:
  initContainers:
  # talks to the database
  - name: proxy # the proxy
    image: proxy:1
    restartPolicy: Always
    # - a later flag
  containers:
  # serves
  - name: app
    image: app:1
  restartPolicy: Always
`,
  ],
  [
    'dashes that stand deeper than their key go on doing so',
    `spec:
    containers:
        - name: app
        - name: proxy
          args:
              - |
                  two
                  lines
`,
    NATIVE,
    `spec:
    initContainers:
        - name: proxy
          restartPolicy: Always
          args:
              - |
                  two
                  lines
    containers:
        - name: app
`,
  ],
  [
    'a list with another indentation takes the lines in its own',
    `spec:
  initContainers:
      - name: init
  containers:
  - name: app
  - name: proxy
    command: [sh, -c, "a
      b"]
`,
    [{ op: 'move', from: ['spec', 'containers', 1], path: ['spec', 'initContainers', 1] }],
    `spec:
  initContainers:
      - name: init
      - name: proxy
        command: [sh, -c, "a
          b"]
  containers:
  - name: app
`,
  ],
  [
    'blank lines between items stay between items',
    `spec:
  containers:
  - name: app

  - name: proxy

  - name: last
`,
    MOVE,
    `spec:
  initContainers:
  - name: proxy
  containers:
  - name: app

  - name: last
`,
  ],
  [
    'a text without a line break at its end stays without one',
    'spec:\n  containers:\n  - name: app\n  - name: proxy',
    MOVE,
    'spec:\n  initContainers:\n  - name: proxy\n  containers:\n  - name: app\n',
  ],
  [
    'the first container moves as well',
    'spec:\n  containers:\n  - name: proxy\n    image: p\n  - name: app\n',
    [
      { op: 'add', path: ['spec', 'initContainers'], value: [] },
      { op: 'move', from: ['spec', 'containers', 0], path: ['spec', 'initContainers', 0] },
    ],
    'spec:\n  initContainers:\n  - name: proxy\n    image: p\n  containers:\n  - name: app\n',
  ],
  [
    'a list that loses its last item is empty, and can be taken out',
    'spec:\n  initContainers: # none soon\n  - name: proxy\n  containers:\n  - name: app\n',
    [
      { op: 'move', from: ['spec', 'initContainers', 0], path: ['spec', 'containers', 0] },
      { op: 'remove', path: ['spec', 'initContainers'] },
    ],
    'spec:\n  containers:\n  - name: proxy\n  - name: app\n',
  ],
  [
    'the field behind a dash can be taken out: the next one takes its place',
    'spec:\n  containers:\n  - args: [a]\n    # which image\n    image: x\n    name: app\n',
    [{ op: 'remove', path: ['spec', 'containers', 0, 'args'] }],
    'spec:\n  containers:\n  # which image\n  - image: x\n    name: app\n',
  ],
  [
    'text that YAML 1.1 would misread gets quotes; quotes that are there stay',
    'spec:\n  containers:\n  - name: "app"\n    image: \'x\'\n    workingDir: a\n',
    [
      { op: 'replace', path: ['spec', 'containers', 0, 'name'], value: 'web' },
      { op: 'replace', path: ['spec', 'containers', 0, 'image'], value: "it's" },
      { op: 'replace', path: ['spec', 'containers', 0, 'workingDir'], value: '0644' },
      { op: 'add', path: ['spec', 'containers', 0, 'args'], value: ['y', '12:30', 'on', '--x'] },
    ],
    `spec:
  containers:
  - name: "web"
    image: 'it''s'
    args:
    - "y"
    - "12:30"
    - "on"
    - --x
    workingDir: "0644"
`,
  ],
  [
    'a script stays a block',
    'spec:\n  containers:\n  - name: app\n    args:\n    - |\n      wait\n      run\n    - last\n',
    [{ op: 'replace', path: ['spec', 'containers', 0, 'args', 0], value: 'run\n' }],
    'spec:\n  containers:\n  - name: app\n    args:\n    - |\n      run\n    - last\n',
  ],
  [
    'flow text stays flow text',
    'spec: {containers: [{name: app, args: [a, b, c]}, {name: proxy}]}\n',
    [
      { op: 'remove', path: ['spec', 'containers', 0, 'args', 2] },
      { op: 'remove', path: ['spec', 'containers', 0, 'args', 0] },
      { op: 'add', path: ['spec', 'containers', 1, 'image'], value: 'p:1' },
      { op: 'add', path: ['spec', 'containers', 0, 'args', 0], value: 'y' },
    ],
    'spec: {containers: [{name: app, args: ["y", b]}, {name: proxy, image: p:1}]}\n',
  ],
];

describe('editing an object', () => {
  for (const [what, before, patch, after] of CASES) {
    test(what, async () => {
      expect(await edit(before, patch)).toBe(
        after.endsWith('\n') && !before.endsWith('\n') ? after.slice(0, -1) : after,
      );
    });
    test(`${what}, with line ends of Windows`, async () => {
      const windows = (text: string) => text.replaceAll('\n', '\r\n');
      const expected = after.endsWith('\n') && !before.endsWith('\n') ? after.slice(0, -1) : after;
      expect(await edit(windows(before), patch)).toBe(windows(expected));
    });
  }

  test('JSON stays JSON, as it was laid out', async () => {
    const pod = (spec: object) => `${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', spec }, null, 4)}\n`;
    const before = pod({ containers: [{ name: 'app' }, { name: 'proxy', args: ['a'] }] });
    const after = pod({
      initContainers: [{ name: 'proxy', restartPolicy: 'Always', args: ['a'] }],
      containers: [{ name: 'app' }],
    });
    const result = await edited(before, NATIVE);
    expect(JSON.parse(result)).toEqual(JSON.parse(after));
    expect(result.split('\n').filter((line) => line.includes('"name"'))).toEqual(
      before
        .split('\n')
        .filter((line) => line.includes('"name"'))
        .toReversed(),
    );
  });

  test('an object of a List, behind another document and a byte order mark, is edited alone', async () => {
    const text = `\ufeff# first\napiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec: {a: 1}\n- apiVersion: v1\n  kind: Pod\n  spec: {b: 2} # two\n`;
    const { objects } = await parseManifest(text, 'list.yaml');
    const result = await editObject(text, objects[2] as (typeof objects)[0], [
      { op: 'replace', path: ['spec', 'b'], value: 3 },
    ]);
    expect(result.ok && applyEdits(text, result.edits)).toBe(text.replace('{b: 2}', '{b: 3}'));
  });

  test.each([
    ['what an alias stands for', 'x: &a {k: 1}\nspec: *a\n', ['spec', 'k'], /\*a/],
    ['what others have by an alias', 'x: &a {k: 1}\nspec: *a\n', ['x', 'k'], /share its text by \*a/],
    ['what is inside of a merged field', 'x: &a {k: {l: 1}}\nspec:\n  <<: *a\n', ['spec', 'k', 'l'], /merge/],
  ] as const)('%s is not edited', async (_, text, path, why) => {
    const whole = `apiVersion: v1\nkind: Pod\n${text}`;
    const { objects } = await parseManifest(whole, 'pod.yaml');
    const result = await editObject(whole, objects[0] as (typeof objects)[0], [{ op: 'replace', path, value: 2 }]);
    expect(result).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });
});

test('an object of another text is not edited', async () => {
  const { objects } = await parseManifest('apiVersion: v1\nkind: Pod\nspec: {a: 1}\n', 'pod.yaml');
  const [object] = objects;
  if (!object) throw new Error('no object');
  for (const other of ['apiVersion: v1\nkind: Pod\nspec: {a: 2}\n', '', '# x\n']) {
    expect(await editObject(other, object, [{ op: 'remove', path: ['spec', 'a'] }])).toEqual({
      ok: false,
      why: 'the text is not the one that the object was read from',
      path: [],
    });
  }
});

async function edit(body: string, patch: Patch): Promise<string> {
  const head = body.includes('\r\n') ? 'apiVersion: v1\r\nkind: Pod\r\n' : 'apiVersion: v1\nkind: Pod\n';
  return (await edited(head + body, patch)).slice(head.length);
}

async function edited(text: string, patch: Patch): Promise<string> {
  const { objects } = await parseManifest(text, 'pod.yaml');
  const [object] = objects;
  if (!object) throw new Error('no object');
  const result = await editObject(text, object, patch);
  if (!result.ok) throw new Error(`${result.why} at ${result.path.join('.')}`);
  return applyEdits(text, result.edits);
}
