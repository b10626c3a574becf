/**
 * The path of an httpGet as the kubelet puts it into a URL: what Go's url.Parse and URL.String make of it
 * (pkg/probe/http/request.go@v1.36.2: formatURL; Go 1.26, net/url). Nothing is normalised: `/a/../b` is sent as it is.
 */
export function goUrl(written: string): GoUrl {
  // What Go cannot read is taken for a path, question marks and all.
  if (hasControlCharacter(written) || hasBadEscape(pathPart(written))) {
    const path = withSlash(escapePath(toBytes(written)));
    return { text: path, onTheWire: path };
  }
  const path = withSlash(encodedPath(pathPart(written)));
  const [beforeFragment = ''] = written.split('#', 1);
  const mark = beforeFragment.indexOf('?');
  const query = mark < 0 ? '' : beforeFragment.slice(mark);
  return {
    text: path + query + written.slice(beforeFragment.length),
    // Node refuses a space in a request line, and writes one byte for each character.
    onTheWire: (path || '/') + toBytes(query).replaceAll(' ', '%20'),
  };
}

/** What follows the host in a URL. */
export interface GoUrl {
  /** As messages show it. */
  readonly text: string;
  /** As a request line has it, one character for each byte. */
  readonly onTheWire: string;
}

/** Without a scheme and a host that somebody wrote into the path: Go reads them, and the kubelet then puts its own there. */
function pathPart(written: string): string {
  const [path = ''] = written.split(/[?#]/, 1);
  return path.replace(/^(?:[a-zA-Z][a-zA-Z0-9+.-]*:(?=\/))?(?:\/\/[^/]*)?/, '');
}

function withSlash(path: string): string {
  return path === '' || path.startsWith('/') ? path : `/${path}`;
}

/** A path in which everything is allowed stays as written; otherwise it is decoded and encoded anew (URL.EscapedPath). */
function encodedPath(path: string): string {
  if (/^[\w\-.~!$&'()*+,;=:@[\]%/]*$/.test(path)) return path;
  const decoded = toBytes(path).replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return escapePath(decoded);
}

/** net/url: escape with encodePath. */
function escapePath(bytes: string): string {
  return bytes.replace(
    /[^\w\-.~$&+,/:;=@]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function hasBadEscape(path: string): boolean {
  return /%(?![0-9a-fA-F]{2})/.test(path);
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

/** The UTF-8 bytes of a text, one character each. */
function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
