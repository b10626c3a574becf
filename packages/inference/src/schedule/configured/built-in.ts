/** Plug-ins of upstream's whose work is done here without being asked for, and by what. */
export const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ['single-profile-handler', 'one profile is the usual case'],
  ['approx-prefix-cache-producer', 'the prefix index; its sizes come from what the servers tell'],
  ['inflight-load-producer', 'the endpoint book counts what is in flight'],
  ['predicted-latency-producer', 'what servers take is learned in this process, from streamed answers'],
  ['token-producer', 'tokens are estimated, four bytes each'],
  ['tokenizer', 'tokens are estimated, four bytes each'],
  ['metrics-data-source', 'servers are measured at an interval that follows the load'],
  ['core-metrics-extractor', 'queue, cache and adapters are read of every kind of server'],
  ['models-data-source', 'adapters are read from the metrics'],
  ['models-data-extractor', 'adapters are read from the metrics'],
  ['endpoint-notification-source', 'endpoints are followed'],
  ['disagg-headers-handler', 'headers that steer sidecars are the policy’s alone'],
  ['prefill-header-handler', 'headers that steer sidecars are the policy’s alone'],
  ['openai-parser', 'model, prompt and limits are found in one pass over the body'],
  ['anthropic-parser', 'model, prompt and limits are found in one pass over the body'],
  ['vllmhttp-parser', 'model, prompt and limits are found in one pass over the body'],
  ['passthrough-parser', 'what has no body is picked for by its headers'],
  ['global-strict-fairness-policy', 'tenants of a priority share by tokens'],
  ['round-robin-fairness-policy', 'tenants of a priority share by tokens'],
  ['program-aware-fairness', 'tenants of a priority share by tokens'],
  ['fcfs-ordering-policy', 'requests of a tenant go as they came'],
  ['edf-ordering-policy', 'all of a priority may wait equally long: deadlines are in the order of arrivals'],
  ['slo-deadline-ordering-policy', 'requests of a tenant go as their clients want them'],
  ['static-usage-limit-policy', 'the ceiling of all priorities'],
  ['sheddable-eviction-filter', 'only sheddable requests are ever ended'],
  ['priority-then-time-eviction-order-policy', 'of the lowest priority the newest is ended first'],
  ['request-attribute-reporter', 'metrics and the decision log tell of requests'],
]);

/** Plug-ins whose work is set elsewhere here, and where. */
export const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['file-discovery', 'endpoints are named by --endpoints or -f'],
]);

/** Sections of the configuration beside plug-ins, profiles and admission, and what is to be done about them. */
export const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['dataLayer', 'what is measured, and how, is built in'],
  ['requestHandler', 'the body is read by what it holds'],
  ['parser', 'the body is read by what it holds'],
]);
