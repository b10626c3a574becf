import { goStructs } from './go-structs.ts';

/**
 * A value as Go would print it in an error: absent is null. Structs with names for JSON print as they are; one of an
 * internal type (`PodTemplateSpec`) prints all of its fields by their names in Go.
 */
export function goValue(value: unknown, type?: string): unknown {
  if (type === undefined) return value ?? null;
  if (type.startsWith('[]'))
    return (value as readonly unknown[] | undefined)?.map((item) => goValue(item, type.slice(2))) ?? null;
  return Object.fromEntries(fieldsOf(asRecord(value), type));
}

function fieldsOf(value: Fields, type: string): readonly (readonly [string, unknown])[] {
  const given = type === 'PodSpec' ? withHostFields(value) : value;
  return structOf(type).flatMap((field) => {
    if (field.embedded === 'meta') return metaFields(asRecord(given.metadata));
    if (field.embedded !== undefined) return fieldsOf(given, field.embedded);
    return [[field.goName, print(given[field.name], field.type)] as const];
  });
}

function print(value: unknown, type: string): unknown {
  const zero = zeroes[type];
  if (zero !== undefined) return value ?? zero;
  if (type === 'ptr' || type === 'list' || type === 'map' || type === 'time') return value ?? null;
  if (type.startsWith('*')) return value === undefined || value === null ? null : goValue(value, type.slice(1));
  return goValue(value, type);
}

const zeroes: Readonly<Record<string, unknown>> = { str: '', num: 0, bool: false, qty: '0' };

/** Internally these stand in the security context (pkg/apis/core/v1/conversion.go@1.36). */
function withHostFields(spec: Fields): Fields {
  const moved = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];
  const found = Object.fromEntries(moved.flatMap((name) => (spec[name] === undefined ? [] : [[name, spec[name]]])));
  return spec.securityContext === undefined
    ? spec
    : { ...spec, securityContext: { ...asRecord(spec.securityContext), ...found } };
}

/** Metadata has names for JSON also internally. */
function metaFields(metadata: Fields): readonly (readonly [string, unknown])[] {
  const order = ['name', 'generateName', 'namespace', 'labels', 'annotations', 'ownerReferences', 'finalizers'];
  return order.flatMap((name) => (isEmpty(metadata[name]) ? [] : [[name, metadata[name]] as const]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
}

type Fields = Readonly<Record<string, unknown>>;

interface GoField {
  readonly goName: string;
  readonly name: string;
  readonly type: string;
  readonly embedded?: string;
}

const read = new Map<string, readonly GoField[]>();

/** Structs are read when they are first printed. */
function structOf(type: string): readonly GoField[] {
  const known = read.get(type);
  if (known) return known;
  const fields = (goStructs[type] ?? '').split(',').flatMap((written): readonly GoField[] => {
    const [left = '', kind = ''] = written.trim().split(/\s+/);
    if (left === '') return [];
    if (left.startsWith('...')) return [{ goName: '', name: '', type: '', embedded: left.slice(3) }];
    const [goName = '', name = jsonName(goName)] = left.split('=');
    return [{ goName, name, type: kind }];
  });
  read.set(type, fields);
  return fields;
}

/** `DNSPolicy` is `dnsPolicy`, `HostPID` is `hostPID`. */
function jsonName(goName: string): string {
  const [, run = '', rest = ''] = /^([A-Z]+)(.*)$/.exec(goName) ?? [];
  if (run.length > 1 && /^[a-z]/.test(rest)) return run.slice(0, -1).toLowerCase() + run.slice(-1) + rest;
  return run.toLowerCase() + rest;
}

function asRecord(value: unknown): Fields {
  return (value ?? {}) as Fields;
}
