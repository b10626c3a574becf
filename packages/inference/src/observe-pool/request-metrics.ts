import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Stop, Usage } from '../answer/verdict.ts';
import { TOKEN_BYTES } from '../prefix/hash-prefix.ts';
import type { PickWatch } from './watch-picks.ts';

/** What is counted of requests, by the model that was asked for and the one that answers. */
export interface RequestMetrics {
  readonly watch: (asked: AskedFor) => PickWatch;
  /** Names of upstream, and the names that the same had in the article's time. */
  readonly olderNames: ReadonlyMap<string, string>;
}

/** What a request asks for. */
export interface AskedFor {
  readonly model: string;
  readonly bodyTokens: number;
}

/** In a registry; the labels are bounded by whoever gives them. */
export function createRequestMetrics(
  registry: Registry,
  label: (model: string) => string,
  now: () => number,
): RequestMetrics {
  const registers = [registry];
  const labelNames = ['model_name', 'target_model_name'];
  const counter = (name: string, help: string, more: readonly string[] = []) =>
    new Counter({ name: `llm_d_epp_${name}`, help, labelNames: [...labelNames, ...more], registers });
  const histogram = (name: string, help: string, buckets: readonly number[]) =>
    new Histogram({ name: `llm_d_epp_${name}`, help, labelNames, buckets: [...buckets], registers });
  const requests = counter('request_total', 'Requests that were let go.');
  const errors = counter('request_error_total', 'Requests that were refused, or that failed.', ['error_code']);
  const sizes = histogram('request_size_bytes', 'Bytes of prompts.', SIZES);
  const seconds = histogram('request_duration_seconds', 'From the choice to the end of the response.', SECONDS);
  const first = histogram('request_ttft_seconds', 'From the choice to the first byte of the response.', SECONDS);
  const perToken = histogram('request_ntpot_seconds', 'The same as the duration, by token of the answer.', PER_TOKEN);
  const input = histogram('request_input_tokens', 'Tokens of prompts, as responses tell them.', TOKENS);
  const output = histogram('request_output_tokens', 'Tokens of answers, as responses tell them.', TOKENS);
  const cached = histogram('request_cached_tokens', 'Of the prompt, those that a server had in its cache.', TOKENS);
  const running = new Gauge({ name: 'llm_d_epp_request_running', help: 'Requests under way.', labelNames, registers });
  const tokens = new Gauge({
    name: 'outrigger_inference_tokens_in_flight',
    help: 'Prompt tokens of requests under way, estimated from bytes.',
    labelNames,
    registers,
  });

  return {
    watch({ model, bodyTokens }) {
      const model_name = label(model);
      let labels = { model_name, target_model_name: model_name };
      let sentAt = 0;
      let told: Usage | undefined;
      return {
        went(go) {
          if (go.model !== undefined) labels = { model_name, target_model_name: label(go.model) };
          sentAt = now();
          requests.inc(labels);
          sizes.observe(labels, bodyTokens * TOKEN_BYTES);
          running.inc(labels);
          tokens.inc(labels, bodyTokens);
        },
        stopped: (stop) => errors.inc({ ...labels, error_code: codeOf(stop) }),
        answering: () => first.observe(labels, (now() - sentAt) / 1000),
        usage(usage) {
          told = usage;
          input.observe(labels, usage.promptTokens);
          output.observe(labels, usage.completionTokens);
          if (usage.cachedTokens !== undefined) cached.observe(labels, usage.cachedTokens);
        },
        ended(status) {
          const took = (now() - sentAt) / 1000;
          running.dec(labels);
          tokens.dec(labels, bodyTokens);
          seconds.observe(labels, took);
          if (told && told.completionTokens > 0) perToken.observe(labels, took / told.completionTokens);
          if (status === undefined) errors.inc({ ...labels, error_code: 'ClientCancelled' });
          else if (status === 429) errors.inc({ ...labels, error_code: 'ResourceExhausted' });
          else if (status >= 400) errors.inc({ ...labels, error_code: 'ModelServerError' });
        },
      };
    },
    olderNames: OLDER,
  };
}

/** Upstream's words (llm-d-router pkg/common/error), beginning with those of the article's time. */
function codeOf({ status }: Stop): string {
  return {
    400: 'BadRequest',
    404: 'NotFound',
    413: 'BadRequest',
    429: 'ResourceExhausted',
    500: 'Internal',
    503: 'ServiceUnavailable',
  }[status];
}

/** GIE v0.4.0 pkg/epp/metrics/metrics.go. */
const OLDER = new Map([
  ['llm_d_epp_request_total', 'inference_model_request_total'],
  ['llm_d_epp_request_error_total', 'inference_model_request_error_total'],
  ['llm_d_epp_request_duration_seconds', 'inference_model_request_duration_seconds'],
  ['llm_d_epp_request_size_bytes', 'inference_model_request_sizes'],
  ['llm_d_epp_request_input_tokens', 'inference_model_input_tokens'],
  ['llm_d_epp_request_output_tokens', 'inference_model_output_tokens'],
  ['llm_d_epp_request_running', 'inference_model_running_requests'],
  ['llm_d_epp_request_ntpot_seconds', 'inference_model_normalized_time_per_output_token_seconds'],
]);

const SECONDS = [0.005, 0.025, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 8, 15, 30, 60, 120, 300, 600, 1800, 3600];
const PER_TOKEN = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const SIZES = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];
const TOKENS = [1, 8, 32, 128, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 524_288, 1_048_576];
