import { readFileSync } from 'node:fs';
import type { Finding } from '@outrigger/sidecars';
import { Failure } from '../world/failure.ts';
import { fingerprint } from './fingerprint.ts';

/** The findings of a baseline, by fingerprint: how many of each are known. */
export type Baseline = ReadonlyMap<string, number>;

/** Reads what `--write-baseline` wrote. */
export function readBaseline(file: string): Baseline {
  try {
    const { findings } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly findings: readonly { readonly fingerprint: string }[];
    };
    const known = new Map<string, number>();
    for (const each of findings) known.set(each.fingerprint, (known.get(each.fingerprint) ?? 0) + 1);
    return known;
  } catch (cause) {
    throw new Failure(`${file} is no baseline`, {
      code: 'bad-baseline',
      hint: 'outrigger scan --write-baseline FILE makes one',
      cause,
    });
  }
}

/** The findings that a baseline does not have; of several alike, as many as are new. */
export function withoutKnown(findings: readonly Finding[], known: Baseline): readonly Finding[] {
  const left = new Map(known);
  return findings.filter((finding) => {
    const print = fingerprint(finding);
    const count = left.get(print) ?? 0;
    if (count > 0) left.set(print, count - 1);
    return count === 0;
  });
}

/** A baseline as text; people can read what is in it. */
export function writeBaseline(findings: readonly Finding[]): string {
  const entries = findings.map((finding) => ({
    fingerprint: fingerprint(finding),
    rule: finding.rule,
    object: finding.object ? `${finding.object.kind}/${finding.object.name}` : finding.file,
    message: finding.message,
  }));
  return `${JSON.stringify({ apiVersion: 'outrigger.dev/v1alpha1', kind: 'Baseline', findings: entries }, null, 2)}\n`;
}
