import { badRequest, type Refusal, refusal } from '../../answer/refusal.ts';
import { jsonKind } from '../../decode/kind-of.ts';
import { decoded } from '../../decode/read-object.ts';
import { readText, type TextReading } from '../../decode/read-text.ts';
import type { ApiObject } from '../../object/api-object.ts';
import { isSameJson } from '../../object/is-same-json.ts';
import { apiVersionOf } from '../../resource/registry.ts';
import { asKept } from '../../schema/as-kept.ts';
import { zeroObject } from '../../schema/zero-object.ts';
import { timeOf } from '../../write/identity.ts';
import type { Writing } from '../../write/writing.ts';
import { isMap, type JsonMap, type JsonValue } from '../json-value.ts';
import { checkTyped } from './check-typed.ts';
import { conflictAnswer } from './conflict-answer.ts';
import { decodeManagers, type Managers, managerId } from './field-owners.ts';
import { isEmptySet } from './field-set.ts';
import { allowedByLastApplied, withLastApplied } from './last-applied.ts';
import { ownershipOf } from './ownership-of.ts';
import { afterApply, type Ownership } from './settle-owners.ts';
import { strippedOf } from './stripped.ts';
import { tracksUpdate, withManagers, withoutManagers } from './track-update.ts';
import { TypedFault } from './typed-fault.ts';

/**
 * An object after a server-side apply: what is applied is laid over it, what the applier owned and no longer names goes, what
 * others own conflicts (apimachinery pkg/util/managedfields/internal/fieldmanager.go Apply@1.36).
 */
export function applyToObject(writing: Writing, old: ApiObject | undefined): ApiObject {
  const { resource } = writing.call;
  const { config, repeated } = readConfig(writing);
  const ownership = ownershipOf(writing);
  if (ownership === undefined) throw refusal(500, undefined, `no corresponding type for ${gvk(config)}`);
  const live = asKept(resource, old === undefined ? zeroObject(resource) : withoutManagers(old));
  const managers = managersBefore(writing, ownership, { old, live });
  const applied = laidOver(writing, ownership, { live, config, managers });
  tellRepeated(writing, repeated);
  return applied;
}

interface Applying {
  readonly live: ApiObject;
  readonly config: JsonMap;
  readonly managers: Managers;
}

function laidOver(writing: Writing, ownership: Ownership, { live, config, managers }: Applying): ApiObject {
  const { options, call, context } = writing;
  const entry = { manager: options.manager, operation: 'Apply', subresource: call.info.subresource } as const;
  const manager = managerId(entry);
  const type = ownership.inVersion({}, ownership.version)?.type;
  if (type === undefined) throw new Error(`no structure of ${gvk(config)}`);
  const apply = (isForced: boolean) =>
    afterApply(ownership, { live: live as JsonMap, config, managers, manager, isForced });
  let result: ReturnType<typeof apply>;
  try {
    checkTyped(config, type, { allowsDuplicates: false });
    result = apply(options.isForced);
    if ('conflicts' in result) {
      // What kubectl has applied from its own side it may take over.
      const left = allowedByLastApplied(result.conflicts, { live, type, options, version: ownership.version });
      if (left.length > 0) throw conflictAnswer(left);
      result = apply(true);
      if ('conflicts' in result) throw conflictAnswer(result.conflicts);
    }
  } catch (fault) {
    if (!(fault instanceof TypedFault)) throw fault;
    throw untypable(config, fault);
  }
  const changed = new Map(result.managers);
  const own = changed.get(manager);
  const set = own && strippedOf(own.set);
  if (own === undefined || set === undefined || isEmptySet(set)) changed.delete(manager);
  else {
    // An apply that changes nothing leaves no time.
    const time = isSameJson(result.object, live) ? own.time : timeOf(context.now);
    changed.set(manager, { ...own, set, time });
  }
  const object = defaulted(writing, result.object);
  return withManagers(withLastApplied(object, config, options.manager), changed);
}

/** The merged object, read as an object of its kind. */
function defaulted(writing: Writing, merged: JsonValue): ApiObject {
  const refuse = (why: string): never => {
    throw refusal(500, undefined, `failed to convert new object (${subject(merged)}) to proper version: ${why}`);
  };
  const silent = { ...writing, warnings: [] };
  return decoded(silent, merged as ApiObject, { repeated: [], refused: [], order: () => 0, refuse });
}

/** Who owns what before an apply; an object that nobody has tracked belongs to whoever was before. */
function managersBefore(
  { call, context }: Writing,
  ownership: Ownership,
  { old, live }: { readonly old: ApiObject | undefined; readonly live: ApiObject },
): Managers {
  const managers = decodeManagers(old?.metadata?.managedFields ?? []) ?? new Map();
  if (managers.size > 0 || old === undefined) return managers;
  const manager = managerId({
    manager: 'before-first-apply',
    operation: 'Update',
    apiVersion: ownership.version,
    subresource: call.info.subresource,
  });
  const empty = asKept(call.resource, zeroObject(call.resource));
  return tracksUpdate(ownership, { live: empty, object: live, managers, manager, time: timeOf(context.now) });
}

function readConfig({ call }: Writing): { readonly config: JsonMap; readonly repeated: readonly string[] } {
  const text = new TextDecoder().decode(call.request.body);
  const { value, problem, repeated } = readConfigText(text);
  if (problem !== undefined) throw badRequest(`error decoding YAML: error converting YAML to JSON: ${problem}`);
  if (value !== null && !isMap(value)) {
    throw badRequest(
      `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`,
    );
  }
  const config = value ?? {};
  const { resource } = call;
  if (config.apiVersion !== apiVersionOf(resource) || config.kind !== resource.kind) {
    throw badRequest(`invalid object type: ${gvk(config)}`);
  }
  if (isMap(config.metadata) && config.metadata.managedFields !== undefined && config.metadata.managedFields !== null) {
    throw badRequest('metadata.managedFields must be nil');
  }
  return { config, repeated };
}

/** JSON is YAML, and read sooner; what is wrong with it is told in YAML's words. */
function readConfigText(text: string): TextReading {
  const reading = readText(text, 'json');
  return reading.problem === undefined && reading.repeated.length === 0 ? reading : readText(text, 'yaml');
}

function tellRepeated({ options, warnings }: Writing, repeated: readonly string[]): void {
  if (repeated.length === 0 || options.fieldValidation === 'Ignore') return;
  if (options.fieldValidation === 'Warn') {
    warnings.push(...repeated);
    return;
  }
  const lines = repeated.map((line) => `  ${line}`).join('\n');
  throw badRequest(`error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n${lines}`);
}

function untypable(config: JsonMap, fault: TypedFault): Refusal {
  return refusal(500, undefined, `failed to create typed patch object (${subject(config)}): ${fault.message}`);
}

/** `NAMESPACE/NAME; GVK`, as upstream says whom it means. */
function subject(config: JsonValue): string {
  const metadata = isMap(config) && isMap(config.metadata) ? config.metadata : {};
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}; ${gvk(config)}`;
}

function gvk(config: JsonValue): string {
  const { apiVersion, kind } = isMap(config) ? config : {};
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  return `${version.includes('/') ? version : `/${version}`}, Kind=${typeof kind === 'string' ? kind : ''}`;
}
