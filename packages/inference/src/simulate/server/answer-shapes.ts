/** Answers of one kind: completions, or chats. */
export interface AnswerShapes {
  /** The whole, for who does not stream. */
  readonly whole: (text: string, reason: FinishReason, usage: TokenUsage) => object;
  /** One event of a stream; the last has a reason. */
  readonly part: (text: string, isFirst: boolean, reason: FinishReason | null) => object;
  /** The event after the last, for who asked for it. */
  readonly usage: (usage: TokenUsage) => object;
}

/** It had said all, or was not allowed more. */
export type FinishReason = 'stop' | 'length';

/** Tokens of a request. */
export interface TokenUsage {
  readonly prompt: number;
  readonly cached: number;
  readonly output: number;
}

/** Shapes as vLLM's OpenAI server has them. */
export function answerShapes(isChat: boolean, id: string, model: string, created: number): AnswerShapes {
  const head = (object: string) => ({ id, object, created, model });
  const stream = isChat ? 'chat.completion.chunk' : 'text_completion';
  return {
    whole: (text, finish_reason, usage) => ({
      ...head(isChat ? 'chat.completion' : 'text_completion'),
      choices: [
        { index: 0, ...(isChat ? { message: { role: 'assistant', content: text } } : { text }), finish_reason },
      ],
      usage: usageOf(usage),
    }),
    part: (text, isFirst, finish_reason) => ({
      ...head(stream),
      choices: [
        {
          index: 0,
          ...(isChat ? { delta: { ...(isFirst && { role: 'assistant' }), content: text } } : { text }),
          finish_reason,
        },
      ],
    }),
    usage: (usage) => ({ ...head(stream), choices: [], usage: usageOf(usage) }),
  };
}

function usageOf({ prompt, cached, output }: TokenUsage): object {
  return {
    prompt_tokens: prompt,
    completion_tokens: output,
    total_tokens: prompt + output,
    prompt_tokens_details: { cached_tokens: cached },
  };
}
