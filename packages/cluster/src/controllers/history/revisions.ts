import type { IControllerRevision } from 'kubernetes-models/apps/v1';
import type { ApiObject } from '../../local/object/api-object.ts';
import { safeEncode } from '../hash/safe-encode.ts';
import { controllerRevisions, type Kind } from '../kinds.ts';
import { create, isFailure, type Plan, read, update } from '../plan.ts';
import { controllerRef } from '../read/owner.ts';
import type { Template } from '../read/pod-control.ts';
import { goJson } from './go-json.ts';

/**
 * Revisions of pod templates, as stateful sets and daemon sets keep them: each is a patch that brings its template back
 * (pkg/controller/history/controller_history.go@1.36).
 */
export function newRevision<O>(kind: Kind<O>, owner: O, revision: number, collisionCount: number): IControllerRevision {
  const { metadata, spec } = owner as ApiObject & { readonly spec: { readonly template: Template } };
  const data = { spec: { template: { ...spec.template, $patch: 'replace' } } };
  const hash = hashOf(data, collisionCount);
  const labels = { ...spec.template.metadata?.labels, [HASH_LABEL]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: nameOf(metadata?.name ?? '', hash),
      ...(metadata?.namespace && { namespace: metadata.namespace }),
      labels,
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ownerReferences: [controllerRef(kind, owner)],
    },
    data,
    revision,
  };
}

/** The label with the hash of a revision's template. */
const HASH_LABEL = 'controller.kubernetes.io/hash';

/** Whether two revisions bring the same template back. */
export function isSameRevision(one: IControllerRevision, other: IControllerRevision): boolean {
  return goJson(dataOf(one)) === goJson(dataOf(other));
}

/** The template that a revision brings back. */
export function templateOf(revision: IControllerRevision): Template {
  const { $patch: _, ...template } = dataOf(revision)?.spec?.template ?? {};
  return template;
}

/** By number, then by age, then by name. */
export function byRevision(one: IControllerRevision, other: IControllerRevision): number {
  const ages = [one, other].map(({ metadata }) => Date.parse(metadata?.creationTimestamp ?? '') || 0);
  const names = (one.metadata?.name ?? '') < (other.metadata?.name ?? '') ? -1 : 1;
  return one.revision - other.revision || (ages[0] ?? 0) - (ages[1] ?? 0) || names;
}

/** Stores a new revision under a name that is not taken by another template; tells how often it was. */
export function* createRevision(
  owner: ApiObject['metadata'],
  wanted: IControllerRevision,
  collisionCount: number,
): Plan<{ readonly revision: IControllerRevision; readonly collisionCount: number }> {
  for (let count = collisionCount; ; count++) {
    const name = nameOf(owner?.name ?? '', hashOf(dataOf(wanted), count));
    try {
      const named = { ...wanted, metadata: { ...wanted.metadata, name } };
      return { revision: yield* create(controllerRevisions, named), collisionCount: count };
    } catch (error) {
      if (!isFailure(error, 409)) throw error;
      const known = yield* read(controllerRevisions, { namespace: owner?.namespace ?? '', name });
      if (known === undefined) throw error;
      if (isSameRevision(known, wanted)) return { revision: known, collisionCount: count };
    }
  }
}

/** Gives an old revision a new number: its template is the newest again. */
export function* renumber(known: IControllerRevision, revision: number): Plan<IControllerRevision> {
  return known.revision === revision ? known : yield* update(controllerRevisions, { ...known, revision });
}

function hashOf(data: unknown, collisionCount: number): string {
  return safeEncode(String(fnv32(`${goJson(data)}${collisionCount}`)));
}

/** Names are cut to 223 letters before the hash (ControllerRevisionName@1.36). */
function nameOf(prefix: string, hash: string): string {
  return `${prefix.slice(0, 223)}-${hash}`;
}

function dataOf({ data }: IControllerRevision): RevisionData | undefined {
  return data as RevisionData | undefined;
}

interface RevisionData {
  readonly spec?: { readonly template?: Template & { readonly $patch?: string } };
}

/** FNV-1, not FNV-1a as everywhere else. */
function fnv32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = (Math.imul(hash, 0x01000193) ^ byte) >>> 0;
  return hash;
}
