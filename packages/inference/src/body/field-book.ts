/** What the outermost object of a body says. */
export interface FoundFields {
  /** `model`; undefined when there is none or it is no string. */
  readonly model: string | undefined;
  /** Where its value stands, quotes included; each of them, where a body names it more than once. */
  readonly modelRanges: readonly ByteRange[];
  readonly stream: boolean;
  /** `max_completion_tokens`, else `max_tokens`. */
  readonly maxTokens: number | undefined;
  /** Bytes of `messages`, `prompt` and `input`, as they are written. */
  readonly promptBytes: number;
}

/** From a byte up to but not another, counted from the beginning of the body. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Notes keys and short values of the outermost object while a scan passes them. */
export interface FieldBook {
  readonly keyBegins: () => void;
  readonly keyEnded: () => void;
  /** Says what kind of value it is: of the prompt, one to be noted, or one that does not matter. */
  readonly valueBegins: (at: number) => 'prompt' | 'short' | 'other';
  readonly valueEnded: (at: number) => void;
  /** Bytes of a key or of a short value, quotes and escapes as they stand. */
  readonly note: (bytes: Uint8Array, from: number, to: number) => void;
  readonly promptBytes: (count: number) => void;
  readonly found: () => FoundFields;
}

/** An empty book. */
export function createFieldBook(): FieldBook {
  let noted = Buffer.allocUnsafe(USUAL_NOTED);
  let length = 0;
  let field = '';
  let from = 0;
  let model: string | undefined;
  const modelRanges: ByteRange[] = [];
  let stream = false;
  let maxTokens: number | undefined;
  let maxCompletionTokens: number | undefined;
  let promptBytes = 0;

  const value = (): unknown => {
    if (length > MOST_NOTED) return undefined;
    try {
      return JSON.parse(noted.toString('utf8', 0, length));
    } catch {
      // Spelled as no JSON is: the model server will say so.
      return undefined;
    }
  };
  return {
    keyBegins() {
      length = 0;
    },
    keyEnded() {
      field = String(value());
    },
    valueBegins(at) {
      length = 0;
      from = at;
      if (field === 'messages' || field === 'prompt' || field === 'input') return 'prompt';
      return SHORT.has(field) ? 'short' : 'other';
    },
    valueEnded(at) {
      if (field === 'model') {
        const name = value();
        model = typeof name === 'string' ? name : undefined;
        modelRanges.push({ from, to: at });
      } else if (field === 'stream') stream = value() === true;
      else if (field === 'max_tokens') maxTokens = count(value());
      else if (field === 'max_completion_tokens') maxCompletionTokens = count(value());
    },
    note(bytes, begin, end) {
      const wanted = length + end - begin;
      if (wanted > noted.length && wanted <= MOST_NOTED) noted = Buffer.concat([noted.subarray(0, length)], MOST_NOTED);
      if (wanted <= MOST_NOTED) {
        // Most are a few bytes: to make a view of them takes longer than to copy them.
        for (let at = begin; at < end; at++) noted[length + at - begin] = bytes[at] as number;
      }
      length = wanted;
    },
    promptBytes(more) {
      promptBytes += more;
    },
    found: () => ({ model, modelRanges, stream, maxTokens: maxCompletionTokens ?? maxTokens, promptBytes }),
  };
}

/** Of keys and short values that are usual; more is made room for when it comes. */
const USUAL_NOTED = 64;
/** Longer than any name of a model that the resources allow (256 signs), also when it is escaped. */
const MOST_NOTED = 2048;
const SHORT: ReadonlySet<string> = new Set(['model', 'stream', 'max_tokens', 'max_completion_tokens']);

function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}
