/** Plug-ins of upstream's whose work is done here without being asked for, and by what. */
export const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ['single-profile-handler', 'one profile is the usual case'],
  ['approx-prefix-cache-producer', 'the prefix index; its sizes come from what the servers tell'],
  ['inflight-load-producer', 'the endpoint book counts what is in flight'],
  ['token-producer', 'tokens are estimated, four bytes each'],
  ['tokenizer', 'tokens are estimated, four bytes each'],
  ['metrics-data-source', 'servers are measured at an interval that follows the load'],
  ['core-metrics-extractor', 'queue, cache and adapters are read of every kind of server'],
  ['models-data-extractor', 'adapters are read from the metrics'],
  ['openai-parser', 'model, prompt and limits are found in one pass over the body'],
  ['vllmhttp-parser', 'model, prompt and limits are found in one pass over the body'],
  ['passthrough-parser', 'what has no body is picked for by its headers'],
]);

/** Plug-ins whose work is set elsewhere here, and where. */
export const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['utilization-detector', 'saturation is set in the configuration of admission'],
  ['concurrency-detector', 'saturation is set in the configuration of admission'],
  ['probabilistic-admitter', 'shedding is set in the configuration of admission'],
  ['latency-slo-admitter', 'shedding is set in the configuration of admission'],
  ['predicted-latency-producer', 'the policy "predicted" learns in the same process'],
  ['latency-scorer', 'the policy "predicted" chooses by predicted time'],
]);

/** Sections of the configuration beside plug-ins and profiles, and what is to be done about them. */
export const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['featureGates', 'nothing here has gates'],
  ['dataLayer', 'what is measured, and how, is built in'],
  ['flowControl', 'queues and limits are set in the configuration of admission'],
  ['saturationDetector', 'saturation is set in the configuration of admission'],
  ['requestHandler', 'the body is read by what it holds'],
  ['parser', 'the body is read by what it holds'],
]);
