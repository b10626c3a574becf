/**
 * When an image is pulled if nobody says so: always for `latest`, written or not, and otherwise when it is missing
 * (SetDefaults_Container in pkg/apis/core/v1/defaults.go@1.36.2).
 */
export function defaultPullPolicy(image: string, minor: number): 'Always' | 'IfNotPresent' {
  return imageTag(image, minor) === 'latest' ? 'Always' : 'IfNotPresent';
}

/**
 * The tag of an image reference: `latest` where it names neither a tag nor a digest, and empty where it is no reference
 * at all, as upstream ignores that error (pkg/util/parsers ParseImageName@1.36.2, github.com/distribution/reference; up
 * to 1.28 github.com/docker/distribution, which takes neither capital letters nor IPv6 addresses for hosts).
 */
function imageTag(image: string, minor: number): string {
  if (/^[a-f0-9]{64}$/.test(image)) return '';
  const slash = image.indexOf('/');
  const host = image.slice(0, slash);
  const isCapital = minor > 28 && host.toLowerCase() !== host;
  const hasHost = slash !== -1 && (/[.:]/.test(host) || host === 'localhost' || isCapital);
  if (minor <= 28 && hasHost && host.startsWith('[')) return '';
  const normalized = hasHost ? image : `docker.io/${slash === -1 ? 'library/' : ''}${image}`;
  const match = reference.exec(normalized);
  if (!match || (match[1] ?? '').length > 255) return '';
  const [, , tag, digest] = match;
  return tag ?? (digest === undefined ? 'latest' : '');
}

const hostLabel = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const host = `(?:${hostLabel}(?:\\.${hostLabel})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const name = `${host}(?:/${part})+`;
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(`^(${name})(?::([\\w][\\w.-]{0,127}))?(?:@(${digest}))?$`);
