import { dirname, join, sep } from 'node:path';
import { floorOf, floors, loaders, pure, strangers } from './floors.ts';
import { type Import, readImports } from './read-imports.ts';

/** A use the plan forbids, with the reason for the rule. */
export interface Violation {
  readonly offset: number;
  readonly message: string;
}

/**
 * Everything in one source file that reaches where its package must not.
 * `path` is relative to the repository: `packages/pod/src/lifecycle/decide.ts`.
 */
export function checkFile(path: string, text: string): readonly Violation[] {
  const owner = packageOf(path);
  if (owner === undefined) return [];
  if (floorOf(owner) === undefined) {
    return [{ offset: 0, message: `package ${owner} has no floor; give it one in tools/boundaries/floors.ts` }];
  }
  const { imports, ambient } = readImports(path, text);
  const violations = imports.flatMap((use) => {
    const message = forbidden(use, owner, path);
    return message === undefined ? [] : [{ offset: use.offset, message }];
  });
  const purity = pure.get(owner);
  if (!purity || isTest(path)) return violations;
  const clocks = ambient.map(({ what, offset }) => ({
    offset,
    message: `${owner} must not call ${what}: time and chance are parameters, because ${purity.reason}`,
  }));
  return [...violations, ...clocks];
}

function forbidden({ specifier, typeOnly }: Import, owner: string, path: string): string | undefined {
  if (specifier === undefined) {
    if (loaders.has(path.split(sep).join('/'))) return undefined;
    return 'an import whose target is computed cannot be checked; name the module';
  }
  if (specifier.startsWith('.')) {
    const target = packageOf(join(dirname(path), specifier));
    if (target === owner || isSharedByTests(path, join(dirname(path), specifier))) return undefined;
    return `${owner} must not reach into another folder by a path (${specifier}): a package is used by its door, because everything behind the door may change without notice`;
  }
  const target = /^(?:@outrigger\/([^/]+)|(outrigger))(?:\/|$)/.exec(specifier);
  const other = target?.[1] ?? target?.[2];
  if (other !== undefined) return other === owner ? undefined : betweenPackages(owner, other);
  return outsideWorld(specifier, typeOnly, owner, path);
}

function betweenPackages(owner: string, other: string): string | undefined {
  const [from, to] = [floorOf(owner), floorOf(other)];
  if (from === undefined || to === undefined) return `${owner} must not import ${other}: no package of the plan`;
  if (to >= from) {
    const plan = floors.map((names) => names.join(', ')).join(' · ');
    return `${owner} must not import ${other}: a package imports only from floors below its own, so that each can be understood, tested and published without what stands above it (floors from the ground: ${plan})`;
  }
  const stranger = strangers.find((pair) => pair.from === owner && pair.to === other);
  return stranger && `${owner} must not import ${other}: ${stranger.reason}`;
}

function outsideWorld(specifier: string, typeOnly: boolean, owner: string, path: string): string | undefined {
  const purity = pure.get(owner);
  if (!purity || isTest(path)) return undefined;
  const isKnownTypes = purity.typesOnly.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (isKnownTypes && typeOnly) return undefined;
  const advice = isKnownTypes ? ' (write `import type`, which is erased whole)' : '';
  return `${owner} must not import ${specifier}${advice}: ${purity.reason}`;
}

/**
 * Tests, and what only tests import from a folder `testing`, may use the test runner and read cases from files; the floors
 * hold for them too. Neither is published.
 */
function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.split(sep).includes('testing');
}

/** `test/` at the top belongs to nobody and carries what all suites share. */
function isSharedByTests(path: string, target: string): boolean {
  return isTest(path) && target.split(sep)[0] === 'test';
}

function packageOf(path: string): string | undefined {
  const [top, name] = path.split(sep);
  return top === 'packages' ? name : undefined;
}
