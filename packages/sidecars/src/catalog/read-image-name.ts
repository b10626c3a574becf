/** An image reference without its registry's port, tag and digest getting in the way. */
export interface ImageName {
  /** With the registry: `mirror:5000/istio/proxyv2`. */
  readonly repository: string;
  /** `proxyv2` */
  readonly lastPart: string;
  /** Empty where there is none. */
  readonly tag: string;
}

/** Takes an image reference apart, as github.com/distribution/reference v0.6.0 reference.go does for well-formed ones. */
export function readImageName(image: string): ImageName {
  const digest = image.indexOf('@');
  const named = digest < 0 ? image : image.slice(0, digest);
  const slash = named.lastIndexOf('/');
  // A colon before the last slash is a registry's port.
  const colon = named.indexOf(':', slash + 1);
  const repository = colon < 0 ? named : named.slice(0, colon);
  return { repository, lastPart: repository.slice(slash + 1), tag: colon < 0 ? '' : named.slice(colon + 1) };
}
