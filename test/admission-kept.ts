interface Pod {
  readonly metadata?: { readonly annotations?: unknown };
  readonly spec?: object;
}

/**
 * What matters of a pod that a server keeps: its spec and annotations, without what is empty (Go's JSON leaves some of
 * that out and writes some of it), without the account that a plugin names, and in the order of the alphabet.
 */
export function kept({ metadata, spec }: Pod): unknown {
  const others = Object.entries(spec ?? {}).filter(([field]) => !field.startsWith('serviceAccount'));
  return withoutEmpty({ annotations: metadata?.annotations, spec: Object.fromEntries(others) }) ?? {};
}

function withoutEmpty(value: unknown): unknown {
  if (!value) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => withoutEmpty(item) ?? {});
  if (typeof value !== 'object') return value;
  const fields = Object.entries(value).map(([name, field]) => [name, withoutEmpty(field)] as const);
  const filled = fields.filter(([, field]) => field !== undefined).sort(([one], [other]) => (one < other ? -1 : 1));
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}
