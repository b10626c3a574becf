import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The text of src/local/schema/generated/structure.ts, made from the declarations and validators of the installed kubernetes-models. */
export async function structureSource(): Promise<string> {
  const types = new Map<string, Readonly<Record<string, string>>>();
  const models = dirname(require.resolve('kubernetes-models/package.json'));
  const waiting = served.map((path) => join(models, `${path}.d.ts`));
  const seen = new Set(waiting);
  for (const file of waiting) {
    const { name, fields, imports } = await readModel(file);
    types.set(name, fields);
    for (const next of imports) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  const { version } = JSON.parse(readFileSync(join(models, 'package.json'), 'utf8')) as { readonly version: string };
  const lines = [...types]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, fields]) => {
      const text = Object.entries(fields)
        .map(([field, type]) => `${field} ${type}`)
        .join(',');
      return `${name}: ${text}`;
    });
  return [
    `// Made by \`npm run generate\` from kubernetes-models ${version}. Do not edit.`,
    'export const structure: string = `',
    ...lines,
    '`;',
    '',
  ].join('\n');
}

const require = createRequire(import.meta.url);

/** Everything that 1.36 serves without being asked to, and what its subresources take. */
const served: readonly string[] = [
  ...kinds(
    'v1',
    'Binding ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod',
  ),
  ...kinds('v1', 'PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount ComponentStatus'),
  ...kinds('apps/v1', 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet'),
  ...kinds('batch/v1', 'CronJob Job'),
  ...kinds('autoscaling/v1', 'HorizontalPodAutoscaler Scale'),
  ...kinds('autoscaling/v2', 'HorizontalPodAutoscaler'),
  ...kinds('policy/v1', 'Eviction PodDisruptionBudget'),
  ...kinds('events.k8s.io/v1', 'Event'),
  ...kinds('coordination.k8s.io/v1', 'Lease'),
  ...kinds('discovery.k8s.io/v1', 'EndpointSlice'),
  ...kinds('networking.k8s.io/v1', 'Ingress IngressClass IPAddress NetworkPolicy ServiceCIDR'),
  ...kinds('node.k8s.io/v1', 'RuntimeClass'),
  ...kinds('rbac.authorization.k8s.io/v1', 'ClusterRole ClusterRoleBinding Role RoleBinding'),
  ...kinds('resource.k8s.io/v1', 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice'),
  ...kinds('scheduling.k8s.io/v1', 'PriorityClass'),
  ...kinds(
    'storage.k8s.io/v1',
    'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass',
  ),
  ...kinds('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding'),
  ...kinds('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration ValidatingWebhookConfiguration'),
  ...kinds('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding'),
  ...kinds('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
  ...kinds('apiregistration.k8s.io/v1', 'APIService'),
  ...kinds('authentication.k8s.io/v1', 'SelfSubjectReview TokenRequest TokenReview'),
  ...kinds('authorization.k8s.io/v1', 'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview'),
  ...kinds('authorization.k8s.io/v1', 'SubjectAccessReview'),
  ...kinds('certificates.k8s.io/v1', 'CertificateSigningRequest'),
  ...kinds('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema PriorityLevelConfiguration'),
  ...kinds('../@kubernetes-models/apimachinery/apis/meta/v1', 'DeleteOptions'),
];

function kinds(version: string, names: string): readonly string[] {
  return names.split(' ').map((name) => `${version}/${name}`);
}

interface ModelText {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly imports: readonly string[];
}

async function readModel(file: string): Promise<ModelText> {
  const text = readFileSync(file, 'utf8').replace(/\s*\/\*\*[\s\S]*?\*\//g, '');
  const [, own = '', alias = ''] = /export type \{ I(\S+) as I(\S+?),?\s/.exec(text) ?? [];
  if (alias === '') throw new Error(`no model in ${file}`);
  const body = new RegExp(`export interface I${own}[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? '';
  const leaf = await leafReader(alias);
  const fields: Record<string, string> = {};
  for (const [, field = '', type = ''] of body.matchAll(/(?<=^|\n) {4}"([^"]+)"\??: ([\s\S]*?);(?=\n {4}"|$)/g)) {
    fields[field] = typeOf(type.replaceAll(/\s+/g, ' '), {
      alias,
      own,
      read: (wrap, at) => leaf((value) => ({ [field]: wrap(value) }), `/${field}${at}`),
    });
  }
  const imports = [...text.matchAll(/import \{ IIo\S+ \} from "([^"]+)"/g)].flatMap(([, from = '']) => {
    const target = from.startsWith('.') ? resolve(dirname(file), from.replace(/\.js$/, '.d.ts')) : packaged(from);
    return isOpaque(target) ? [] : [target];
  });
  return { name: nameOf(alias), fields, imports };
}

function packaged(from: string): string {
  const home = dirname(require.resolve('@kubernetes-models/apimachinery/package.json'));
  return join(home, `${from.replace('@kubernetes-models/apimachinery/', '')}.d.ts`);
}

/** Types that read themselves. */
const opaque: Readonly<Record<string, string>> = {
  IoK8sApimachineryPkgApisMetaV1Time: 'Time',
  IoK8sApimachineryPkgApisMetaV1MicroTime: 'MicroTime',
  IoK8sApimachineryPkgApisMetaV1FieldsV1: 'any',
  IoK8sApimachineryPkgApiResourceQuantity: 'Quantity',
  IoK8sApimachineryPkgUtilIntstrIntOrString: 'IntOrString',
  IoK8sApimachineryPkgRuntimeRawExtension: 'any',
  IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSON: 'any',
  IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSONSchemaPropsOrArray: 'any',
  IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSONSchemaPropsOrBool: 'any',
  IoK8sApiextensionsApiserverPkgApisApiextensionsV1JSONSchemaPropsOrStringArray: 'any',
};

function isOpaque(file: string): boolean {
  return /\/(Time|MicroTime|FieldsV1|Quantity|IntOrString|RawExtension|JSON|JSONSchemaPropsOr\w+)\.d\.ts$/.test(file);
}

function nameOf(alias: string): string {
  const known = opaque[alias];
  if (known !== undefined) return known;
  const bare = alias
    .replace(/^IoK8sApimachineryPkgApis/, '')
    .replace(/^IoK8sApiextensionsApiserverPkgApis/, '')
    .replace(/^IoK8sKubeAggregatorPkgApis/, '')
    .replace(/^IoK8sApi/, '');
  const [, group = '', version = '', kind = ''] =
    /^([A-Z][a-z]+)(V\d+(?:(?:alpha|beta)\d+)?)([A-Z].*)$/.exec(bare) ?? [];
  if (kind === '') throw new Error(`no name for ${alias}`);
  return `${group.toLowerCase()}.${version.toLowerCase()}.${kind}`;
}

type Wrap = (value: unknown) => unknown;

interface Around {
  readonly alias: string;
  readonly own: string;
  readonly read: (wrap: Wrap, at: string) => string;
}

function typeOf(type: string, around: Around, wrap: Wrap = (value) => value, at = ''): string {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return `[]${typeOf(list, around, (value) => wrap([value]), `${at}/0`)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) return `map[string]${typeOf(map, around, (value) => wrap({ key: value }), `${at}/key`)}`;
  if (type === 'boolean') return 'bool';
  // Claims of a StatefulSet are written out, because theirs need not say what they are.
  if (/^\{ "apiVersion".*IIoK8sApiCoreV1PersistentVolumeClaimSpec/.test(type)) return 'core.v1.PersistentVolumeClaim';
  if (type === 'number' || type === 'string' || type.startsWith('"')) return around.read(wrap, at);
  if (type === `I${around.own}`) return nameOf(around.alias);
  const alias = /^I(IoK8s\w+)$/.exec(type)?.[1];
  if (alias === undefined) throw new Error(`a type this generator does not know: ${type} in ${around.alias}`);
  return nameOf(alias);
}

/** What a validator says of a number or a text in some place: declarations do not tell the kinds of either. */
async function leafReader(alias: string): Promise<(wrap: Wrap, at: string) => string> {
  const home = alias.startsWith('IoK8sApimachinery') ? '@kubernetes-models/apimachinery' : 'kubernetes-models';
  const { validate } = (await import(`${home}/_schemas/${alias}`)) as { readonly validate: Validator };
  return (wrap, at) => {
    const refuses = (value: unknown): readonly Complaint[] =>
      validate(wrap(value)) ? [] : (validate.errors ?? []).filter(({ instancePath }) => instancePath === at);
    if (refuses('x').some(({ keyword }) => keyword === 'type')) {
      if (refuses(1.5).length === 0) return 'float64';
      return refuses(2 ** 31).length === 0 ? 'int64' : 'int32';
    }
    return refuses('%').some(({ params }) => params.format === 'byte') ? '[]byte' : 'string';
  };
}

interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly Complaint[] | null;
}

interface Complaint {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}
