import { evaluate, type Variables } from './match-conditions.ts';

/** What expressions know, with what a policy calls by name; each is worked out when it is first asked for (pkg/admission/plugin/cel/composition.go@1.36). */
export function withVariables(
  base: Variables,
  named: readonly { readonly name?: string; readonly expression?: string }[],
): Variables {
  const variables: Record<string, unknown> = {};
  const all = { ...base, variables };
  for (const { name = '', expression = '' } of named) {
    let made: { readonly value: unknown } | undefined;
    Object.defineProperty(variables, name, {
      enumerable: true,
      get() {
        if (made !== undefined) return made.value;
        const outcome = evaluate(expression, all);
        if ('failure' in outcome)
          throw new Error(`composited variable "${name}" fails to evaluate: ${outcome.failure}`);
        made = outcome;
        return outcome.value;
      },
    });
  }
  return all;
}
