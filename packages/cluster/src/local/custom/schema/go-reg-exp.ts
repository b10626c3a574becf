/** A pattern of Go's regexp (RE2) for this engine; undefined where it is none. */
export function goRegExp(pattern: string, flags = ''): RegExp | undefined {
  const given = /^\(\?([ims]+)\)/.exec(pattern);
  const text = pattern
    .slice(given?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replace(/\\z/g, '$')
    .replace(/\\A/g, '^')
    .replace(/\[\[:(\w+):\]\]/g, (whole, name: string) => classes[name] ?? whole)
    .replace(/\[:(\w+):\]/g, (whole, name: string) => (classes[name] ?? whole).replace(/^\[|\]$/g, ''));
  const key = `${given?.[1] ?? ''}${flags}/${text}`;
  if (!known.has(key)) known.set(key, compiled(text, `${given?.[1] ?? ''}${flags}`));
  return known.get(key);
}

/** With Unicode where the pattern allows it: this engine refuses escapes there that Go takes. */
function compiled(text: string, flags: string): RegExp | undefined {
  for (const mode of ['u', '']) {
    try {
      return new RegExp(text, flags + mode);
    } catch {
      // The next mode may do.
    }
  }
  return undefined;
}

const known = new Map<string, RegExp | undefined>();

const classes: Readonly<Record<string, string>> = {
  alnum: '[0-9A-Za-z]',
  alpha: '[A-Za-z]',
  digit: '[0-9]',
  lower: '[a-z]',
  upper: '[A-Z]',
  space: '[\\t\\n\\v\\f\\r ]',
  word: '[0-9A-Za-z_]',
  xdigit: '[0-9A-Fa-f]',
  punct: '[!-\\/:-@\\[-`{-~]',
};
