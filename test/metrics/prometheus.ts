import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

/**
 * A suite that asks the real Prometheus (Debian's package `prometheus`). Where it is not installed the suite is skipped
 * aloud; in CI that is a failure.
 */
export function describeWithPrometheus(name: string, suite: () => void): void {
  const missing = ['promtool', 'prometheus'].filter((command) => spawnSync(command, ['--version']).error !== undefined);
  if (missing.length === 0) {
    describe(name, suite);
    return;
  }
  const complaint = `SKIPPED ${name}: no ${missing.join(' and no ')} on the PATH (Debian: apt-get install prometheus)`;
  process.stderr.write(`${complaint}\n`);
  if (process.env.CI) {
    test(`${name} has its Prometheus`, () => {
      throw new Error(complaint);
    });
  } else {
    test.skip(name, () => {});
  }
}

/** What promtool says. */
export interface Verdict {
  readonly ok: boolean;
  readonly output: string;
}

/** Lets `promtool check` judge a text: rules, or the configuration of a Prometheus. */
export function promtoolCheck(what: 'rules' | 'config', text: string): Verdict {
  const file = join(temporaryFolder(), `${what}.yaml`);
  writeFileSync(file, text);
  return promtool('check', what, file);
}

/** A unit test of rules: what series there are, and what the rules make of them. */
export interface RuleTest {
  readonly interval?: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test?: readonly {
    readonly eval_time: string;
    readonly alertname: string;
    readonly exp_alerts: readonly { readonly exp_labels: Readonly<Record<string, string>> }[];
  }[];
  readonly promql_expr_test?: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
}

/** Lets `promtool test rules` run unit tests against rule files; of alerts only the labels are compared. */
export function promtoolTest(ruleFiles: readonly string[], tests: readonly RuleTest[]): Verdict {
  const folder = temporaryFolder();
  const names = ruleFiles.map((text, index) => {
    writeFileSync(join(folder, `rules-${index}.yaml`), withoutAnnotations(text));
    return `rules-${index}.yaml`;
  });
  const file = join(folder, 'test.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ rule_files: names, evaluation_interval: '1m', tests: withInterval(tests) }));
  return promtool('test', 'rules', file);
}

function withoutAnnotations(text: string): string {
  const { groups }: RuleFile = parse(text);
  return JSON.stringify({
    groups: groups.map(({ rules, ...group }) => ({
      ...group,
      rules: rules.map(({ annotations: _, ...rule }) => rule),
    })),
  });
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly annotations?: unknown }[] }[];
}

function withInterval(tests: readonly RuleTest[]): readonly RuleTest[] {
  return tests.map((each) => ({ interval: '1m', ...each }));
}

/** A folder for as long as the test runs. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-prometheus-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function promtool(...line: readonly string[]): Verdict {
  const { status, stdout, stderr } = spawnSync('promtool', line, { encoding: 'utf8' });
  return { ok: status === 0, output: stdout + stderr };
}
