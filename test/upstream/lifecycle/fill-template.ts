/** What a template's `${name}`s stand for. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Puts values where `${name}` stands: as they are where it is the whole text, as text otherwise. A list in a list is
 * laid out in it, and a field whose value is null is left out.
 */
export function fillTemplate(template: unknown, values: Values): unknown {
  if (Array.isArray(template)) {
    return template.flatMap((one) => {
      const filled = fillTemplate(one, values);
      return typeof one === 'string' && Array.isArray(filled) ? filled : [filled];
    });
  }
  if (typeof template === 'object' && template !== null) {
    const fields = Object.entries(template).map(
      ([key, one]) => [String(fillTemplate(key, values)), fillTemplate(one, values)] as const,
    );
    return Object.fromEntries(fields.filter(([, one]) => one !== null));
  }
  if (typeof template !== 'string') return template;
  const whole = /^\$\{(\w+)\}$/.exec(template)?.[1];
  if (whole !== undefined) return fillTemplate(lookUp(whole, values), values);
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => String(lookUp(name, values)));
}

function lookUp(name: string, values: Values): unknown {
  if (!(name in values)) throw new Error(`nothing is said of "${name}"`);
  return values[name];
}
