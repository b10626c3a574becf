/** What a container is started with, everything resolved: what any driver needs, whatever it starts. */
export interface ContainerSetup {
  /** Empty = the image's own. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** Undefined = the image's own. */
  readonly workingDir: string | undefined;
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly mounts: readonly Mount[];
  /** Absolute path of the file that gets stdout and stderr, in CRI format. */
  readonly logPath: string;
  /** Where the container finds its termination message file. */
  readonly terminationMessagePath: string;
  readonly terminationMessagePolicy: 'File' | 'FallbackToLogsOnError';
}

/** A folder or file of this machine that a container sees. */
export interface Mount {
  readonly hostPath: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}
