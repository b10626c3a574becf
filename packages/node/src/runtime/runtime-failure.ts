/** Where a start got stuck: before there was a container, or when it was to run. */
export type FailedStage = 'create' | 'run';

/** What a machine or a container runtime would not do, in the words that an Event gets. */
export class RuntimeFailure extends Error {
  override readonly name = 'RuntimeFailure';
  readonly stage: FailedStage;

  constructor(message: string, options: { readonly stage?: FailedStage; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.stage = options.stage ?? 'create';
  }
}
