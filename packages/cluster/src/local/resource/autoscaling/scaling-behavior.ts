/** A behaviour as an annotation of v1 has it, whose fields have the names of Go's, with those of the API. */
export function fromInternal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromInternal);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(
    said.map(([name, item]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, fromInternal(item)]),
  );
}
