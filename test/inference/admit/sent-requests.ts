import {
  type Admitting,
  createPicker,
  createPrefixIndex,
  hashPrefix,
  type PickerWorld,
  type Stop,
  type Verdict,
  weighted,
} from '@outrigger/inference';

/** A request of {@link sender}'s. */
export interface SentRequest {
  readonly isSent: boolean;
  /** Why it was ended while it was under way. */
  readonly ended: Stop | undefined;
  /** Its response has ended. */
  readonly end: () => void;
}

/** Sends requests of any priority, and plays the server: each is under way until it is ended. */
export function sender(
  admits: Admitting,
  { book, now }: Pick<PickerWorld, 'book' | 'now'>,
): (priority: number) => SentRequest {
  let own = 0;
  const pick = admits.revocable(
    createPicker({
      ...{ book, now },
      models: () => ({ purposeOf: (target) => ({ target, priority: own, tenant: 'a' }) }),
      policy: weighted(),
      prefixes: createPrefixIndex({ blockTokens: 16 }),
      admit: admits.admit,
      random: () => 0.5,
    }),
  );
  return (priority) => {
    own = priority;
    const sent: { isSent: boolean; ended: Stop | undefined; end: () => void } = {
      isSent: false,
      ended: undefined,
      end() {},
    };
    const hear = (verdict: Verdict) => {
      if (!('to' in verdict)) return;
      sent.isSent = true;
      sent.end = () => verdict.flight?.ended(200, undefined);
      verdict.revocable?.((why) => {
        sent.ended = why;
        verdict.flight?.ended(why.status, undefined);
      });
    };
    const verdict = pick({
      headers: new Map(),
      subset: undefined,
      body: { model: 'm', modelRanges: [], stream: false, promptBytes: 12, maxTokens: 200 },
      prefix: hashPrefix(),
      signal: new AbortController().signal,
    });
    if (verdict instanceof Promise) verdict.then(hear);
    else hear(verdict);
    return sent;
  };
}
