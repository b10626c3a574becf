/** A series of a model server's metrics: its name, and the label that must have a value, if one must. */
export interface SeriesName {
  readonly name: string;
  readonly where?: readonly [label: string, value: string];
}

/** A number that stands in a label of a series, or is its value. */
export interface SeriesNumber extends SeriesName {
  readonly label?: string;
}

/** Where a kind of model server says what is wanted of it. */
export interface Engine {
  readonly name: 'vllm' | 'sglang' | 'triton-tensorrt-llm' | 'trtllm-serve' | 'llama.cpp';
  readonly waiting: SeriesName;
  readonly running: SeriesName;
  /** The first of them that is there. */
  readonly kvUsage: readonly SeriesName[];
  readonly blockTokens?: SeriesNumber;
  readonly blocks?: SeriesNumber;
  readonly lora?: SeriesName;
}

/**
 * Model servers by their metrics.
 *
 * Source: llm-d-router pkg/epp/framework/plugins/datalayer/extractor/metrics/factories.go (ebab687), GIE proposal 003;
 * llama.cpp tools/server/README.md.
 */
export const ENGINES: readonly Engine[] = [
  {
    name: 'vllm',
    waiting: { name: 'vllm:num_requests_waiting' },
    running: { name: 'vllm:num_requests_running' },
    kvUsage: [{ name: 'vllm:kv_cache_usage_perc' }, { name: 'vllm:gpu_cache_usage_perc' }],
    blockTokens: { name: 'vllm:cache_config_info', label: 'block_size' },
    blocks: { name: 'vllm:cache_config_info', label: 'num_gpu_blocks' },
    lora: { name: 'vllm:lora_requests_info' },
  },
  {
    name: 'sglang',
    waiting: { name: 'sglang:num_queue_reqs' },
    running: { name: 'sglang:num_running_reqs' },
    kvUsage: [{ name: 'sglang:token_usage' }],
    blockTokens: { name: 'sglang:cache_config_info', label: 'page_size' },
    blocks: { name: 'sglang:cache_config_info', label: 'num_pages' },
  },
  {
    name: 'triton-tensorrt-llm',
    waiting: { name: 'nv_trt_llm_request_metrics', where: ['request_type', 'waiting'] },
    running: { name: 'nv_trt_llm_request_metrics', where: ['request_type', 'scheduled'] },
    kvUsage: [{ name: 'nv_trt_llm_kv_cache_block_metrics', where: ['kv_cache_block_type', 'fraction'] }],
    blockTokens: { name: 'nv_trt_llm_kv_cache_block_metrics', where: ['kv_cache_block_type', 'tokens_per'] },
    blocks: { name: 'nv_trt_llm_kv_cache_block_metrics', where: ['kv_cache_block_type', 'max'] },
  },
  {
    name: 'trtllm-serve',
    waiting: { name: 'trtllm_num_requests_waiting' },
    running: { name: 'trtllm_num_requests_running' },
    kvUsage: [{ name: 'trtllm_kv_cache_utilization' }],
    blockTokens: { name: 'trtllm_kv_cache_tokens_per_block' },
    blocks: { name: 'trtllm_kv_cache_max_blocks' },
  },
  {
    name: 'llama.cpp',
    waiting: { name: 'llamacpp:requests_deferred' },
    running: { name: 'llamacpp:requests_processing' },
    kvUsage: [{ name: 'llamacpp:kv_cache_usage_ratio' }],
  },
];
