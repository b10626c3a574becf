import { describe, expect, test } from 'vitest';
import { readMetrics } from './read-metrics.ts';

// Written after what the servers print: HELP and TYPE, histograms beside gauges, several ranks, labels in their own order.
const PAGES = {
  vllm: {
    page: `# HELP python_gc_objects_collected_total Objects collected during gc
# TYPE python_gc_objects_collected_total counter
python_gc_objects_collected_total{generation="0"} 9563.0
# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 7.0
# HELP vllm:num_requests_waiting Number of requests waiting to be processed.
# TYPE vllm:num_requests_waiting gauge
vllm:num_requests_waiting{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 3.0
vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 99.0
# HELP vllm:kv_cache_usage_perc KV-cache usage. 1 means 100 percent usage.
# TYPE vllm:kv_cache_usage_perc gauge
vllm:kv_cache_usage_perc{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 0.43218
# HELP vllm:cache_config_info Information of the LLMEngine CacheConfig
# TYPE vllm:cache_config_info gauge
vllm:cache_config_info{block_size="16",cache_dtype="auto",enable_prefix_caching="True",engine="0",num_gpu_blocks="27655",swap_space="4"} 1.0
# HELP vllm:lora_requests_info Running stats on lora requests.
# TYPE vllm:lora_requests_info gauge
vllm:lora_requests_info{max_lora="4",running_lora_adapters="old",waiting_lora_adapters=""} 1.7325e+09
vllm:lora_requests_info{max_lora="4",running_lora_adapters="sql, chat",waiting_lora_adapters="code"} 1.7326e+09
vllm:lora_requests_info{max_lora="4",running_lora_adapters="",waiting_lora_adapters=""} 1.7327e+09
`,
    tells: {
      waiting: 3,
      running: 7,
      kvUsage: 0.43218,
      kvTokens: 16 * 27655,
      adapters: { running: ['sql', 'chat'], waiting: ['code'], max: 4 },
    },
  },
  'vllm of the article’s time, two ranks': {
    page: `vllm:num_requests_running{engine="0",model_name="m"} 2.0
vllm:num_requests_running{engine="1",model_name="m"} 1.0
vllm:num_requests_waiting{engine="0",model_name="m"} 4.0
vllm:num_requests_waiting{engine="1",model_name="m"} 0.0
vllm:gpu_cache_usage_perc{engine="0",model_name="m"} 0.2
vllm:gpu_cache_usage_perc{engine="1",model_name="m"} 0.6
`,
    tells: { waiting: 4, running: 3, kvUsage: 0.6, kvTokens: undefined, adapters: undefined },
  },
  sglang: {
    page: `# HELP sglang:num_running_reqs The number of running requests.
# TYPE sglang:num_running_reqs gauge
sglang:num_running_reqs{engine_type="unified",model_name="Qwen/Qwen3-32B",pp_rank="0",tp_rank="0"} 12.0
# HELP sglang:num_queue_reqs The number of requests in the waiting queue.
# TYPE sglang:num_queue_reqs gauge
sglang:num_queue_reqs{engine_type="unified",model_name="Qwen/Qwen3-32B",pp_rank="0",tp_rank="0"} 5.0
# HELP sglang:token_usage The token usage.
# TYPE sglang:token_usage gauge
sglang:token_usage{engine_type="unified",model_name="Qwen/Qwen3-32B",pp_rank="0",tp_rank="0"} 0.28
sglang:cache_config_info{num_pages="70000",page_size="1"} 1.0
`,
    tells: { waiting: 5, running: 12, kvUsage: 0.28, kvTokens: 70000, adapters: undefined },
  },
  'Triton with TensorRT-LLM': {
    page: `# HELP nv_trt_llm_request_metrics TRT LLM request metrics
# TYPE nv_trt_llm_request_metrics gauge
nv_trt_llm_request_metrics{model="tensorrt_llm",request_type="waiting",version="1"} 6
nv_trt_llm_request_metrics{model="tensorrt_llm",request_type="context",version="1"} 0
nv_trt_llm_request_metrics{model="tensorrt_llm",request_type="scheduled",version="1"} 9
nv_trt_llm_request_metrics{model="tensorrt_llm",request_type="max",version="1"} 512
nv_trt_llm_request_metrics{model="tensorrt_llm",request_type="active",version="1"} 15
# HELP nv_trt_llm_kv_cache_block_metrics TRT LLM KV cache block metrics
# TYPE nv_trt_llm_kv_cache_block_metrics gauge
nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="fraction",model="tensorrt_llm",version="1"} 0.125
nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="tokens_per",model="tensorrt_llm",version="1"} 64
nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="used",model="tensorrt_llm",version="1"} 100
nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="max",model="tensorrt_llm",version="1"} 800
`,
    tells: { waiting: 6, running: 9, kvUsage: 0.125, kvTokens: 51200, adapters: undefined },
  },
  'trtllm-serve': {
    page: `# TYPE trtllm_num_requests_waiting gauge
trtllm_num_requests_waiting{model_name="m"} 1.0
trtllm_num_requests_running{model_name="m"} 2.0
trtllm_kv_cache_utilization{model_name="m"} 0.5
trtllm_kv_cache_tokens_per_block{model_name="m"} 32
trtllm_kv_cache_max_blocks{model_name="m"} 1000
`,
    tells: { waiting: 1, running: 2, kvUsage: 0.5, kvTokens: 32000, adapters: undefined },
  },
  'llama.cpp': {
    page: `# HELP llamacpp:prompt_tokens_total Number of prompt tokens processed.
# TYPE llamacpp:prompt_tokens_total counter
llamacpp:prompt_tokens_total 5120
# HELP llamacpp:requests_processing Number of requests processing.
# TYPE llamacpp:requests_processing gauge
llamacpp:requests_processing 4
# HELP llamacpp:requests_deferred Number of requests deferred.
# TYPE llamacpp:requests_deferred gauge
llamacpp:requests_deferred 2
# HELP llamacpp:kv_cache_usage_ratio KV-cache usage. 1 means 100 percent usage.
# TYPE llamacpp:kv_cache_usage_ratio gauge
llamacpp:kv_cache_usage_ratio 0.75`,
    tells: { waiting: 2, running: 4, kvUsage: 0.75, kvTokens: undefined, adapters: undefined },
  },
} as const;

const BEFORE = { at: 1, waiting: 8, running: 9, kvUsage: 0.5, kvTokens: 100, adapters: undefined };

describe('a metrics page is read for the few numbers that matter', () => {
  test.each(Object.entries(PAGES))('of %s', (_, { page, tells }) => {
    expect(readMetrics(Buffer.from(page), 7, undefined)).toEqual({ at: 7, ...tells });
  });

  test.each(Object.entries(PAGES))('of %s, with line ends of Windows', (_, { page, tells }) => {
    expect(readMetrics(Buffer.from(page.replaceAll('\n', '\r\n')), 7, undefined)).toEqual({ at: 7, ...tells });
  });

  test('a page that leaves something out leaves it as it was', () => {
    const page = Buffer.from('vllm:num_requests_waiting 2\n');
    expect(readMetrics(page, 7, BEFORE)).toEqual({ ...BEFORE, at: 7, waiting: 2 });
  });

  test.each([
    ['no page of a model server', 'node_load1 0.5\n'],
    ['an empty page', ''],
    ['HTML', '<html>vllm</html>'],
  ])('%s says nothing', (_, page) => {
    expect(readMetrics(Buffer.from(page), 7, BEFORE)).toBeUndefined();
  });

  test('values that are no numbers are passed over', () => {
    const page = Buffer.from('vllm:num_requests_waiting NaN\nvllm:num_requests_running 3\n');
    expect(readMetrics(page, 7, BEFORE)).toMatchObject({ waiting: 8, running: 3 });
  });

  test('a label that holds a brace, a quote or a comma ends where its quote ends', () => {
    const page = Buffer.from('vllm:num_requests_waiting{model_name="a}\\",b{ 9"} 4\nvllm:num_requests_running 1\n');
    expect(readMetrics(page, 7, undefined)).toMatchObject({ waiting: 4, running: 1 });
  });
});
