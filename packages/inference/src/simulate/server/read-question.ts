/** What a client asks of a model server, by OpenAI's API. */
export interface Question {
  readonly model: string;
  /** All text that the model reads. */
  readonly prompt: string;
  readonly isStreamed: boolean;
  /** Usage at the end of a stream. */
  readonly isCounted: boolean;
  readonly maxTokens: number | undefined;
  /** As many tokens as are allowed, whatever the model would say (vLLM: ignore_eos). */
  readonly isFull: boolean;
}

/** Why a question is refused, in the shape of vLLM's answer. */
export interface RefusedQuestion {
  readonly status: 400 | 404 | 413;
  readonly type: 'BadRequestError' | 'NotFoundError';
  readonly message: string;
}

/** Reads the body of a request for a completion, or for a chat. */
export function readQuestion(text: string, isChat: boolean): Question | RefusedQuestion {
  const body = parsed(text);
  if (body === undefined) return refused('the body is no JSON object');
  const { model, stream, stream_options: options, ignore_eos: ignoreEos } = body;
  if (typeof model !== 'string') return refused('model: a string is required');
  const prompt = isChat ? wordsOf(body.messages) : wordsOf(body.prompt);
  if (prompt === undefined) return refused(`${isChat ? 'messages' : 'prompt'}: required`);
  const most = body.max_completion_tokens ?? body.max_tokens;
  if (most !== undefined && most !== null && !(Number.isInteger(most) && (most as number) > 0))
    return refused('max_tokens: a whole number above 0 is required');
  return {
    model,
    prompt,
    isStreamed: stream === true,
    isCounted: (options as { include_usage?: unknown } | undefined)?.include_usage === true,
    // As OpenAI's API has it: a completion is 16 tokens long where nothing else is asked for.
    maxTokens: (most as number | null | undefined) ?? (isChat ? undefined : 16),
    isFull: ignoreEos === true,
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** All text of a prompt or of messages, in order; undefined where there is none. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value
    .map((part: unknown) => {
      if (typeof part === 'string' || typeof part === 'number') return `${part} `;
      const { role = '', content, text } = (part ?? {}) as { role?: string; content?: unknown; text?: string };
      return `${role}\n${text ?? wordsOf(content) ?? ''}\n`;
    })
    .join('');
}

function refused(message: string): RefusedQuestion {
  return { status: 400, type: 'BadRequestError', message };
}
