import { Environment } from '@marcbachmann/cel-js';

/** CEL as Kubernetes has it, without variables: those are added to a clone (apiserver pkg/cel/environment/base.go@1.36). */
export function celEnvironment(): Environment {
  base ??= newEnvironment();
  return base.clone();
}

let base: Environment | undefined;

function newEnvironment(): Environment {
  return new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
}
