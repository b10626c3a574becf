/** Who may sign in, and how (apiserver.config.k8s.io AuthenticationConfiguration, KEP-3331). */
export interface AuthenticationConfiguration {
  readonly jwt?: readonly JwtIssuer[];
  readonly anonymous?: AnonymousAccess;
}

/** Whose tokens are believed, and what is made of them. */
export interface JwtIssuer {
  readonly issuer?: Issuer;
  readonly claimValidationRules?: readonly ClaimRule[];
  readonly claimMappings?: ClaimMappings;
  readonly userValidationRules?: readonly UserRule[];
}

export interface Issuer {
  readonly url?: string;
  readonly discoveryURL?: string;
  readonly certificateAuthority?: string;
  readonly audiences?: readonly string[];
  readonly audienceMatchPolicy?: string;
  readonly egressSelectorType?: string;
}

export interface ClaimRule {
  readonly claim?: string;
  readonly requiredValue?: string;
  readonly expression?: string;
  readonly message?: string;
}

export interface ClaimMappings {
  readonly username?: ClaimMapping;
  readonly groups?: ClaimMapping;
  readonly uid?: ClaimMapping;
  readonly extra?: readonly ExtraMapping[];
}

/** From a claim, with something before it, or from an expression. */
export interface ClaimMapping {
  readonly claim?: string;
  readonly prefix?: string;
  readonly expression?: string;
}

export interface ExtraMapping {
  readonly key?: string;
  readonly valueExpression?: string;
}

export interface UserRule {
  readonly expression?: string;
  readonly message?: string;
}

/** Whether one may come without a token, and to which paths; to all of them where none is named. */
export interface AnonymousAccess {
  readonly enabled?: boolean;
  readonly conditions?: readonly { readonly path?: string }[];
}
