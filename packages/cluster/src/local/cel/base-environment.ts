import { Environment } from '@marcbachmann/cel-js';
import { withAddresses } from './library/addresses.ts';
import { withLists } from './library/lists.ts';
import { withQuantities } from './library/quantities.ts';
import { withTexts } from './library/texts.ts';
import { withMacros } from './library/two-variables.ts';
import { withUrls } from './library/urls.ts';
import { withVersions } from './library/versions.ts';

/** CEL as Kubernetes has it, without variables: those are added to a clone (apiserver pkg/cel/environment/base.go@1.36). */
export function celEnvironment(): Environment {
  base ??= newEnvironment();
  return base.clone();
}

let base: Environment | undefined;

function newEnvironment(): Environment {
  const plain = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  return withMacros(withVersions(withUrls(withAddresses(withQuantities(withTexts(withLists(plain)))))));
}
