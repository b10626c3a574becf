import { checkObject, type Json, type JsonObject, type Path, type Position } from '@outrigger/manifest';
import { admitPod } from '@outrigger/pod';
import type { IPod, IProbe } from 'kubernetes-models/v1';
import { type FieldReader, sayPath } from './field-reader.ts';

/** Reads a probe as Kubernetes would that of a sidecar: its fields by the schema, then its values by the API server's rules. */
export function readProbe(value: Json | undefined, path: Path, reader: FieldReader): IProbe | undefined {
  const before = reader.problems.length;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.map(value, path, []);
    return undefined;
  }
  const pod = podWith(value as JsonObject);
  for (const problem of checkObject({ ...nameless, value: pod, locate: nowhere, locateKey: nowhere })) {
    const { code, message, hint } = problem;
    reader.fail({
      path: [...path, ...withinProbe(problem.path ?? [])],
      ...(code === 'unknown-field' && { atKey: true }),
      message: inCatalog(message, path),
      ...(hint !== undefined && { hint }),
    });
  }
  // A server refuses what it cannot read for one reason only, which has been told.
  if (reader.problems.length > before) return undefined;
  const admission = admitPod(pod as unknown as IPod);
  for (const reason of admission.admitted ? [] : admission.reasons) {
    reader.fail({ path: [...path, ...withinProbe(reason.path)], message: inCatalog(reason.message, path) });
  }
  return reader.problems.length > before ? undefined : (value as unknown as IProbe);
}

const nameless = { apiVersion: 'v1', kind: 'Pod', name: 'probe', file: '' } as const;
const PROBE = ['spec', 'initContainers', 0, 'startupProbe'] as const;

function podWith(startupProbe: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'probe' },
    spec: {
      initContainers: [{ name: 'sidecar', image: 'sidecar', restartPolicy: 'Always', startupProbe }],
      containers: [{ name: 'app', image: 'app' }],
    },
  };
}

function withinProbe(path: Path): Path {
  return PROBE.every((part, i) => path[i] === part) ? path.slice(PROBE.length) : [];
}

/** The same words about the place in the catalog. */
function inCatalog(message: string, path: Path): string {
  return message.replaceAll('spec.initContainers[0].startupProbe', sayPath(path));
}

/** The pod has no text. */
function nowhere(): Position {
  const start = { line: 1, column: 1, offset: 0 };
  return { file: '', ...start, endLine: 1, endColumn: 1, endOffset: 0, excerpt: { text: '', column: 1 } };
}
