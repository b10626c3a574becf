import { badRequest, type Refusal } from '../answer/refusal.ts';

/** Where a list goes on: at which version, behind which key. A version below 0 is the newest one. */
export interface Continuation {
  readonly version: number;
  readonly after: string;
}

/** The token of a page's end (apiserver pkg/storage/continue.go EncodeContinue@1.36); keys count from their prefix on. */
export function continueToken({ version, after }: Continuation, prefix: string): string {
  const start = `/${after.slice(prefix.length)}\0`;
  return Buffer.from(JSON.stringify({ v: FORMAT, rv: version, start })).toString('base64url');
}

/** Reads one, or refuses it. */
export function readContinue(token: string, prefix: string): Continuation {
  const { v, rv, start } = parseToken(decodeToken(token));
  if (v !== FORMAT) throw wrong(`: server does not recognize this encoded version ${v}`);
  if (rv === 0) throw wrong(': incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
  if (start === '') throw wrong(': encoded start key empty (version meta.k8s.io/v1)');
  const key = start.startsWith('/') ? start : `/${start}`;
  // Nobody shall read what lies outside of his prefix.
  if (key.split('/').some((part, at) => part === '.' || part === '..' || (part === '' && at > 0))) {
    throw wrong(`: ${start}`);
  }
  return { version: rv, after: prefix + key.slice(1).replace(/\0$/, '') };
}

const FORMAT = 'meta.k8s.io/v1';

function wrong(why: string): Refusal {
  return badRequest(`invalid continue token: continue key is not valid${why}`);
}

/** Unpadded base64url as Go reads it: the place of the first byte that does not fit is told. */
function decodeToken(token: string): string {
  const bad = /[^A-Za-z0-9_\-\r\n]/.exec(token);
  if (bad !== null) throw wrong(`: illegal base64 data at input byte ${bad.index}`);
  const clean = token.replaceAll(/[\r\n]/g, '');
  if (clean.length % 4 === 1) throw wrong(`: illegal base64 data at input byte ${clean.length - 1}`);
  return Buffer.from(clean, 'base64url').toString('latin1');
}

function parseToken(text: string): { readonly v: string; readonly rv: number; readonly start: string } {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'latin1').toString());
  } catch {
    throw wrong(`: ${syntaxProblem(text)}`);
  }
  if (value === null) return { v: '', rv: 0, start: '' };
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw wrong(`: json: cannot unmarshal ${goKind(value)} into Go value of type storage.continueToken`);
  }
  const { v = '', rv = 0, start = '' } = value as Readonly<Record<string, unknown>>;
  const mismatch = (field: string, found: unknown, type: string): Refusal =>
    wrong(`: json: cannot unmarshal ${goKind(found)} into Go struct field continueToken.${field} of type ${type}`);
  if (typeof v !== 'string') throw mismatch('v', v, 'string');
  if (typeof rv !== 'number') throw mismatch('rv', rv, 'int64');
  if (!Number.isInteger(rv)) {
    throw wrong(`: json: cannot unmarshal number ${rv} into Go struct field continueToken.rv of type int64`);
  }
  if (typeof start !== 'string') throw mismatch('start', start, 'string');
  return { v, rv, start };
}

/** What encoding/json says of the first byte, or of the end; tokens that were cut or made up fail at one of them. */
function syntaxProblem(text: string): string {
  const first = /[^ \t\r\n]/.exec(text)?.[0];
  if (first === undefined || '{["-0123456789tfn'.includes(first)) return 'unexpected end of JSON input';
  return `invalid character ${goCharacter(first)} looking for beginning of value`;
}

/** A byte in single quotes, as encoding/json's quoteChar prints it. */
function goCharacter(byte: string): string {
  if (byte === "'") return "'\\''";
  if (byte === '"') return `'"'`;
  const code = byte.charCodeAt(0);
  const isPrintable = (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code !== 0xad);
  if (isPrintable) return `'${byte === '\\' ? '\\\\' : byte}'`;
  const named = { '\b': '\\b', '\f': '\\f', '\v': '\\v', '\u0007': '\\a', '\0': '\\x00' }[byte];
  return `'${named ?? (code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)}'`;
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
