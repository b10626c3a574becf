import type { RouteMatch, ValueMatch } from './gateway-objects.ts';

/** A match as Envoy has it (config.route.v3.RouteMatch). */
export function envoyMatch({ path, method, headers = [], queryParams = [] }: RouteMatch): object {
  const named = [
    ...(method === undefined ? [] : [{ name: ':method', string_match: { exact: method } }]),
    ...headers.map(({ name, ...match }) => ({ name: name.toLowerCase(), string_match: stringMatch(match) })),
  ];
  return {
    ...pathMatch(path),
    ...(named.length > 0 && { headers: named }),
    ...(queryParams.length > 0 && {
      query_parameters: queryParams.map(({ name, ...match }) => ({ name, string_match: stringMatch(match) })),
    }),
  };
}

function pathMatch({ type = 'PathPrefix', value = '/' }: NonNullable<RouteMatch['path']> = {}): object {
  if (type === 'Exact') return { path: value };
  if (type === 'RegularExpression') return { safe_regex: { regex: value } };
  // `/v1` is no prefix of `/v10`: whole elements only. A slash at the end says nothing.
  const elements = value.replace(/\/+$/, '');
  return elements === '' ? { prefix: '/' } : { path_separated_prefix: elements };
}

function stringMatch({ type = 'Exact', value }: Omit<ValueMatch, 'name'>): object {
  return type === 'Exact' ? { exact: value } : { safe_regex: { regex: value } };
}
