import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { Path } from '../problem/problem.ts';
import { type BuiltinKind, builtinKindOf } from './builtin-kinds.ts';
import { findTemplates, type TemplatePaths } from './find-templates.ts';
import { findJobPath } from './job-path.ts';
import { rolesOf } from './role.ts';
import { toPod } from './to-pod.ts';
import { valueAt } from './value-at.ts';
import { withoutNulls } from './without-nulls.ts';
import type { JobSettings, Workload } from './workload.ts';

/** The pods of an object: at most one for Kubernetes' own kinds, any number for unknown ones, none for a Service. */
export function findWorkloads(object: KubernetesObject): readonly Workload[] {
  const known = FOUND.get(object);
  if (known) return known;
  const found = lookForWorkloads(object);
  FOUND.set(object, found);
  return found;
}

/** Objects never change, and several parts of a command ask for the same one's pods. */
const FOUND = new WeakMap<KubernetesObject, readonly Workload[]>();

function lookForWorkloads(object: KubernetesObject): readonly Workload[] {
  const builtin = builtinKindOf(object);
  const templates = builtin ? templateOf(object, builtin) : findTemplates(object.value);
  const roles = rolesOf(object.value, templates);
  return templates.map((template, index) => {
    const around = template.spec.slice(0, -1);
    const jobPath = builtin ? builtin.job : findJobPath(object.value, around);
    return toWorkload(object, template, { role: roles[index] ?? '', isBuiltin: builtin !== undefined, jobPath });
  });
}

function templateOf(object: KubernetesObject, { template }: BuiltinKind): readonly TemplatePaths[] {
  const spec = [...template, 'spec'];
  return isJsonObject(valueAt(object.value, spec)) ? [{ metadata: [...template, 'metadata'], spec }] : [];
}

interface Circumstances {
  readonly role: string;
  readonly isBuiltin: boolean;
  readonly jobPath: Path | undefined;
}

function toWorkload(object: KubernetesObject, template: TemplatePaths, circumstances: Circumstances): Workload {
  const { apiVersion, kind, name, namespace, value } = object;
  const metadata = template.metadata && valueAt(value, template.metadata);
  const spec = valueAt(value, template.spec) as JsonObject;
  const replicas = replicasOf(value, template.spec);
  const job = circumstances.jobPath && jobAt(value, circumstances.jobPath);
  return {
    object,
    apiVersion,
    kind,
    name,
    ...(namespace !== undefined && { namespace }),
    role: circumstances.role,
    template,
    pod: toPod(object, metadata, spec),
    ...(replicas !== undefined && { replicas }),
    ...(job && { job }),
    isBuiltin: circumstances.isBuiltin,
    locate: (path) => object.locate(inObject(template, path)),
    locateKey: (path) => object.locateKey(inObject(template, path)),
  };
}

function inObject({ metadata, spec }: TemplatePaths, [first, ...rest]: Path): Path {
  if (first === 'spec') return [...spec, ...rest];
  if (first === 'metadata' && metadata) return [...metadata, ...rest];
  return spec.slice(0, -1);
}

/** The `replicas` nearest to the template, on the way from it to the object's spec. */
function replicasOf(value: JsonObject, spec: Path): number | undefined {
  for (let depth = spec.length - 1; depth > 0; depth--) {
    const around: Json | undefined = valueAt(value, spec.slice(0, depth));
    if (isJsonObject(around) && Number.isInteger(around.replicas)) return around.replicas as number;
  }
  return undefined;
}

function jobAt(value: JsonObject, path: Path): JobSettings | undefined {
  const spec = valueAt(value, path);
  if (!isJsonObject(spec)) return undefined;
  const { template: _template, selector: _selector, ...settings } = withoutNulls(spec);
  return settings as unknown as JobSettings;
}
