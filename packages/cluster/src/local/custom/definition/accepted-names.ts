import { isSame } from '../../object/is-same.ts';
import { type DefinedNames, type Definition, type DefinitionCondition, withCondition } from './definition.ts';

/**
 * A definition with the names that it may have, where that is news; whoever came first in a group keeps his
 * (apiextensions-apiserver pkg/controller/status/naming_controller.go and pkg/controller/establish@1.36).
 */
export function acceptedNames(
  definition: Definition,
  others: readonly Definition[],
  now: string,
): Definition | undefined {
  const { spec, status } = definition;
  const taken = takenNames(others);
  const before = status.acceptedNames ?? { plural: '', kind: '' };
  const { names, conflict } = settledNames(spec.names, before, taken);
  const condition = conflict ?? ({ status: 'True', reason: 'NoConflicts', message: 'no conflicts found' } as const);
  let conditions = withCondition(status.conditions, { type: 'NamesAccepted', ...condition }, now);
  const old = conditions.find(({ type }) => type === 'Established');
  if (old?.status !== 'True') {
    const established =
      condition.status === 'True'
        ? ({ status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' } as const)
        : ({ status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' } as const);
    conditions = withCondition(conditions, { type: 'Established', ...established }, now);
  }
  if (isSame(names, before) && isSame(conditions, status.conditions)) return undefined;
  return { ...definition, status: { ...status, acceptedNames: names, conditions } };
}

interface TakenNames {
  readonly resources: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

function takenNames(others: readonly Definition[]): TakenNames {
  const names = others.flatMap(({ status }) => (status.acceptedNames ? [status.acceptedNames] : []));
  return {
    resources: new Set(
      names.flatMap(({ plural, singular = '', shortNames = [] }) => [plural, singular, ...shortNames]),
    ),
    kinds: new Set(names.flatMap(({ kind, listKind = '' }) => [kind, listKind])),
  };
}

type Conflict = Omit<DefinitionCondition, 'type' | 'lastTransitionTime'>;

/** The last conflict is the one that is told. */
function settledNames(
  wanted: DefinedNames,
  before: DefinedNames,
  { resources, kinds }: TakenNames,
): { readonly names: DefinedNames; readonly conflict: Conflict | undefined } {
  let conflict: Conflict | undefined;
  const names: Record<string, unknown> = { ...before };
  const settle = (field: 'plural' | 'singular' | 'kind' | 'listKind', taken: ReadonlySet<string>): void => {
    const name = wanted[field] ?? '';
    if (name !== before[field] && taken.has(name)) {
      const reason = `${field[0]?.toUpperCase()}${field.slice(1)}Conflict`;
      conflict = { status: 'False', reason, message: `"${name}" is already in use` };
    } else names[field] = name;
  };
  settle('plural', resources);
  settle('singular', resources);
  const shortNames = wanted.shortNames ?? [];
  const clashing = shortNames.filter((name) => !before.shortNames?.includes(name) && resources.has(name));
  if (clashing.length > 0) {
    const words = clashing.map((name) => `"${name}" is already in use`);
    const message = words.length === 1 ? (words[0] ?? '') : `[${words.join(', ')}]`;
    conflict = { status: 'False', reason: 'ShortNamesConflict', message };
  } else if (shortNames.length > 0) names.shortNames = shortNames;
  else delete names.shortNames;
  settle('kind', kinds);
  settle('listKind', kinds);
  if (wanted.categories?.length) names.categories = wanted.categories;
  else delete names.categories;
  return { names: names as unknown as DefinedNames, conflict };
}
