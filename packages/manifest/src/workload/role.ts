import { isJsonObject, type Json } from '../meaning/json.ts';
import type { Path } from '../problem/problem.ts';
import type { TemplatePaths } from './find-templates.ts';
import { valueAt } from './value-at.ts';

/** What to call each of an object's pods: `leader` and `worker`, or the names its own lists give; nothing for a single one. */
export function rolesOf(value: Json, templates: readonly TemplatePaths[]): readonly string[] {
  if (templates.length < 2) return templates.map(() => '');
  return templates.map(({ spec }) => roleAt(value, spec));
}

/** The last name on the way that says more than that a template comes. */
function roleAt(value: Json, path: Path): string {
  for (let depth = path.length; depth > 0; depth--) {
    const step = path[depth - 1];
    if (typeof step === 'number') {
      const item = valueAt(value, path.slice(0, depth));
      const name = isJsonObject(item) ? (item.name ?? item.groupName) : undefined;
      return typeof name === 'string' ? name : `${path[depth - 2]}[${step}]`;
    }
    const said = String(step).replace(/(?:^|(?<=.))(?:template|spec)$/i, '');
    if (said !== '') return said;
  }
  return '';
}
