import type { Measured } from '../../endpoint-state.ts';

/** What a server has done since it began. */
export interface ServerCounts {
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly stopped: number;
  readonly cutShort: number;
}

/** The metrics page of vLLM, as far as pickers and people look at it (vllm/v1/metrics/loggers.py at v0.10). */
export function metricsPage(
  { running, waiting, kvUsage, kvTokens = 0, adapters }: Measured,
  counts: ServerCounts,
  { model, blockTokens, seconds }: { readonly model: string; readonly blockTokens: number; readonly seconds: number },
): string {
  const of = `engine="0",model_name="${escaped(model)}"`;
  const blocks = Math.floor(kvTokens / blockTokens);
  const rows: readonly (readonly [name: string, type: string, help: string, ...series: readonly string[]])[] = [
    ['num_requests_running', 'gauge', 'Requests in the batch.', `{${of}} ${running}`],
    ['num_requests_waiting', 'gauge', 'Requests that wait.', `{${of}} ${waiting}`],
    ['kv_cache_usage_perc', 'gauge', 'KV cache in use, 1 is all.', `{${of}} ${kvUsage}`],
    [
      'cache_config_info',
      'gauge',
      'The cache.',
      `{block_size="${blockTokens}",num_gpu_blocks="${blocks}",enable_prefix_caching="True",engine="0"} 1`,
    ],
    [
      'lora_requests_info',
      'gauge',
      'Adapters of requests under way.',
      `{max_lora="${adapters?.max ?? 0}",running_lora_adapters="${listOf(adapters?.running)}",waiting_lora_adapters="${listOf(adapters?.waiting)}"} ${seconds}`,
    ],
    ['prompt_tokens_total', 'counter', 'Prompt tokens.', `{${of}} ${counts.promptTokens}`],
    ['generation_tokens_total', 'counter', 'Tokens generated.', `{${of}} ${counts.outputTokens}`],
    ['prefix_cache_queries_total', 'counter', 'Tokens looked for.', `{${of}} ${counts.promptTokens}`],
    ['prefix_cache_hits_total', 'counter', 'Tokens found.', `{${of}} ${counts.cachedTokens}`],
    [
      'request_success_total',
      'counter',
      'Requests answered.',
      `{${of},finished_reason="stop"} ${counts.stopped}`,
      `{${of},finished_reason="length"} ${counts.cutShort}`,
    ],
  ];
  return rows
    .map(([name, type, help, ...series]) => {
      const lines = series.map((each) => `vllm:${name}${each}\n`).join('');
      return `# HELP vllm:${name} ${help}\n# TYPE vllm:${name} ${type}\n${lines}`;
    })
    .join('');
}

function listOf(names: readonly string[] = []): string {
  return names.map(escaped).join(',');
}

function escaped(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
