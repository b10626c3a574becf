import type { PodState } from '@outrigger/pod';

/**
 * Whether a state holds something that a kubelet finds again when it starts anew: what the runtime has, how often containers
 * were started, what is being started, what the API server knows. All else is its memory, which goes with it.
 */
export function durableKey(state: PodState): readonly unknown[] {
  const { runtime, request, worker, status, memory, gone } = state;
  return [
    runtime,
    status.api,
    request.deletedAt,
    request.deletionGrace,
    request.eviction,
    worker.doing?.what === 'start' ? worker.doing.id : undefined,
    memory.reduce((sum, { starts, logs }) => sum + starts + logs, 0),
    gone,
  ];
}

/** Whether two keys are of the same durable state. */
export function isSameKey(a: readonly unknown[] | undefined, b: readonly unknown[]): boolean {
  return a?.every((part, index) => part === b[index]) ?? false;
}

/** What is kept of a pod as text. JSON knows neither Infinity nor NaN, which the engine's times may be. */
export function printStored(stored: object): string {
  return JSON.stringify(stored, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { $number: String(value) } : value,
  );
}

/** What a text holds. What was undefined is absent now, which the engine takes for the same. */
export function parseStored<T>(text: string): T {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && '$number' in value ? Number(value.$number) : value,
  ) as T;
}
