import { type Environment, Optional } from '@marcbachmann/cel-js';

/**
 * Macros that the library does not bring: those of optional values (cel-go cel/library.go@0.26 optMap, optFlatMap) and those of
 * two variables (cel-go ext/comprehensions.go@0.26).
 */
export function withMacros(environment: Environment): Environment {
  return environment
    .registerFunction(
      'optional.optMap(ast, ast): optional<dyn>',
      optionalMacro((made) => Optional.of(made)),
    )
    .registerFunction(
      'optional.optFlatMap(ast, ast): optional<dyn>',
      optionalMacro((made) => made),
    )
    .registerFunction(
      'list.all(ast, ast, ast): bool',
      pairMacro('bool', (turns) => turns.every(({ first }) => first())),
    )
    .registerFunction(
      'list.exists(ast, ast, ast): bool',
      pairMacro('bool', (turns) => turns.some(({ first }) => first())),
    )
    .registerFunction(
      'list.existsOne(ast, ast): bool',
      singleMacro('bool', (turns) => holding(turns).length === 1),
    )
    .registerFunction(
      'list.existsOne(ast, ast, ast): bool',
      pairMacro('bool', (turns) => holding(turns).length === 1),
    )
    .registerFunction('list.transformList(ast, ast, ast): list<dyn>', pairMacro('list<dyn>', firsts))
    .registerFunction('list.transformList(ast, ast, ast, ast): list<dyn>', pairMacro('list<dyn>', seconds))
    .registerFunction(
      'map.transformMap(ast, ast, ast): map<dyn, dyn>',
      pairMacro('map<dyn, dyn>', (turns) => Object.fromEntries(turns.map(({ key, first }) => [String(key), first()]))),
    )
    .registerFunction(
      'map.transformMap(ast, ast, ast, ast): map<dyn, dyn>',
      pairMacro('map<dyn, dyn>', (turns) =>
        Object.fromEntries(holding(turns).map(({ key, second }) => [String(key), second()])),
      ),
    )
    .registerFunction(
      'map.transformMapEntry(ast, ast, ast): map<dyn, dyn>',
      pairMacro('map<dyn, dyn>', (turns) => Object.assign({}, ...turns.map(({ first }) => first()))),
    );
}

/** One key with its value: what is worked out for it, when somebody asks. */
interface Turn {
  readonly key: unknown;
  readonly first: () => unknown;
  readonly second: () => unknown;
}

function holding(turns: readonly Turn[]): readonly Turn[] {
  return turns.filter(({ first }) => first() === true);
}

function firsts(turns: readonly Turn[]): unknown {
  return turns.map(({ first }) => first());
}

function seconds(turns: readonly Turn[]): unknown {
  return holding(turns).map(({ second }) => second());
}

// What the library hands to a macro, as far as it is used here (cel-js lib/macros.js, bind@8.0).
interface Variables {
  readonly forkWithVariable: (name: string, type: unknown) => Variables;
  readonly reuse: (around: Variables) => Variables;
  readonly setIterValue: (value: unknown, evaluator: Evaluator) => Variables;
}

interface Checker {
  readonly check: (node: Node, variables: Variables) => unknown;
  readonly getType: (name: string) => unknown;
}

interface Evaluator {
  readonly run: (node: Node, variables: Variables) => unknown;
}

interface Node {
  readonly op: string;
  readonly args: unknown;
}

interface MacroCall {
  readonly receiver: Node;
  readonly args: readonly Node[];
}

function optionalMacro(wrap: (made: unknown) => unknown) {
  return ({ receiver, args: [name, body] }: MacroCall): object => {
    let inner: Variables | undefined;
    return {
      typeCheck(checker: Checker, _: unknown, variables: Variables) {
        checker.check(receiver, variables);
        inner = variables.forkWithVariable(nameOf(name), checker.getType('dyn'));
        if (body !== undefined) checker.check(body, inner);
        return checker.getType('optional<dyn>');
      },
      evaluate(evaluator: Evaluator, _: unknown, variables: Variables) {
        const value = evaluator.run(receiver, variables) as Optional;
        if (!value.hasValue() || inner === undefined || body === undefined) return Optional.none();
        return wrap(evaluator.run(body, inner.reuse(variables).setIterValue(value.value(), evaluator)));
      },
    };
  };
}

function singleMacro(type: string, fold: (turns: readonly Turn[]) => unknown) {
  return ({ receiver, args }: MacroCall): object =>
    loop({ receiver, names: args.slice(0, 1), bodies: args.slice(1) }, type, fold);
}

function pairMacro(type: string, fold: (turns: readonly Turn[]) => unknown) {
  return ({ receiver, args }: MacroCall): object =>
    loop({ receiver, names: args.slice(0, 2), bodies: args.slice(2) }, type, fold);
}

interface Loop {
  readonly receiver: Node;
  readonly names: readonly Node[];
  readonly bodies: readonly Node[];
}

function loop({ receiver, names, bodies }: Loop, type: string, fold: (turns: readonly Turn[]) => unknown): object {
  let scopes: readonly Variables[] = [];
  return {
    typeCheck(checker: Checker, _: unknown, variables: Variables) {
      checker.check(receiver, variables);
      const made: Variables[] = [];
      for (const name of names) {
        made.push((made.at(-1) ?? variables).forkWithVariable(nameOf(name), checker.getType('dyn')));
      }
      scopes = made;
      for (const body of bodies) checker.check(body, scopes.at(-1) ?? variables);
      return checker.getType(type);
    },
    evaluate(evaluator: Evaluator, _: unknown, variables: Variables) {
      const turns = pairsOf(evaluator.run(receiver, variables)).map(([key, value, single]): Turn => {
        const run = (body: Node | undefined): unknown => {
          const given = names.length === 1 ? [single] : [key, value];
          const inner = scopes.reduce(
            (around, scope, at) => scope.reuse(around).setIterValue(given[at], evaluator),
            variables,
          );
          return body === undefined ? undefined : evaluator.run(body, inner);
        };
        return { key, first: () => run(bodies[0]), second: () => run(bodies[1]) };
      });
      return fold(turns);
    },
  };
}

function nameOf(node: Node | undefined): string {
  if (node?.op === 'id' && typeof node.args === 'string') return node.args;
  throw new Error('argument is not an identifier');
}

/** Keys with values, and what a single variable would be. */
function pairsOf(range: unknown): readonly (readonly [unknown, unknown, unknown])[] {
  if (Array.isArray(range)) return range.map((item, at) => [BigInt(at), item, item] as const);
  const entries = range instanceof Map ? [...range] : Object.entries((range ?? {}) as object);
  return entries.map(([key, value]) => [key, value, key] as const);
}
