/** What has come and is not read yet. */
export interface Inbox {
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** An empty one. */
export function createInbox(): Inbox {
  const waiting: Uint8Array[] = [];
  let isOver = false;
  let wake: (() => void) | undefined;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    while (true) {
      yield* waiting.splice(0);
      if (waiting.length > 0) continue;
      if (isOver) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
  }
  return {
    push(chunk) {
      if (!isOver) waiting.push(chunk);
      wake?.();
    },
    end() {
      isOver = true;
      wake?.();
    },
    chunks: chunks(),
  };
}
