/** What the runtime says of an image that it cannot pull: in the words of containerd 1.6, for its own machine those recorded. */
export function whyNotPulled(image: string): string {
  const failed = `failed to pull and unpack image "${image}"`;
  const [, repository, reference = 'latest'] = /^localhost\/([^:@]+)(?:[:@](.+))?$/.exec(image) ?? [];
  if (repository === undefined) return `${failed}: not found`;
  const asked = `Head "http://localhost/v2/${repository}/manifests/${reference}"`;
  const refused = 'dial tcp 127.0.0.1:80: connect: connection refused';
  return `${failed}: failed to resolve reference "${image}": failed to do request: ${asked}: ${refused}`;
}
