import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runMain } from './run-main.ts';

/** Words after `outrigger`, the last of them being typed; some of what is offered; the directive. */
const rows: readonly (readonly [words: readonly string[], offered: readonly string[], directive: number])[] = [
  [[''], ['explain', 'completion', 'version'], 4],
  [['ex'], ['explain'], 4],
  [['explain', '--kub'], ['--kubelet'], 4],
  [['explain', '--kubelet', '1.30'], ['1.30', '1.30.3', '1.30.4'], 4],
  [['explain', '--kubelet=1.29.'], ['--kubelet=1.29.7', '--kubelet=1.29.8'], 4],
  [['explain', '-o', ''], ['text', 'wide', 'json', 'yaml', 'events', 'story', 'svg', 'html', 'recording', 'name'], 4],
  [['explain', '--timing', ''], ['nominal', 'kubelet'], 4],
  [['explain', '--compare', 'l'], ['legacy'], 4],
  [['explain', '--feature-gates', 'Sidec'], ['SidecarContainers='], 6],
  [['explain', '--feature-gates', 'SidecarContainers='], ['SidecarContainers=true', 'SidecarContainers=false'], 4],
  [['explain', ''], [], 0],
  [['explain', '-f', ''], [], 0],
  [['completion', ''], ['bash', 'zsh', 'fish', 'kubectl'], 4],
  [['nothing', ''], [], 4],
  [['metrics', ''], ['rules', 'relabel', 'rewrite'], 4],
  [['metrics', 'rew'], ['rewrite'], 4],
  [['metrics', 'rewrite', ''], [], 0],
  [['metrics', 'rewrite', '--b'], ['--by'], 4],
  [['metrics', 'rewrite', '--by', 'r'], ['recorded'], 4],
  [['metrics', 'nothing', ''], [], 4],
  [['scan', '-o', 's'], ['sarif'], 4],
  [['scan', '--ignore', 'SC001,SC00'], ['SC001,SC002', 'SC001,SC005'], 4],
  [['scan', '--baseline', ''], [], 0],
  [['policy', '--api-server', '1.33'], ['1.33'], 4],
];

test.each(rows)('%j offers %j', async (words, offered, directive) => {
  const { exitCode, stdout } = await runMain(['__complete', '--', ...words]);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.at(-1)).toBe(`:${directive}`);
  expect(lines.slice(0, -1).map((line) => line.split('\t')[0])).toEqual(expect.arrayContaining([...offered]));
  expect(exitCode).toBe(0);
});

test('the bash script is one that bash can read, and offers what the command does', async () => {
  const { stdout: script } = await runMain(['completion', 'bash']);
  const answer = 'outrigger() { printf "explain\\tsay how\\nversion\\n:4\\n"; }';
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
  const words = 'COMP_WORDS=(outrigger ""); COMP_CWORD=1; _outrigger; printf "%s\\n" "${COMPREPLY[@]}"';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${answer}\n${script}\n${words}`], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'explain\nversion\n', stderr: '' });
});

/** Shells that need not be installed: what stands for the shell's own part, and the moment of a tab after `explain -o `. */
const others: readonly (readonly [shell: string, flags: readonly string[], before: string, after: string])[] = [
  [
    'zsh',
    ['-f'],
    'compdef() { :; }; _describe() { print -rl -- $candidates }',
    'words=(outrigger explain -o ""); CURRENT=4; _outrigger',
  ],
  ['fish', ['--no-config'], '', 'complete -C "outrigger explain -o "'],
];

test.for(others)(
  '%s asks with the empty word, too, and keeps the order',
  async ([shell, flags, before, after], { skip }) => {
    skip(spawnSync(shell, ['--version']).error !== undefined, `there is no ${shell} here`);
    const { stdout: script } = await runMain(['completion', shell]);
    const folder = mkdtempSync(join(tmpdir(), 'outrigger-completion-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const asked = join(folder, 'outrigger');
    writeFileSync(asked, '#!/bin/sh\n[ "$5" = "" ] && [ $# -eq 5 ] && printf "wide\\nname\\n:4\\n"\n', { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, HOME: folder };
    const all = [...flags, '-c', `${before}\n${script}\n${after}`];
    const { status, stdout, stderr } = spawnSync(shell, all, { encoding: 'utf8', env });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'wide\nname\n', stderr: '' });
  },
);

test('kubectl gets a script that asks the plugin', async () => {
  const { stdout } = await runMain(['completion', 'kubectl']);
  expect(stdout).toMatch(/^#!\/bin\/sh\n[\s\S]*exec kubectl-outrigger __complete -- "\$@"\n$/);
});

test('version says which Kubernetes versions are known', async () => {
  const { stdout } = await runMain(['version', '-o', 'json']);
  expect(JSON.parse(stdout)).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    node: process.versions.node,
    kubernetes: { oldest: '1.27', newest: '1.37' },
  });
});
