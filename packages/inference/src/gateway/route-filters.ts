import type { HeaderChange, PathChange, RouteFilter, RouteMatch, RouteRule } from './gateway-objects.ts';

/** What filters come to in Envoy: fields of the route, of its action, or another action in its place. */
export interface FilterFields {
  readonly route: object;
  readonly action: object;
  /** In place of sending it anywhere. */
  readonly instead?: object;
  /** Filters that nothing is known of; a request must not go on without them. */
  readonly unknown: readonly string[];
}

/** Filters of a rule, for one of its matches. */
export function filterFields({ filters = [] }: RouteRule, match: RouteMatch): FilterFields {
  const unknown = filters.filter(({ type }) => !KNOWN.has(type)).map(({ type }) => type);
  const redirect = filters.find(({ requestRedirect }) => requestRedirect)?.requestRedirect;
  const rewrite = filters.find(({ urlRewrite }) => urlRewrite)?.urlRewrite;
  return {
    route: {
      ...headers(
        'request',
        filters.map(({ requestHeaderModifier }) => requestHeaderModifier),
      ),
      ...headers(
        'response',
        filters.map(({ responseHeaderModifier }) => responseHeaderModifier),
      ),
    },
    action: {
      ...(rewrite?.hostname !== undefined && { host_rewrite_literal: rewrite.hostname }),
      ...(rewrite?.path && pathFields(rewrite.path, match, 'rewrite')),
    },
    ...(redirect && { instead: { redirect: redirectOf(redirect, match) } }),
    unknown,
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'RequestRedirect',
  'URLRewrite',
]);

function headers(of: 'request' | 'response', changes: readonly (HeaderChange | undefined)[]): object {
  const added = changes.flatMap((change) => [
    ...(change?.set ?? []).map((header) => option(header, 'OVERWRITE_IF_EXISTS_OR_ADD')),
    ...(change?.add ?? []).map((header) => option(header, 'APPEND_IF_EXISTS_OR_ADD')),
  ]);
  const removed = changes.flatMap((change) => change?.remove ?? []);
  return {
    ...(added.length > 0 && { [`${of}_headers_to_add`]: added }),
    ...(removed.length > 0 && { [`${of}_headers_to_remove`]: removed }),
  };
}

/** Envoy reads `%` as the beginning of a variable. */
function option({ name, value }: { readonly name: string; readonly value: string }, append_action: string): object {
  return { header: { key: name, value: value.replaceAll('%', '%%') }, append_action };
}

function redirectOf(redirect: NonNullable<RouteFilter['requestRedirect']>, match: RouteMatch): object {
  const { scheme, hostname, port, statusCode = 302, path } = redirect;
  return {
    ...(scheme !== undefined && { scheme_redirect: scheme }),
    ...(hostname !== undefined && { host_redirect: hostname }),
    ...(port !== undefined && { port_redirect: port }),
    ...(path && pathFields(path, match, 'redirect')),
    response_code: CODES[statusCode] ?? 'FOUND',
  };
}

const CODES: Readonly<Record<number, string>> = {
  301: 'MOVED_PERMANENTLY',
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
};

function pathFields(
  { replaceFullPath, replacePrefixMatch }: PathChange,
  { path }: RouteMatch,
  as: 'rewrite' | 'redirect',
) {
  if (replaceFullPath !== undefined) {
    return as === 'redirect'
      ? { path_redirect: replaceFullPath }
      : { regex_rewrite: { pattern: { regex: '^/[^?]*' }, substitution: escaped(replaceFullPath) } };
  }
  const prefix = (path?.value ?? '/').replace(/\/+$/, '');
  const to = (replacePrefixMatch ?? '/').replace(/\/+$/, '');
  // Envoy's own prefix rewrite would leave two slashes, or none, where one of both is `/`.
  if (to !== '' && prefix !== '') return { prefix_rewrite: to };
  const regex = `^${prefix.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?:/|$)`;
  return { regex_rewrite: { pattern: { regex }, substitution: `${escaped(to)}/` } };
}

/** RE2 reads `\1` in a substitution as a group. */
function escaped(substitution: string): string {
  return substitution.replaceAll('\\', '\\\\');
}
