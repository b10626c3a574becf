import type { Measured } from '../../endpoint-state.ts';
import type { Agenda } from '../agenda.ts';
import type { SimRequest } from '../sim-request.ts';
import type { EngineProfile } from './engine-profile.ts';
import { createKvCache } from './kv-cache.ts';

/** A model server on virtual time: continuous batching, prompts computed in chunks, a prefix cache, adapters. */
export interface Engine {
  /** Takes a request; the answer gives it up, as when its client has gone. */
  readonly submit: (request: SimRequest, listener: EngineListener) => () => void;
  /** What its metrics page says now. */
  readonly measured: () => Measured;
}

/** Time as an engine needs it: virtual, or real. */
export type Timeline = Pick<Agenda, 'now' | 'add'>;

/** Hears of a request. */
export interface EngineListener {
  readonly firstToken: () => void;
  /** Each token, the first too. */
  readonly token?: () => void;
  readonly ended: (cachedTokens: number) => void;
}

/**
 * An idle engine. Each step decodes one token of every running request and, with what is left of the step's budget, computes
 * prompts; a request that finds no block for its next token makes the youngest start anew.
 *
 * Model: vLLM v1 (vllm/v1/core/sched/scheduler.py at v0.10): running first, then waiting, first come first served.
 */
export function createEngine(profile: EngineProfile, blockTokens: number, agenda: Timeline): Engine {
  const cache = createKvCache(Math.floor(profile.kvTokens / blockTokens));
  const waiting: Job[] = [];
  let running: Job[] = [];
  /** Loaded adapters, the least recently used first. */
  const adapters = new Map<string, true>();
  let isStepping = false;
  let isLoading = false;

  const step = () => {
    isStepping = true;
    let budget = profile.mostBatchedTokens;
    let decoding = 0;
    let kvTokens = 0;
    let prompt = 0;
    const compute = (job: Job) => {
      const tokens = Math.max(0, Math.min(budget, toCompute(job)));
      const from = job.computed;
      job.computed += tokens;
      // Found by others from the step in which they are computed, as vLLM's allocate_slots has it.
      const { prefix } = job.request;
      cache.computed(prefix, Math.floor(from / blockTokens), Math.floor(job.computed / blockTokens));
      budget -= tokens;
      prompt += tokens;
    };
    for (const job of running) {
      if (toCompute(job) > 0) compute(job);
      else {
        decoding++;
        budget--;
        kvTokens += job.request.promptTokens + job.generated;
      }
    }
    for (let at = 0; at < waiting.length && budget > 0 && running.length < profile.mostSequences; ) {
      const job = waiting[at] as Job;
      if (!loadAdapter(job.request.adapter)) {
        at++;
        continue;
      }
      if (!start(job)) break;
      waiting.splice(at, 1);
      running.push(job);
      compute(job);
    }
    if (decoding === 0 && prompt === 0) {
      isStepping = false;
      return;
    }
    const took =
      profile.stepMs +
      decoding * profile.perSequenceMs +
      kvTokens * profile.perKvTokenMs +
      prompt * profile.perPromptTokenMs;
    agenda.add(agenda.now() + took, endStep);
  };
  /** Room for the whole prompt, without what is there already. */
  const start = (job: Job): boolean => {
    const { request } = job;
    const blocks = Math.ceil((request.promptTokens + job.redo + 1) / blockTokens);
    const matched = cache.matched(request.prefix);
    if (!cache.hold(request.prefix, blocks)) return false;
    job.blocks = blocks;
    // The last token is always computed: its answer is the first of the output.
    job.computed = Math.min(matched * blockTokens, request.promptTokens - 1);
    job.cached ??= job.computed;
    return true;
  };
  const endStep = () => {
    running = running.filter((job) => {
      if (toCompute(job) > 0) return true;
      job.generated++;
      if (!job.answered) {
        job.answered = true;
        job.listener.firstToken();
      }
      job.listener.token?.();
      if (job.generated < job.request.outputTokens) return true;
      cache.release(job.request.prefix, job.blocks, job.grown);
      job.listener.ended(job.cached ?? 0);
      return false;
    });
    // The oldest find room first, at the youngest's cost.
    for (let at = 0; at < running.length; at++) {
      const job = running[at] as Job;
      const needed = Math.ceil((job.request.promptTokens + job.generated + 1) / blockTokens);
      while (at < running.length && needed > job.blocks + job.grown) {
        if (cache.grow()) job.grown++;
        else preempt(running.pop() as Job);
      }
    }
    step();
  };
  /** It gives its blocks back, and computes prompt and output anew later (vLLM: recompute). */
  const preempt = (job: Job) => {
    cache.release(job.request.prefix, job.blocks, job.grown);
    job.grown = 0;
    job.computed = 0;
    job.redo = job.generated;
    waiting.unshift(job);
  };
  const giveUp = (job: Job) => {
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    if (!running.includes(job)) return;
    running = running.filter((each) => each !== job);
    cache.release(job.request.prefix, job.blocks, job.grown);
  };
  /** Is the adapter there? If not and there is room for it, it is on its way. */
  const loadAdapter = (adapter: string | undefined): boolean => {
    if (adapter === undefined) return true;
    if (adapters.delete(adapter)) {
      adapters.set(adapter, true);
      return true;
    }
    if (isLoading) return false;
    if (adapters.size >= profile.mostAdapters) {
      const inUse = new Set(running.map(({ request }) => request.adapter));
      const idle = [...adapters.keys()].find((each) => !inUse.has(each));
      if (idle === undefined) return false;
      adapters.delete(idle);
    }
    isLoading = true;
    agenda.add(agenda.now() + profile.adapterLoadMs, () => {
      isLoading = false;
      adapters.set(adapter, true);
      if (!isStepping) step();
    });
    return false;
  };

  return {
    submit(request, listener) {
      const job = newJob(request, listener);
      waiting.push(job);
      if (!isStepping) step();
      return () => giveUp(job);
    },
    measured: () => ({
      at: agenda.now(),
      waiting: waiting.length,
      running: running.length,
      kvUsage: cache.held() / cache.capacity,
      kvTokens: profile.kvTokens,
      adapters: {
        // As vLLM tells of them (vllm-project/vllm#13504): of requests under way; one may be in both, an idle one in neither.
        running: adaptersOf(running),
        waiting: adaptersOf(waiting),
        max: profile.mostAdapters,
      },
    }),
  };
}

interface Job {
  readonly request: SimRequest;
  readonly listener: EngineListener;
  /** Prompt tokens computed, or found. */
  computed: number;
  generated: number;
  /** Tokens of the output that were thrown away with its blocks and are computed anew. */
  redo: number;
  /** Blocks held for the prompt, and those that came with the output. */
  blocks: number;
  grown: number;
  /** Found at the first start. */
  cached: number | undefined;
  answered: boolean;
}

function adaptersOf(jobs: readonly Job[]): readonly string[] {
  return [...new Set(jobs.flatMap(({ request }) => request.adapter ?? []))];
}

function newJob(request: SimRequest, listener: EngineListener): Job {
  return {
    request,
    listener,
    computed: 0,
    generated: 0,
    redo: 0,
    blocks: 0,
    grown: 0,
    cached: undefined,
    answered: false,
  };
}

function toCompute({ request, redo, computed }: Job): number {
  return request.promptTokens + redo - computed;
}
