import { apiServer, type FieldErrors, type Scope } from '@outrigger/pod';

const server = apiServer(36);

/** What the checks of `pod` want to know besides the value. */
export function ruleScope(errors: FieldErrors): Scope {
  return { server, errors };
}
