import { type Path, type Problem, parseValue } from '@outrigger/manifest';
import { decodeObject, type FieldError, formatFieldError, goJson } from '@outrigger/pod';
import type { AuthenticationConfiguration } from './configuration.ts';
import { configurationStructs } from './structs.ts';
import { validateConfiguration } from './validate-configuration.ts';

/** A configuration, or what is wrong with it and where. */
export type ReadConfiguration =
  | { readonly configuration: AuthenticationConfiguration }
  | { readonly problems: readonly Problem[] };

/** Reads an AuthenticationConfiguration as strictly as the real server does, in its words (pkg/kubeapiserver/options/authentication.go@1.36). */
export async function readConfiguration(text: string, file: string): Promise<ReadConfiguration> {
  const parsed = await parseValue(text, file);
  if (!parsed.ok) return { problems: parsed.problems };
  const { value, locate, locateKey } = parsed;
  const problem = (code: Problem['code'], message: string, path: Path, isKey = false): Problem => {
    const position = isKey ? locateKey(path) : locate(path);
    return { code, severity: 'error', message, position, file, path };
  };
  const { apiVersion, kind } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  const shown = text.trimStart().startsWith('{') ? text : goJson(value);
  if (typeof kind !== 'string' || kind === '')
    return { problems: [problem('missing-field', `Object 'Kind' is missing in '${shown}'`, [])] };
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    return { problems: [problem('missing-field', `Object 'apiVersion' is missing in '${shown}'`, [])] };
  }
  if (kind !== 'AuthenticationConfiguration' || !VERSIONS.includes(apiVersion)) {
    const message = `no kind "${kind}" is registered for version "${apiVersion}" in scheme "k8s.io/kubernetes/pkg/kubeapiserver/options/authentication.go:879"`;
    const hint = `it is AuthenticationConfiguration of ${VERSIONS.join(', ')}`;
    const path = kind === 'AuthenticationConfiguration' ? ['apiVersion'] : ['kind'];
    return { problems: [{ ...problem('unknown-kind', message, path), hint }] };
  }
  const {
    object,
    unknown,
    problem: wrong,
  } = decodeObject(value, 'v1.AuthenticationConfiguration', configurationStructs(apiVersion.split('/')[1] ?? ''));
  if (wrong !== undefined) return { problems: [problem('wrong-type', wrong, placeOfType(wrong, value))] };
  if (unknown.length > 0) {
    const told = unknown.map((field) =>
      problem('unknown-field', `strict decoding error: unknown field "${field}"`, pathOf(field), true),
    );
    return { problems: told };
  }
  const configuration = object as AuthenticationConfiguration;
  const errors = validateConfiguration(configuration);
  if (errors.length === 0) return { configuration };
  return { problems: errors.map((error) => problem(codeOf(error), formatFieldError(error), error.path)) };
}

/** Newest first. */
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'].map((version) => `apiserver.config.k8s.io/${version}`);

/** `jwt[0].issuer.url`. */
function pathOf(field: string): Path {
  return (field.match(/[^.[\]]+/g) ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Go names the field of a wrong type by names alone: `JWTAuthenticator.jwt.issuer`; the first item that has it is taken. */
function placeOfType(message: string, value: unknown): Path {
  const names = (/Go struct field \w+\.([\w.]+) of type/.exec(message)?.[1] ?? '').split('.').filter(Boolean);
  const path: (string | number)[] = [];
  let at = value;
  for (const name of names) {
    if (Array.isArray(at)) {
      path.push(0);
      at = at[0];
    }
    path.push(name);
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return path;
}

function codeOf({ type }: FieldError): Problem['code'] {
  if (type === 'Required') return 'missing-field';
  return type === 'NotSupported' ? 'unsupported-value' : 'invalid-value';
}
