/** Files that a script makes and removes: path -> changes in order of time. */
export type FileHistory = ReadonlyMap<string, readonly FileChange[]>;

/** From `at` (ms since the container started) on the file is there, or is not. */
export interface FileChange {
  readonly at: number;
  readonly exists: boolean;
}

/** Whether a file is there at a moment; undefined when the script never touches it. */
export function existsAt(files: FileHistory, path: string, at: number): boolean | undefined {
  const changes = files.get(path);
  if (!changes) return undefined;
  // A file that the script makes later is taken to be absent until then; one that it only removes, to be there.
  return changes.findLast((change) => change.at <= at)?.exists ?? !changes[0]?.exists;
}
