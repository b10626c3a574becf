/** The ConfigMaps and Secrets that pods may name: what the API server would have. */
export interface Material {
  readonly configMap: (namespace: string, name: string) => ConfigMapData | undefined;
  readonly secret: (namespace: string, name: string) => SecretData | undefined;
  /** A token of the pod's service account; there is none without an API server. */
  readonly token?: (wanted: WantedToken) => string | undefined;
}

/** A token as a projected volume asks for it. */
export interface WantedToken {
  readonly audience: string | undefined;
  readonly expirationSeconds: number;
}

/** A ConfigMap's entries. */
export interface ConfigMapData {
  readonly data: ReadonlyMap<string, string>;
  readonly binaryData: ReadonlyMap<string, Uint8Array>;
}

/** A Secret's entries, decoded. */
export type SecretData = ReadonlyMap<string, Uint8Array>;

/** An entry that the API server would refuse; the object is not there then. */
export interface MaterialProblem {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly namespace: string;
  readonly name: string;
  /** `['data', 'key']` */
  readonly path: readonly [field: string, key: string];
  readonly message: string;
}

/**
 * Takes the ConfigMaps and Secrets out of objects; others are passed over, and of two with one name the later one counts,
 * as with `kubectl apply`. An object without a namespace is in the one that is given.
 */
export function readMaterial(
  objects: readonly unknown[],
  defaultNamespace = 'default',
): { readonly material: Material; readonly problems: readonly MaterialProblem[] } {
  const configMaps = new Map<string, ConfigMapData>();
  const secrets = new Map<string, SecretData>();
  const problems: MaterialProblem[] = [];
  for (const object of objects) {
    if (!isMaterial(object)) continue;
    const { kind, metadata } = object;
    const { namespace = defaultNamespace, name = '' } = metadata ?? {};
    const bad: Complain = (path, message) => problems.push({ kind, namespace, name, path, message });
    const before = problems.length;
    const configMap = kind === 'ConfigMap' ? readConfigMap(object, bad) : undefined;
    const secret = kind === 'Secret' ? readSecret(object, bad) : undefined;
    if (problems.length > before) continue;
    if (configMap) configMaps.set(`${namespace}/${name}`, configMap);
    if (secret) secrets.set(`${namespace}/${name}`, secret);
  }
  const material: Material = {
    configMap: (namespace, name) => configMaps.get(`${namespace}/${name}`),
    secret: (namespace, name) => secrets.get(`${namespace}/${name}`),
  };
  return { material, problems };
}

interface WrittenMaterial {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly metadata?: { readonly namespace?: string; readonly name?: string };
  readonly data?: WrittenEntries;
  readonly binaryData?: WrittenEntries;
  readonly stringData?: WrittenEntries;
}

type WrittenEntries = Readonly<Record<string, unknown>> | null;
type Complain = (path: MaterialProblem['path'], message: string) => void;

function isMaterial(object: unknown): object is WrittenMaterial {
  if (typeof object !== 'object' || object === null) return false;
  const { apiVersion, kind } = object as { apiVersion?: unknown; kind?: unknown };
  return apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret');
}

function readConfigMap({ data, binaryData }: WrittenMaterial, bad: Complain): ConfigMapData {
  return { data: texts(data, 'data', bad), binaryData: decoded(binaryData, 'binaryData', bad) };
}

/** `stringData` is written over `data` (pkg/apis/core/v1/conversion.go@v1.36.2: Convert_v1_Secret_To_core_Secret). */
function readSecret({ data, stringData }: WrittenMaterial, bad: Complain): SecretData {
  const plain = texts(stringData, 'stringData', bad);
  const encoder = new TextEncoder();
  return new Map([
    ...decoded(data, 'data', bad),
    ...[...plain].map(([key, text]) => [key, encoder.encode(text)] as const),
  ]);
}

function texts(entries: WrittenEntries | undefined, field: string, bad: Complain): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const [key, value] of Object.entries(entries ?? {})) {
    // What YAML left empty is null, which JSON's reader in Go takes for an empty text.
    if (typeof value === 'string' || value === null) read.set(key, value ?? '');
    else bad([field, key], `must be a text, and is a ${typeof value}: put it into quotes`);
  }
  return read;
}

function decoded(entries: WrittenEntries | undefined, field: string, bad: Complain): ReadonlyMap<string, Uint8Array> {
  const read = new Map<string, Uint8Array>();
  for (const [key, text] of texts(entries, field, bad)) {
    // Go's decoder passes over line ends and nothing else.
    const base64 = text.replaceAll(/[\r\n]/g, '');
    if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64))
      read.set(key, Buffer.from(base64, 'base64'));
    else bad([field, key], 'is not base64');
  }
  return read;
}
