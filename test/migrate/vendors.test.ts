import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain, writeInput } from '../command/run-main.ts';
import { firstObject } from './migrated-object.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures/migrate');

/**
 * Where an injector was told by its own flag to write the native form, it notes that in an annotation of older versions, which no
 * legacy form has. docs/migrate-vendors.md lists it.
 */
const NOTED: Readonly<Record<string, string>> = {
  'linkerd/2.19/opted-in-job': 'config.beta.linkerd.io/proxy-enable-native-sidecar: "true"',
};

describe.each(['istio', 'linkerd'])('what the injector of %s has written in its old form', (vendor) => {
  test.each(pairsOf(vendor))('%s becomes, object for object, what it writes natively', async (pair) => {
    const path = writeInput(readFileSync(join(FIXTURES, `${pair}.legacy.yaml`), 'utf8'));
    expect((await runMain(['migrate', '--injected', '--write', path])).exitCode).toBe(0);
    const migrated = await firstObject(readFileSync(path, 'utf8'));
    const native = readFileSync(join(FIXTURES, `${pair}.native.yaml`), 'utf8');
    const noted = NOTED[pair];
    expect(noted === undefined || native.includes(noted), 'the note is in the recording').toBe(true);
    expect(migrated.value).toEqual((await firstObject(noted === undefined ? native : without(native, noted))).value);
    const again = await runMain(['migrate', '--injected', '--check', path]);
    expect(again.exitCode, again.stdout).toBe(0);
  });
});

/** `istio/1.28.10/cronjob` for every two files `cronjob.legacy.yaml` and `cronjob.native.yaml`. */
function pairsOf(vendor: string): readonly string[] {
  const files = readdirSync(join(FIXTURES, vendor), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.legacy.yaml'))
    .map((file) => `${vendor}/${file.slice(0, -'.legacy.yaml'.length)}`);
}

function without(text: string, line: string): string {
  return text
    .split('\n')
    .filter((each) => each.trim() !== line)
    .join('\n');
}
