import { legacyPolicies } from './expressed/legacy.ts';
import { lifetimePolicies } from './expressed/lifetime.ts';
import { nativePolicies } from './expressed/native.ts';
import { resourcePolicies } from './expressed/resources.ts';
import { versionPolicies } from './expressed/versions.ts';
import { workaroundPolicies } from './expressed/workarounds.ts';
import type { ExpressedRule } from './expressed-rule.ts';

/** Every rule that CEL can say, in the order of the ids. */
export const EXPRESSED_RULES: readonly ExpressedRule[] = [
  ...legacyPolicies,
  ...workaroundPolicies,
  ...nativePolicies,
  ...lifetimePolicies,
  ...resourcePolicies,
  ...versionPolicies,
];
