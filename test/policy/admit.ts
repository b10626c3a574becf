import { Environment } from '@marcbachmann/cel-js';
import type { PolicyObject } from '@outrigger/sidecars';

/** What a policy says of one object: undefined where it lets it in, or the message. */
export function refusal(policy: PolicyObject, object: object, request: Request = CREATE): string | undefined {
  const scope = scopeOf(policy, object, request);
  if (!scope) return undefined;
  const { validations } = policy.spec as { readonly validations: readonly Validation[] };
  const failed = validations.find(({ expression }) => scope.evaluate(expression) !== true);
  return failed && String(scope.evaluate(failed.messageExpression));
}

/** The JSON Patch that a mutating policy makes for one object. */
export function patchBy(policy: PolicyObject, object: object, request: Request = CREATE): readonly PatchOperation[] {
  const scope = scopeOf(policy, object, request);
  if (!scope) return [];
  const { mutations } = policy.spec as { readonly mutations: readonly Mutation[] };
  // The library knows no messages; as a map, a JSONPatch has the same fields.
  return mutations.flatMap(({ jsonPatch }) => {
    const asMap = jsonPatch.expression.replace(
      /JSONPatch\{op: (.*?), path: (.*?), value: /g,
      "{'op': $1, 'path': $2, 'value': ",
    );
    return toJson(scope.evaluate(asMap)) as readonly PatchOperation[];
  });
}

/** What a variable of a policy is for one object. */
export function variableOf(policy: PolicyObject, name: string, object: object): unknown {
  return toJson(scopeOf(policy, object, CREATE)?.evaluate(`variables.${name}`));
}

/** An operation of RFC 6902. */
export interface PatchOperation {
  readonly op: 'add';
  readonly path: string;
  readonly value: unknown;
}

/** What is asked of the API server. */
export interface Request {
  readonly operation: 'CREATE' | 'UPDATE';
  readonly oldObject?: object;
}

interface Validation {
  readonly expression: string;
  readonly messageExpression: string;
}

interface Mutation {
  readonly jsonPatch: { readonly expression: string };
}

const CREATE: Request = { operation: 'CREATE' };

/** The policy's variables for one object, each computed when it is asked for; undefined where a match condition says no. */
function scopeOf(policy: PolicyObject, object: object, { operation, oldObject }: Request) {
  const spec = policy.spec as { readonly matchConditions: readonly Named[]; readonly variables: readonly Named[] };
  const variables = {};
  const scope = { object: toCel(object), oldObject: toCel(oldObject ?? null), request: { operation }, variables };
  const evaluate = (expression: string): unknown => programOf(expression)(scope);
  for (const { name, expression } of spec.variables) {
    let known: { readonly value: unknown } | undefined;
    const get = () => {
      known ??= { value: evaluate(expression) };
      return known.value;
    };
    Object.defineProperty(variables, name, { enumerable: true, get });
  }
  return spec.matchConditions.every(({ expression }) => evaluate(expression) === true) ? { evaluate } : undefined;
}

interface Named {
  readonly name: string;
  readonly expression: string;
}

/** CEL as Kubernetes has it, as far as the policies need it. */
const environment = new Environment({ homogeneousAggregateLiterals: false })
  .registerVariable('object', 'dyn')
  .registerVariable('oldObject', 'dyn')
  .registerVariable('request', 'dyn')
  .registerVariable('variables', 'dyn')
  // kubernetes/apiserver pkg/cel/library/lists.go, v0.36.6
  .registerFunction('list.indexOf(dyn): int', (list: readonly unknown[], value: unknown) =>
    BigInt(list.indexOf(value)),
  );

const programs = new Map<string, (scope: object) => unknown>();

function programOf(expression: string): (scope: object) => unknown {
  const program = programs.get(expression) ?? environment.parse(expression);
  programs.set(expression, program as (scope: object) => unknown);
  return program as (scope: object) => unknown;
}

/** Whole numbers of JSON are integers in the API server, and bigint in the library; fields that are null are not there. */
function toCel(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [key, toCel(field)]));
}

function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, field]) => [key, toJson(field)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, toJson(field)]));
}
