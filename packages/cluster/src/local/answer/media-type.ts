/** A media type that a client accepts, with its parameters; those that it likes best stand first. */
export interface AcceptedType {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Reads an `Accept` header (github.com/munnerz/goautoneg ParseAccept, as Kubernetes 1.36 uses it). */
export function acceptedTypes(header: string): readonly AcceptedType[] {
  const clauses = header.split(',').map((clause) => {
    const [range = '', ...settings] = clause.split(';');
    const [type = '', subtype = '', ...more] = range.trim().split('/');
    const named = settings.map((setting): [string, string] => {
      const [name = '', value = ''] = setting.split('=', 2);
      return [name.trim(), value.trim()];
    });
    const { q, ...parameters } = Object.fromEntries(named);
    const isAny = type === '*' && subtype === '' && more.length === 0;
    const quality = q === undefined ? 1 : Number(q);
    return { type, subtype: isAny ? '*' : subtype, parameters, quality: Number.isNaN(quality) ? 1 : quality };
  });
  return clauses.sort((one, other) => other.quality - one.quality || vagueness(one) - vagueness(other));
}

function vagueness({ type, subtype }: AcceptedType): number {
  return Number(type === '*') + Number(subtype === '*');
}
