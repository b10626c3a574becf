import { parseManifest } from '@outrigger/manifest';
import { expect, test } from 'vitest';
import { scanObjects } from './scan-objects.ts';
import { applySuppressions } from './suppressions.ts';

// A native sidecar without a startup probe: SC021, at the line `    - name: proxy`.
const pod = (marks: Partial<Record<'top' | 'annotation' | 'above' | 'line', string>> = {}): string =>
  [
    ...(marks.top === undefined ? [] : [marks.top]),
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    '  name: shop',
    ...(marks.annotation === undefined ? [] : ['  annotations:', `    ${marks.annotation}`]),
    'spec:',
    '  initContainers:',
    ...(marks.above === undefined ? [] : [marks.above]),
    `    - name: proxy${marks.line === undefined ? '' : `  ${marks.line}`}`,
    '      image: envoyproxy/envoy:v1.34.0',
    '      restartPolicy: Always',
    '  containers:',
    '    - {name: app, image: shop}',
    '',
  ].join('\n');

async function suppress(text: string) {
  const { objects } = await parseManifest(text, 'pod.yaml');
  const { findings, suppressed, complaints } = applySuppressions(text, scanObjects(objects));
  return {
    isLeft: findings.some(({ rule }) => rule === 'SC021'),
    reasons: suppressed.filter(({ finding }) => finding.rule === 'SC021').map(({ reason }) => reason),
    complaints: complaints.map(({ message }) => message),
  };
}

test('the pod of these tests has the finding', async () => {
  expect(await suppress(pod())).toEqual({ isLeft: true, reasons: [], complaints: [] });
});

/** Where a suppression may be written, and what it gives as its reason. */
const counting: readonly (readonly [where: string, text: string, reason: string])[] = [
  ['on the line', pod({ line: '# outrigger:ignore SC021 it is quick' }), 'it is quick'],
  ['on the line above', pod({ above: '    # outrigger:ignore SC021 it is quick' }), 'it is quick'],
  ['two comments above', pod({ above: '    # outrigger:ignore SC021 it is quick\n    # more' }), 'it is quick'],
  ['above the object', pod({ top: '# outrigger:ignore SC021 it is quick' }), 'it is quick'],
  ['above the object, below a comment', pod({ top: '# x\n\n# outrigger:ignore SC021: it is quick' }), 'it is quick'],
  ['in an annotation', pod({ annotation: 'outrigger.dev/ignore: "SC021: it is quick"' }), 'it is quick'],
  ['by the name of the rule', pod({ line: '# outrigger:ignore no-startup-probe it is quick' }), 'it is quick'],
  ['among others', pod({ line: '# outrigger:ignore SC001, SC021 it is quick' }), 'it is quick'],
  [
    'with Windows line ends',
    pod({ line: '# outrigger:ignore SC021 it is quick' }).replaceAll('\n', '\r\n'),
    'it is quick',
  ],
  ['for the file, in another document', `${pod()}---\n# outrigger:ignore-file SC021 generated\n`, 'generated'],
];

test.for(counting)('a suppression counts %s', async ([, text, reason]) => {
  expect(await suppress(text)).toEqual({ isLeft: false, reasons: [reason], complaints: [] });
});

/** What does not count, and what is said about it. */
const idle: readonly (readonly [what: string, text: string, complaint: RegExp])[] = [
  ['without a reason', pod({ line: '# outrigger:ignore SC021' }), /gives no reason/],
  ['without a reason in an annotation', pod({ annotation: 'outrigger.dev/ignore: SC021' }), /gives no reason/],
  ['for another rule', pod({ line: '# outrigger:ignore SC003 it is quick' }), /nothing to suppress/],
  ['for a rule that there is not', pod({ line: '# outrigger:ignore SC999 it is quick' }), /no rule/],
  ['on another line', pod({ annotation: 'x: y # outrigger:ignore SC021 it is quick' }), /nothing to suppress/],
  ['above another object', `# outrigger:ignore SC021 it is quick\na: b\n---\n${pod()}`, /nothing to suppress/],
];

test.for(idle)('a suppression %s does not count', async ([, text, complaint]) => {
  const { isLeft, complaints } = await suppress(text);
  expect(isLeft).toBe(true);
  expect(complaints).toEqual([expect.stringMatching(complaint)]);
});
