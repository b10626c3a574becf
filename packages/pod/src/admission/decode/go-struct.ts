import { containerStructs } from './go-containers.ts';
import { podStructs } from './go-pods.ts';
import { volumeStructs } from './go-volumes.ts';

/**
 * Structs of the Kubernetes API by name, each as a list of `field type` with commas between. Types are Go's, without
 * pointers and packages; `any` is not looked into. `...VolumeSource` stands for the fields of an embedded struct. `@30`
 * marks a field that came with 1.30, `@27-30` one that went after 1.30; fields without a mark are in all versions from
 * 1.27.
 */
export type GoStructs = Readonly<Record<string, string>>;

/** A field of a struct. */
interface GoField {
  readonly type: string;
  readonly firstMinor: number;
  readonly lastMinor: number;
  /** The struct embedded in this one of which it is a field. */
  readonly embeddedIn: string | undefined;
}

/** The fields of a struct by name. */
export type GoFields = ReadonlyMap<string, GoField>;

/** The fields of a struct, or undefined when there is no such struct: then it is another name for a string. */
export function goStruct(name: string): GoFields | undefined {
  const known = read.get(name);
  if (known) return known;
  const written = containerStructs[name] ?? volumeStructs[name] ?? podStructs[name];
  if (written === undefined) return undefined;
  const fields = new Map(written.split(',').flatMap(readField));
  read.set(name, fields);
  return fields;
}

/** Structs are read when they are first needed: a program that decodes no pod does not pay for them. */
const read = new Map<string, GoFields>();

function readField(written: string): readonly (readonly [string, GoField])[] {
  const embeddedIn = /^\s*\.\.\.(\S+)$/.exec(written)?.[1];
  if (embeddedIn !== undefined) {
    return [...(goStruct(embeddedIn) ?? [])].map(([name, field]) => [name, { ...field, embeddedIn }]);
  }
  const [, name = '', type = '', first, last] = /^\s*(\S+) ([^@\s]+)(?:@(\d+)(?:-(\d+))?)?$/.exec(written) ?? [];
  const minors = { firstMinor: Number(first ?? 0), lastMinor: Number(last ?? Number.POSITIVE_INFINITY) };
  return [[name, { type, ...minors, embeddedIn: undefined }]];
}

/** A type as Go prints it in an error: those of Kubernetes with their package, which is `v1` for all of them here. */
export function printGoType(type: string): string {
  if (type.startsWith('[]')) return `[]${printGoType(type.slice(2))}`;
  return /^[A-Z]/.test(type) ? `v1.${type}` : type;
}
