/**
 * Whether an image is at hand for a container that is a process. Processes have no images: what a registry would give is taken
 * as given. One of `localhost/` is had from nobody, though: it is there when a command stands for it, or when it is busybox, for
 * which this machine's own shell and tools stand.
 */
export function isKnownImage(image: string, hasCommand: (image: string) => boolean): boolean {
  return !image.startsWith('localhost/') || hasCommand(image) || /(^|\/)busybox(:[^/]*)?(@.*)?$/.test(image);
}
