import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Admission, admitPod } from '../packages/pod/src/admission/admit-pod.ts';
import { type AdmissionGates, apiServer } from '../packages/pod/src/admission/api-server.ts';
import { kept } from './admission-kept.ts';

interface Row {
  readonly name: string;
  readonly strict?: boolean;
  readonly pod: unknown;
  /** By set of gates; sets that change nothing are left out. */
  readonly answers: Readonly<Record<string, readonly Answer[]>>;
}

interface Answer {
  readonly from: number;
  readonly to: number;
  readonly refused?: string;
  readonly kept?: unknown;
}

const folder = join(import.meta.dirname, 'fixtures', 'admission');
const rows = readFileSync(join(folder, 'answers.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): Row => JSON.parse(line));
const gateSets: Readonly<Record<string, Readonly<Record<string, AdmissionGates>>>> = JSON.parse(
  readFileSync(join(folder, 'gates.json'), 'utf8'),
);

// Upstream's own code has answered for every minor: with its default gates, with all gates on, and with all off.
describe.each(['default', 'on', 'off'])('with gates as of set "%s" pods are taken as upstream takes them', (set) => {
  const asked = rows.filter(({ answers }) => answers[set]);

  test.each(asked)('$name', ({ strict, pod, answers }) => {
    for (const { from, to, ...answer } of answers[set] ?? []) {
      for (let minor = from; minor <= to; minor++) {
        const server = apiServer(minor, gateSets[set]?.[minor] ?? {});
        const admission = admitPod(pod, { server, fieldValidation: strict ? 'Strict' : 'Warn' });
        expect({ minor, ...told(admission) }).toEqual({ minor, ...answer });
      }
    }
  });
});

function told(admission: Admission): Pick<Answer, 'refused' | 'kept'> {
  return admission.admitted ? { kept: kept(admission.pod) } : { refused: admission.message };
}
