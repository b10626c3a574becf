/**
 * The path of an httpGet as the kubelet puts it into a URL: what Go's url.Parse and URL.String make of it
 * (pkg/probe/http/request.go@v1.36.2: formatURL; Go 1.26, net/url). Nothing is normalised: `/a/../b` is sent as it is.
 */
export function goUrl(written: string): GoUrl {
  const parts = partsOf(written);
  if (!parts) {
    // What Go cannot read is taken for a path, question marks and all.
    const path = withSlash(encode(utf8Bytes(written), PATH));
    return { text: path, onTheWire: path };
  }
  const path = withSlash(encoded(parts.path, PATH));
  const fragment = encoded(parts.fragment, FRAGMENT);
  return {
    text: path + parts.query + (fragment === '' ? '' : `#${fragment}`),
    onTheWire: (path || '/') + utf8Bytes(parts.query),
  };
}

/** What follows the host in a URL. */
export interface GoUrl {
  /** As messages show it. */
  readonly text: string;
  /** As a request line has it, one character for each byte. */
  readonly onTheWire: string;
}

interface Parts {
  readonly path: string;
  /** With its question mark. */
  readonly query: string;
  readonly fragment: string;
}

/** Undefined where url.Parse gives an error. */
function partsOf(written: string): Parts | undefined {
  const [beforeFragment, fragment] = cut(written, '#');
  if (hasControlCharacter(beforeFragment) || hasBadEscape(fragment)) return undefined;
  const [beforeQuery, query] = cut(beforeFragment, '?');
  const path = withoutHost(beforeQuery);
  if (path === undefined || hasBadEscape(path)) return undefined;
  return { path, query: beforeQuery === beforeFragment ? '' : `?${query}`, fragment };
}

/** Go reads a scheme and a host that somebody wrote into a path, and the kubelet then puts its own there. */
function withoutHost(path: string): string | undefined {
  const afterScheme = path.replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:(?=\/)/, '');
  const hasScheme = afterScheme !== path;
  if (!afterScheme.startsWith('/')) return /^[^/]*:/.test(path) ? undefined : path;
  if (!afterScheme.startsWith('//') || (!hasScheme && afterScheme.startsWith('///'))) return afterScheme;
  const [, authority = '', rest = ''] = /^\/\/([^/]*)(.*)$/s.exec(afterScheme) ?? [];
  return /^[\w.~\-!$&'()*+,;="<>\]\u0080-\uffff]*(?::\d*)?$/.test(authority) ? rest : undefined;
}

function cut(text: string, mark: string): readonly [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function withSlash(path: string): string {
  return path === '' || path.startsWith('/') ? path : `/${path}`;
}

/** What may stay in one part of a URL. */
interface Allowed {
  /** As somebody wrote it. */
  readonly written: RegExp;
  /** The bytes that are escaped when anything is. */
  readonly escaped: RegExp;
}

const PATH: Allowed = { written: /^[\w\-.~!$&'()*+,;=:@[\]%/]*$/, escaped: /[^\w\-.~$&+,/:;=@]/g };
const FRAGMENT: Allowed = { written: /^[\w\-.~!$&'()*+,;=:@[\]%/?]*$/, escaped: /[^\w\-.~$&+,/:;=?@!()*]/g };

/** A part in which everything is allowed stays as written; otherwise it is decoded and encoded anew (URL.EscapedPath). */
function encoded(part: string, allowed: Allowed): string {
  if (allowed.written.test(part)) return part;
  const decoded = utf8Bytes(part).replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return encode(decoded, allowed);
}

function encode(bytes: string, { escaped }: Allowed): string {
  return bytes.replace(escaped, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function hasBadEscape(part: string): boolean {
  return /%(?![0-9a-fA-F]{2})/.test(part);
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

/** The UTF-8 bytes of a text, one character each. */
export function utf8Bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
