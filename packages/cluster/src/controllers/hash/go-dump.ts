import { dumpQuantity } from './dump-quantity.ts';
import { templateStructs } from './template-structs.ts';

/**
 * A value as go-spew prints it for a hash: `%#v` with sorted keys, without methods, addresses and capacities
 * (github.com/davecgh/go-spew spew/format.go v1.1.1; apimachinery pkg/util/dump ForHash@1.36). What JSON leaves out is Go's zero.
 */
export function goDump(type: string, value: unknown): string {
  return format(type, value, true);
}

function format(type: string, value: unknown, showsType: boolean): string {
  if (type.startsWith('*')) {
    const name = showsType ? `(${nameOf(type)})` : '<*>';
    if (value === undefined || value === null) return showsType ? `${name}<nil>` : '<nil>';
    return `${name}${format(type.slice(1), value, false)}`;
  }
  const name = showsType ? `(${nameOf(type)})` : '';
  return `${name}${formatValue(type, value)}`;
}

function formatValue(type: string, value: unknown): string {
  const [, alias] = /^[\w.]+=(.*)$/.exec(type) ?? [];
  if (alias !== undefined) return formatValue(alias, value);
  if (type.startsWith('[]')) return formatList(type.slice(2), value);
  const [, key, inner] = /^map\[([^\]]+)\](.*)$/.exec(type) ?? [];
  if (key !== undefined) return formatMap(inner ?? '', value);
  switch (type) {
    case 'string':
    case 'types.UID':
      return String(value ?? '');
    case 'bool':
      return String(value ?? false);
    case 'int32':
    case 'int64':
      return String(value ?? 0);
    case 'v1.Time':
      return ZERO_TIME;
    case 'resource.Quantity':
      return dumpQuantity(String(value));
    case 'intstr.IntOrString':
      return formatIntOrString(value);
    default:
      return formatStruct(type, (value ?? {}) as Readonly<Record<string, unknown>>);
  }
}

// Templates have no times of their own.
const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

function formatList(type: string, value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return '<nil>';
  return `[${value.map((item) => format(type, item, false)).join(' ')}]`;
}

function formatMap(type: string, value: unknown): string {
  const entries = Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return '<nil>';
  return `map[${entries.map(([key, item]) => `${key}:${format(type, item, false)}`).join(' ')}]`;
}

function formatStruct(type: string, value: Readonly<Record<string, unknown>>): string {
  const fields = (structs.get(type.replace(/^v1\./, '')) ?? []).map(({ go, json, type: own }) => {
    return `${go}:${format(own, json === '' ? value : value[json], true)}`;
  });
  return `{${fields.join(' ')}}`;
}

function formatIntOrString(value: unknown): string {
  const isText = typeof value === 'string';
  const [number, text] = isText ? [0, value] : [value ?? 0, ''];
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${number} StrVal:(string)${text}}`;
}

/** As `reflect.Type` prints it. */
function nameOf(type: string): string {
  if (type.startsWith('*')) return `*${nameOf(type.slice(1))}`;
  if (type.startsWith('[]')) return `[]${nameOf(type.slice(2))}`;
  const [, alias] = /^([\w.]+)=/.exec(type) ?? [];
  if (alias !== undefined) return alias;
  const [, key, inner] = /^map\[([^\]]+)\](.*)$/.exec(type) ?? [];
  return key === undefined ? type : `map[${nameOf(key)}]${nameOf(inner ?? '')}`;
}

interface Field {
  readonly go: string;
  readonly json: string;
  readonly type: string;
}

const structs: ReadonlyMap<string, readonly Field[]> = new Map(
  templateStructs
    .trim()
    .split('\n')
    .map((line) => {
      const at = line.indexOf(': ');
      return [
        line.slice(0, at),
        line
          .slice(at + 2)
          .split(', ')
          .map(readField),
      ];
    }),
);

function readField(text: string): Field {
  const [name = '', type = ''] = text.split(' ');
  const [go = '', json = `${go.charAt(0).toLowerCase()}${go.slice(1)}`] = name.split('=');
  return { go, json, type };
}
