import type { GoFields, StructTable } from '@outrigger/pod';

/** The structs of a configuration, as Go reads them (apiserver pkg/apis/apiserver/v1 and v1beta1@1.36). */
export function configurationStructs(version: string): StructTable {
  return {
    fieldsOf: (name) => structs.get(name),
    print: (type) => type.replace('v1.', `${version}.`),
    bare: (name) => name.split('.').at(-1) ?? '',
  };
}

const FIELDS: Readonly<Record<string, string>> = {
  AuthenticationConfiguration:
    'apiVersion string,kind string,jwt []v1.JWTAuthenticator,anonymous v1.AnonymousAuthConfig',
  AnonymousAuthConfig: 'enabled bool,conditions []v1.AnonymousAuthCondition',
  AnonymousAuthCondition: 'path string',
  JWTAuthenticator:
    'issuer v1.Issuer,claimValidationRules []v1.ClaimValidationRule,claimMappings v1.ClaimMappings,userValidationRules []v1.UserValidationRule',
  Issuer:
    'url string,discoveryURL string,certificateAuthority string,audiences []string,audienceMatchPolicy string,egressSelectorType string',
  ClaimValidationRule: 'claim string,requiredValue string,expression string,message string',
  ClaimMappings:
    'username v1.PrefixedClaimOrExpression,groups v1.PrefixedClaimOrExpression,uid v1.ClaimOrExpression,extra []v1.ExtraMapping',
  PrefixedClaimOrExpression: 'claim string,prefix string,expression string',
  ClaimOrExpression: 'claim string,expression string',
  ExtraMapping: 'key string,valueExpression string',
  UserValidationRule: 'expression string,message string',
};

const structs: ReadonlyMap<string, GoFields> = new Map(
  Object.entries(FIELDS).map(([name, fields]) => [`v1.${name}`, new Map(fields.split(',').map(readField))]),
);

function readField(text: string): readonly [string, GoFields extends ReadonlyMap<string, infer Field> ? Field : never] {
  const [name = '', type = ''] = text.split(' ');
  return [name, { type, firstMinor: 0, lastMinor: Number.POSITIVE_INFINITY, embeddedIn: undefined }];
}
