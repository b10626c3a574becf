import { createServer } from 'node:http';
import { modelAddresses } from './model-addresses.ts';

// `serve-models.ts COUNT PORT` plays model servers that do nothing but tell vLLM's metrics.
const [count, port] = process.argv.slice(2).map(Number) as [number, number];

await Promise.all(
  modelAddresses(count, port).map((address, i) => {
    const page = Buffer.from(`# TYPE vllm:num_requests_waiting gauge
vllm:num_requests_waiting{model_name="m"} ${i % 3}
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{model_name="m"} ${i % 5}
# TYPE vllm:kv_cache_usage_perc gauge
vllm:kv_cache_usage_perc{model_name="m"} ${(i % 10) / 20}
# TYPE vllm:lora_requests_info gauge
vllm:lora_requests_info{max_lora="4",running_lora_adapters="",waiting_lora_adapters=""} 1
# TYPE vllm:cache_config_info gauge
vllm:cache_config_info{block_size="16",num_gpu_blocks="2810"} 1
`);
    const server = createServer((_, response) => response.setHeader('content-type', 'text/plain').end(page));
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(port, address.split(':')[0], resolve);
    return promise;
  }),
);
process.stdout.write('ready\n');
