import type { Environment } from '@marcbachmann/cel-js';
import { celEnvironment } from '../../cel/base-environment.ts';

/** What expressions about a token know: its claims (apiserver pkg/authentication/cel/compile.go@1.36). */
export function claimsEnvironment(): Environment {
  claims ??= celEnvironment().registerVariable('claims', 'map<string, dyn>');
  return claims;
}

/** What expressions about a user know. */
export function userEnvironment(): Environment {
  user ??= celEnvironment()
    .registerType('kubernetes.UserInfo', {
      fields: { username: 'string', uid: 'string', groups: 'list<string>', extra: 'map<string, list<string>>' },
    })
    .registerVariable('user', 'kubernetes.UserInfo');
  return user;
}

let claims: Environment | undefined;
let user: Environment | undefined;
