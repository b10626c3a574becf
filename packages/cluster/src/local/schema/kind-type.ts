import { goFields } from './generated/go-fields.ts';
import { structure } from './generated/structure.ts';
import { atomicStructs, granularFields, listFacts } from './list-facts.ts';
import type { Field, GoField, Leaf, ListKey, ListMerging, PatchStrategy, StructType, ValueType } from './value-type.ts';

/** The structure of a built-in kind; undefined for custom ones. */
export function kindType(apiVersion: string, kind: string): StructType | undefined {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  return structType(`${group?.split('.')[0]}.${version}.${kind}`);
}

/** A struct of the API by its name, e.g. `core.v1.PodSpec`. */
export function structType(name: string): StructType | undefined {
  const known = read.get(name);
  if (known !== undefined) return known;
  texts ??= new Map(structure.split('\n').map((line) => splitAt(line, ': ')));
  const text = texts.get(name);
  if (text === undefined) return undefined;
  const type = { is: 'struct', name, fields: new Map<string, Field>(), isAtomic: atomicStructs.has(name) } as const;
  // Known before its fields are, because schemas of custom resources hold themselves.
  read.set(name, type);
  const facts = factsOf(listFacts[name]);
  goFacts ??= new Map(goFields.split('\n').map((line) => splitAt(line, ': ')));
  const go = factsOf(goFacts.get(name));
  for (const entry of text === '' ? [] : text.split(',')) {
    const [fieldName, written] = splitAt(entry, ' ');
    const goField = readGoField(go.get(fieldName));
    const field = readField(`${name}.${fieldName}`, written, facts.get(fieldName));
    type.fields.set(fieldName, goField === undefined ? field : { ...field, go: goField });
  }
  return type;
}

/** Names of everything that there is. */
export function structNames(): readonly string[] {
  return structure.split('\n').flatMap((line) => (line === '' ? [] : [splitAt(line, ':')[0]]));
}

/** Read when they are first needed: most programs meet few kinds. */
const read = new Map<string, StructType>();
let texts: ReadonlyMap<string, string> | undefined;
let goFacts: ReadonlyMap<string, string> | undefined;

function readField(place: string, written: string, fact: string | undefined): Field {
  const type = readType(written, place, fact);
  const strategy = readStrategy(fact);
  return strategy === undefined ? { type } : { type, strategy };
}

function readType(written: string, place: string, fact = ''): ValueType {
  // What built-in kinds do not look into they take as a whole.
  if (written === 'any') return { is: 'leaf', leaf: 'any', isAtomic: true };
  if (leaves.has(written)) return { is: 'leaf', leaf: written as Leaf };
  if (written.startsWith('[]')) {
    return { is: 'list', items: readType(written.slice(2), ''), merging: mergingOf(place, fact) };
  }
  if (written.startsWith('map[string]')) {
    return { is: 'map', values: readType(written.slice(11), ''), isAtomic: fact.split(' ').includes('atomic') };
  }
  const type = structType(written);
  if (type === undefined) throw new Error(`${place} is of type ${written}, which is not in structure.ts`);
  return type.isAtomic && granularFields.has(place) ? { ...type, isAtomic: false } : type;
}

const leaves: ReadonlySet<string> = new Set<Leaf>([
  'string',
  'bool',
  'int32',
  'int64',
  'float64',
  '[]byte',
  'Time',
  'MicroTime',
  'Quantity',
  'IntOrString',
  'any',
]);

function mergingOf(place: string, fact: string): ListMerging {
  const keys = /(?:^| )map\(([^)]+)\)/.exec(fact)?.[1];
  if (keys !== undefined)
    return { by: 'keys', keys: keys.split(' ').map((name) => ({ name, fallback: fallbackOf(place, name) })) };
  return fact.split(' ').includes('set') ? { by: 'value' } : { by: 'nothing' };
}

/** What a key is when it is left out: Go's zero, but for protocols; nothing where the field has no default of its own. */
function fallbackOf(place: string, key: string): ListKey['fallback'] {
  if (key === 'shareID' || place === 'core.v1.ServiceAccount.secrets') return undefined;
  if (key === 'protocol') return 'TCP';
  return key === 'port' || key === 'containerPort' ? 0 : '';
}

function readStrategy(fact = ''): PatchStrategy | undefined {
  const merge = /(?:^| )merge(?:\(([^)]+)\))?(?: |$)/.exec(fact);
  const words = fact.split(' ');
  const retainsKeys = words.includes('retainKeys');
  const replaces = words.includes('replace');
  if (merge === null && !retainsKeys && !replaces) return undefined;
  return { merges: merge !== null, retainsKeys, replaces, mergeKey: merge?.[1] };
}

function factsOf(facts = ''): ReadonlyMap<string, string> {
  return new Map(facts.split(', ').map((fact) => splitAt(fact, ' ')));
}

function readGoField(fact: string | undefined): GoField | undefined {
  const [, pointer = '', always = '', typeName = '', embeddedIn] =
    /^(\*?)(!?)([^@]*)(?:@(.*))?$/.exec(fact ?? '') ?? [];
  if (fact === undefined) return undefined;
  return {
    isPointer: pointer !== '',
    isAlways: always !== '',
    typeName: typeName === '' ? undefined : typeName,
    embeddedIn,
  };
}

function splitAt(text: string, separator: string): readonly [before: string, behind: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
