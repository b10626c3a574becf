import type { Environment } from '@marcbachmann/cel-js';

/** Web addresses (apiserver pkg/cel/library/urls.go@1.36). */
export function withUrls(environment: Environment): Environment {
  return environment
    .registerType('kubernetes.URL', { ctor: Url, fields: {} })
    .registerFunction('isURL(string): bool', (text: string) => read(text) !== undefined)
    .registerFunction('url(string): kubernetes.URL', (text: string) => {
      const url = read(text);
      if (url === undefined)
        throw new Error(
          `URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`,
        );
      return url;
    })
    .registerFunction('kubernetes.URL.getScheme(): string', ({ scheme }: Url) => scheme)
    .registerFunction('kubernetes.URL.getHost(): string', ({ host }: Url) => host)
    .registerFunction('kubernetes.URL.getHostname(): string', ({ host }: Url) =>
      host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1'),
    )
    .registerFunction(
      'kubernetes.URL.getPort(): string',
      ({ host }: Url) => /:(\d*)$/.exec(host.replace(/^\[.*\]/, ''))?.[1] ?? '',
    )
    .registerFunction('kubernetes.URL.getEscapedPath(): string', ({ path }: Url) => path)
    .registerFunction('kubernetes.URL.getQuery(): map<string, list<string>>', ({ query }: Url) => {
      const parameters = new URLSearchParams(query);
      return Object.fromEntries([...new Set(parameters.keys())].map((key) => [key, parameters.getAll(key)]));
    });
}

class Url {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor(scheme: string, host: string, path: string, query: string) {
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.query = query;
  }
}

/** As Go's ParseRequestURI: an absolute address, or an absolute path. */
function read(text: string): Url | undefined {
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?#@]*@)?([^/?#]*))?(\/[^?]*|)(?:\?(.*))?$/s.exec(text);
  if (match === null || [...text].some((character) => character < ' ')) return undefined;
  const [, scheme = '', host = '', path = '', query = ''] = match;
  if (scheme === '' && path === '') return undefined;
  if (!/^(\[[0-9a-fA-F:.%]+\]|[^[\]:"<>^`{|}\\]*)(:\d*)?$/.test(host)) return undefined;
  return new Url(scheme.toLowerCase(), host, escaped(path), query);
}

function escaped(path: string): string {
  return path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu, (character) => encodeURIComponent(character));
}
