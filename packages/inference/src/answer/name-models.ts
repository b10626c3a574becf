import type { Ask, Verdict } from './verdict.ts';

/**
 * Body-based routing: tells the model that a body names in headers, by which routes can choose a pool. A filter of its own
 * before the picker would do the same, but Envoy cuts bodies short behind two filters in full duplex (envoy #43983).
 *
 * Source: GIE v1.5.0 pkg/bbr: X-Gateway-Model-Name, X-Gateway-Base-Model-Name.
 *
 * @param pick chooses; {@link sendAnywhere} where routes alone decide
 * @param baseModelOf the model behind an adapter, for those that are known
 */
export function nameModels(
  pick: (ask: Ask) => Verdict | Promise<Verdict>,
  baseModelOf: (model: string) => string | undefined,
): (ask: Ask) => Verdict | Promise<Verdict> {
  return (ask) => {
    const model = ask.body?.model ?? '';
    const headers: [name: string, value: string][] = [];
    // A client does not say them itself: routes may lead where it must not go. What cannot stand in a header is nothing, too.
    const say = (name: string, value: string) => {
      const told = PRINTABLE.test(value) ? value : '';
      if (told !== '' || ask.headers.has(name)) headers.push([name, told]);
    };
    say('x-gateway-model-name', model);
    say('x-gateway-base-model-name', model === '' ? '' : (baseModelOf(model) ?? ''));
    if (headers.length === 0) return pick(ask);
    const named = (verdict: Verdict): Verdict =>
      'to' in verdict ? { ...verdict, headers: [...headers, ...(verdict.headers ?? [])] } : verdict;
    const verdict = pick(ask);
    return verdict instanceof Promise ? verdict.then(named) : named(verdict);
  };
}

/** Leaves the endpoint to the proxy. */
export function sendAnywhere(): Verdict {
  return { to: [] };
}

const PRINTABLE = /^[\x21-\x7e]{1,256}$/;
