/** A text as CEL, raw where that saves escaping: patterns stay readable. */
export function text(value: string): string {
  if (!/['\\\n\r\t]/.test(value)) return `'${value}'`;
  if (!/['\n\r]/.test(value)) return `r'${value}'`;
  return JSON.stringify(value);
}

/** A list of texts as CEL. */
export function texts(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`;
}

/**
 * JSON as CEL. Every field is `dyn`, because Kubernetes allows no map of mixed types otherwise (`cel.HomogeneousAggregateLiterals`,
 * kubernetes/apiserver pkg/cel/environment/base.go, v0.36.6).
 */
export function json(value: unknown): string {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([key, field]) => `${text(key)}: dyn(${json(field)})`).join(', ')}}`;
}
