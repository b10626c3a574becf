import type { User } from '../../request/api-request.ts';
import type { AnonymousAccess, AuthenticationConfiguration } from './configuration.ts';
import { jwtAuthenticator } from './jwt-authenticator.ts';

/** People who sign in with tokens of somebody else, as a configuration has it. */
export interface StructuredAuthentication {
  /** Undefined for a token that none of the issuers has given out, or that is refused. */
  readonly userOf: (token: string) => Promise<User | undefined>;
  /** Whether one may come to a path without a token. */
  readonly allowsAnonymous: (path: string) => boolean;
}

/** Makes it of a configuration that is right. `tell` hears why a token is refused; who has shown it does not. */
export function structuredAuthentication(
  { jwt = [], anonymous }: AuthenticationConfiguration,
  { now, tell }: { readonly now: () => Date; readonly tell: (why: string) => void },
): StructuredAuthentication {
  const issuers = jwt.map((one) => jwtAuthenticator(one, now));
  return {
    async userOf(token) {
      for (const ask of issuers) {
        const signed = await ask(token);
        if (signed === undefined) continue;
        if ('user' in signed) return signed.user;
        tell(signed.refused);
      }
      return undefined;
    },
    allowsAnonymous: (path) => anonymous === undefined || isOpen(anonymous, path),
  };
}

function isOpen({ enabled = false, conditions = [] }: AnonymousAccess, path: string): boolean {
  return enabled && (conditions.length === 0 || conditions.some((condition) => condition.path === path));
}
