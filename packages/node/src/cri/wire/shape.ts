import type { messages } from './messages.ts';

/** The name of a message in {@link messages}. */
export type MessageName = keyof typeof messages;

/** A message to be sent: what is left out is not written. */
export type Draft<M extends MessageName> = {
  readonly [F in keyof Fields<M>]?: DraftOf<Fields<M>[F]> | undefined;
};

/** A message that was read: proto3's zero values stand for what was not sent; only messages may be missing. */
export type Received<M extends MessageName> = {
  readonly [F in keyof Fields<M>]: ReceivedOf<Fields<M>[F]>;
};

type Fields<M extends MessageName> = (typeof messages)[M];

interface Scalars {
  readonly string: string;
  readonly bool: boolean;
  readonly bytes: Uint8Array;
  readonly int32: number;
  readonly uint32: number;
  readonly enum: number;
  /** A whole number below 2^53 is exact; a time in ns since 1970 is right to a quarter of a microsecond. */
  readonly int64: number;
  readonly uint64: number;
}

/** A kind of value that is not a message. */
export type Scalar = keyof Scalars;

type DraftOf<F> = F extends readonly [number, infer K, 'list']
  ? readonly DraftValue<K>[]
  : F extends readonly [number, infer K, 'map']
    ? Readonly<Record<string, DraftValue<K>>>
    : F extends readonly [number, infer K]
      ? DraftValue<K>
      : never;

type DraftValue<K> = K extends Scalar ? Scalars[K] : K extends MessageName ? Draft<K> : never;

type ReceivedOf<F> = F extends readonly [number, infer K, 'list']
  ? readonly ReceivedValue<K>[]
  : F extends readonly [number, infer K, 'map']
    ? Readonly<Record<string, ReceivedValue<K>>>
    : F extends readonly [number, infer K]
      ? K extends Scalar
        ? Scalars[K]
        : ReceivedValue<K> | undefined
      : never;

type ReceivedValue<K> = K extends Scalar ? Scalars[K] : K extends MessageName ? Received<K> : never;
