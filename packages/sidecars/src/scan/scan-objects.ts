import { findWorkloads, type KubernetesObject, type Patch, type Path, type Workload } from '@outrigger/manifest';
import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import type { Finding, FindingObject } from '../finding/finding.ts';
import { allRules } from '../rules/all-rules.ts';
import type { Found, Rule } from '../rules/rule.ts';
import { createSubject } from '../subject/create-subject.ts';
import { DEFAULT_RANGE, type KubeletRange } from '../subject/kubelet-range.ts';
import type { WorkloadSubject } from '../subject/workload-subject.ts';
import { NAMING } from './may-matter.ts';

/** What to look for, and for whom. */
export interface ScanOptions {
  readonly kubelets?: KubeletRange;
  /** By default all rules. */
  readonly rules?: readonly Rule[];
  /** The sidecars to know; by default those of the catalog. */
  readonly entries?: readonly CatalogEntry[];
}

/**
 * Looks through objects that were read together: first one by one, then for what one of them says about the containers of
 * another.
 *
 * ```ts
 * const { objects } = await parseManifest(text, 'deploy.yaml');
 * for (const { rule, message, position } of scanObjects(objects)) console.log(position.line, rule, message);
 * ```
 */
export function scanObjects(objects: readonly KubernetesObject[], options: ScanOptions = {}): readonly Finding[] {
  return [...objects.flatMap((object) => scanObject(object, options)), ...scanTogether(objects, options)];
}

/** What is to be said of the pods of one object, in the order of its text. */
export function scanObject(object: KubernetesObject, options: ScanOptions = {}): readonly Finding[] {
  const findings: Finding[] = [];
  for (const subject of subjectsOf(object, options)) {
    for (const rule of options.rules ?? allRules()) {
      if (rule.about !== 'workload') continue;
      for (const found of rule.check(subject)) findings.push(inWorkload(rule, found, subject));
    }
  }
  return findings.toSorted((a, b) => a.position.offset - b.position.offset);
}

/** What one object says about the containers of another. */
export function scanTogether(objects: readonly KubernetesObject[], options: ScanOptions = {}): readonly Finding[] {
  const { kubelets = DEFAULT_RANGE, rules = allRules() } = options;
  const workloads = objects.flatMap((object) => subjectsOf(object, options));
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (rule.about !== 'objects') continue;
    for (const found of rule.check({ objects, workloads, kubelets })) {
      const object = objects[found.object];
      if (object) findings.push(inObject(rule, found, object));
    }
  }
  return findings;
}

/** Whether `scanTogether` can need an object: one with sidecars, one that patches containers, one that names them. */
export function mattersToOthers(object: KubernetesObject, options: ScanOptions = {}): boolean {
  if (NAMING.has(object.kind)) return true;
  return subjectsOf(object, options).some(({ containers }) =>
    containers.some(
      ({ kind, entry, container }) => kind === 'sidecar' || entry !== undefined || container.image === undefined,
    ),
  );
}

function subjectsOf(object: KubernetesObject, options: ScanOptions): readonly WorkloadSubject[] {
  const known = remembered.get(object);
  if (known?.options === options) return known.subjects;
  const { kubelets, entries } = options;
  const subjects = findWorkloads(object).map((workload) =>
    createSubject(workload, { ...(kubelets && { kubelets }), ...(entries && { entries }) }),
  );
  remembered.set(object, { options, subjects });
  return subjects;
}

/** An object is asked about more than once in a row, and its containers need not be recognised again for it. */
const remembered = new WeakMap<
  KubernetesObject,
  { readonly options: ScanOptions; readonly subjects: readonly WorkloadSubject[] }
>();

function inWorkload(rule: Rule, found: Found, { workload }: WorkloadSubject): Finding {
  const at = (path: Path) => pathInObject(workload, path);
  return {
    ...said(rule, found),
    object: nameOf(workload.object),
    file: workload.object.file,
    path: at(found.path),
    position: workload.locateKey(found.path),
    ...(found.fix && { fix: { ...found.fix, patch: patchInObject(workload, found.fix.patch) } }),
  };
}

function inObject(rule: Rule, found: Found, object: KubernetesObject): Finding {
  return {
    ...said(rule, found),
    object: nameOf(object),
    file: object.file,
    path: found.path,
    position: object.locateKey(found.path),
    ...(found.fix && { fix: found.fix }),
  };
}

function said(rule: Rule, { message, container, consequence, hint, severity }: Found) {
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    message,
    ...(consequence !== undefined && { consequence }),
    ...(hint !== undefined && { hint }),
    ...(container !== undefined && { container }),
  };
}

/** A path in a pod as a path in the object that holds its template. */
function pathInObject({ template }: Pick<Workload, 'template'>, path: Path): Path {
  const [part, ...rest] = path;
  if (part === 'spec') return [...template.spec, ...rest];
  if (part === 'metadata' && template.metadata) return [...template.metadata, ...rest];
  return path;
}

/** A patch of a pod as a patch of the object that holds its template. */
export function patchInObject(workload: Pick<Workload, 'template'>, patch: Patch): Patch {
  return patch.map((operation) => {
    const path = pathInObject(workload, operation.path);
    return operation.op === 'move'
      ? { ...operation, path, from: pathInObject(workload, operation.from) }
      : { ...operation, path };
  });
}

function nameOf({ apiVersion, kind, name, namespace }: KubernetesObject): FindingObject {
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}
