/** What an event says of its object, by which names are found in its message. */
export interface KnownNames {
  readonly name: string;
  readonly namespace: string;
  readonly container: string;
  readonly node: string;
  readonly related: string;
}

/** Whether a word of a message varies. `previous` is the word before it. */
export function isVariable(word: string, previous: string, names: KnownNames): boolean {
  const first = word.charCodeAt(0);
  if (isDigit(first)) return true;
  // -1, +3, /var/lib/kubelet
  if (word.length > 1 && (first === 47 || ((first === 45 || first === 43) && isDigit(word.charCodeAt(1))))) return true;
  // `dial tcp: lookup registry.example.com on 10.0.0.10:53: no such host` (Go net/dnsclient.go)
  if (previous === 'lookup') return true;
  const shape = shapeOf(word);
  if (shape === WORD) return isName(word, names) && NOUNS.has(previous.toLowerCase());
  if ((shape & HAS_DIGIT) !== 0) return !isTerm(word);
  if (isName(word, names)) return true;
  if ((shape & HAS_SLASH) !== 0) return hasNamedPart(word, names);
  if ((shape & HAS_AT) !== 0) return true;
  if ((shape & HAS_HYPHEN) === 0) return (shape & HAS_UNDERSCORE) !== 0 && hasNamedPart(word, names);
  if (endsByChance(word) || (names.name.length > 2 && word.startsWith(`${names.name}-`))) return true;
  return NOUNS.has(previous.toLowerCase()) && /^[a-z][a-z.-]*$/.test(word) && !HYPHENATED.has(word);
}

const WORD = 0;
const HAS_DIGIT = 1;
const HAS_SLASH = 2;
const HAS_HYPHEN = 4;
const HAS_UNDERSCORE = 8;
const HAS_AT = 16;

function shapeOf(word: string): number {
  let shape = WORD;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (isDigit(code)) shape |= HAS_DIGIT;
    else if (code === 47) shape |= HAS_SLASH;
    else if (code === 45) shape |= HAS_HYPHEN;
    else if (code === 95) shape |= HAS_UNDERSCORE;
    else if (code === 64) shape |= HAS_AT;
  }
  return shape;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isName(word: string, { name, namespace, container, node, related }: KnownNames): boolean {
  return word === name || word === container || word === namespace || word === node || word === related;
}

/** `shop/web`, `web_shop`, an address of the web, a path, an image with its tag – but not `affinity/selector`. */
function hasNamedPart(word: string, names: KnownNames): boolean {
  if (word.includes('://') || (word.includes(':') && word.includes('/'))) return true;
  return word.split(/[/_:]/).some((part) => part !== '' && (isName(part, names) || endsByChance(part)));
}

/** Names of pods end in letters drawn by chance: five, or the hash of a template before them (apimachinery util/rand SafeEncodeString). */
function endsByChance(word: string): boolean {
  return /-(?:[bcdfghjklmnpqrstvwxz]{8,10}|[bcdfghjklmnpqrstvwxz]{5})$/.test(word);
}

/** Words with digits that name no object: versions of APIs and protocols, groups of APIs, file systems. */
function isTerm(word: string): boolean {
  return TERMS.has(word.toLowerCase()) || /^v\d+(?:(?:alpha|beta)\d+)?$|^[a-z.]*k8s\.io$/.test(word);
}

const TERMS: ReadonlySet<string> = new Set([
  'x509',
  'ipv4',
  'ipv6',
  'ext2',
  'ext3',
  'ext4',
  'k8s',
  'http2',
  'h2',
  'tls1.2',
  'tls1.3',
  'sha256',
  'cgroupv1',
  'cgroupv2',
  'oauth2',
  'utf8',
  'utf-8',
  's3',
  'ec2',
  'nfs4',
  'base64',
]);

/** Words behind which a name stands. */
const NOUNS: ReadonlySet<string> = new Set([
  'pod',
  'pods',
  'container',
  'containers',
  'node',
  'namespace',
  'job',
  'cronjob',
  'deployment',
  'replicaset',
  'set',
  'statefulset',
  'daemonset',
  'service',
  'volume',
  'claim',
  'pvc',
  'pv',
  'persistentvolumeclaim',
  'secret',
  'configmap',
  'image',
  'storageclass',
  'account',
  'serviceaccount',
  'ingress',
  'endpoint',
  'endpoints',
  'nodepool',
  'nodeclaim',
  'group',
  'issuer',
  'certificate',
  'order',
  'quota',
  'budget',
  'name',
  'named',
  'host',
  'for',
  'user',
]);

/** Words with a hyphen that stand behind such nouns and name nothing. */
const HYPHENATED: ReadonlySet<string> = new Set([
  'anti-affinity',
  'back-off',
  'built-in',
  'cluster-wide',
  'in-flight',
  'in-use',
  'non-graceful',
  'non-zero',
  'not-ready',
  'post-start',
  'pre-stop',
  're-created',
  're-queue',
  're-sync',
  'read-only',
  'read-write',
  'scale-down',
  'scale-up',
  'time-out',
  'up-to-date',
]);
