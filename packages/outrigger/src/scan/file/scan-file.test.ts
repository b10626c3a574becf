import { DEFAULT_RANGE, type Rule } from '@outrigger/sidecars';
import { expect, test } from 'vitest';
import { scanText } from './scan-file.ts';

// A rule of this test's own about scripts: it finds every `quitquitquit`.
const quits: Rule = {
  id: 'SC900',
  name: 'quits',
  title: 'A script quits something',
  group: 'hacks',
  severity: 'warning',
  about: 'script',
  why: '',
  instead: '',
  sources: [],
  *check({ text, language }) {
    for (const { index, 0: word } of text.matchAll(/quitquitquit/g)) {
      yield { start: index, end: index + word.length, message: `${language} says ${word}` };
    }
  },
};
const request = { rules: [quits], kubelets: DEFAULT_RANGE };
const script = '#!/bin/sh\n./work\ncurl -X POST localhost:15020/quitquitquit\n';
const configMap = `apiVersion: v1
kind: ConfigMap
metadata: {name: scripts}
data:
  readme: quitquitquit
  run.sh: |
${script.replace(/^(?=.)/gm, '    ')}`;

/** Where a script is, and the place of what is found in it. */
const places: readonly (readonly [file: string, text: string, place: string | undefined])[] = [
  ['run.sh', script, '3:30 shell'],
  ['entrypoint', script, '3:30 shell'],
  ['Dockerfile', 'FROM x\nCMD ./work; curl localhost/quitquitquit\n', '2:28 dockerfile'],
  ['app.Dockerfile', 'FROM x\nCMD ./work; curl localhost/quitquitquit\n', '2:28 dockerfile'],
  ['entrypoint.py', '#!/usr/bin/env python\nquitquitquit\n', undefined],
  ['map.yaml', configMap, '9:34 shell'],
  [
    'quoted.yaml',
    configMap.replace(/run\.sh: [\s\S]*/, 'run.sh: "./work; curl localhost/quitquitquit"\n'),
    '6:3 shell',
  ],
];

test.for(places)('a script in %s is scanned, and its finding is placed', async ([file, text, place]) => {
  const { findings } = await scanText(text, { file, isNamed: false }, request);
  const found = findings.map(({ position, message }) => `${position.line}:${position.column} ${message.split(' ')[0]}`);
  expect(found).toEqual(place === undefined ? [] : [place]);
});

test('a finding in a script is suppressed as any other', async () => {
  const text = script.replace('curl', '# outrigger:ignore SC001 another rule\ncurl');
  const { findings, complaints } = await scanText(text, { file: 'run.sh', isNamed: false }, request);
  expect(findings).toHaveLength(1);
  expect(complaints).toEqual([expect.objectContaining({ line: 3, isUnused: true })]);
});
