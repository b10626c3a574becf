import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashPrefix, PREFIX_BLOCKS, TOKEN_BYTES } from '../../prefix/hash-prefix.ts';
import { seededRandom } from '../../schedule/seeded-random.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { EngineProfile } from '../engine/engine-profile.ts';
import { logNormal } from '../workload/arrivals.ts';
import { answerShapes, type FinishReason } from './answer-shapes.ts';
import { metricsPage } from './metrics-page.ts';
import { type Question, type RefusedQuestion, readQuestion } from './read-question.ts';
import { realTimeline } from './real-timeline.ts';

/** A simulated model server. */
export interface ModelServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly model: string;
  readonly adapters: readonly string[];
  readonly engine: EngineProfile;
  /** Of the lengths of its answers. */
  readonly seed: number;
  /** So many times as fast as the accelerator would be. */
  readonly speed: number;
}

/** One that listens. */
export interface ModelServer {
  readonly port: number;
  /** Takes no more, and resolves when all are answered. */
  readonly close: () => Promise<void>;
  /** Breaks off what is under way, so that closing does not wait for it. */
  readonly breakOff: () => void;
}

/**
 * A model server by OpenAI's API, streamed and not, with vLLM's metrics: a real process on real time, in which the engine of
 * the simulator stands for the accelerator. Rejects when nothing can listen there.
 */
export function serveModel(options: ModelServerOptions): Promise<ModelServer> {
  const { host, port, model, adapters, engine: profile, seed, speed } = options;
  const { blockTokens } = PREFIX_BLOCKS;
  const engine = createEngine(profile, blockTokens, realTimeline(speed));
  const random = seededRandom(seed);
  const counts = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, stopped: 0, cutShort: 0 };
  let asked = 0;

  const answer = (question: Question, isChat: boolean, response: ServerResponse) => {
    const id = ++asked;
    const bytes = Buffer.from(question.prompt);
    const hasher = hashPrefix();
    hasher.take(bytes, 0, bytes.length);
    const promptTokens = Math.max(1, Math.ceil(bytes.length / TOKEN_BYTES));
    const room = profile.kvTokens - promptTokens - blockTokens;
    if (room < 1) {
      const message = `This model's maximum context length is ${profile.kvTokens} tokens. However, your prompt has ${promptTokens}.`;
      refuse(response, { status: 400, type: 'BadRequestError', message });
      return;
    }
    const most = Math.min(room, question.maxTokens ?? 1024);
    const willing = question.isFull ? most : Math.max(1, Math.round(logNormal(130, 1, random)));
    const outputTokens = Math.min(most, willing);
    const reason: FinishReason = willing < most ? 'stop' : 'length';
    const shapes = answerShapes(isChat, `${isChat ? 'chatcmpl' : 'cmpl'}-${seed}-${id}`, question.model, seconds());
    let said = 0;
    const word = () => WORDS[(said + id) % WORDS.length] as string;
    const giveUp = engine.submit(
      {
        id,
        at: 0,
        model: question.model,
        adapter: question.model === model ? undefined : question.model,
        priority: 0,
        promptTokens,
        parts: [],
        outputTokens,
        prefix: hasher.chain(question.model),
      },
      {
        firstToken() {
          if (question.isStreamed) response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
        },
        token() {
          const isLast = said + 1 === outputTokens;
          if (question.isStreamed) send(response, shapes.part(word(), said === 0, isLast ? reason : null));
          said++;
        },
        ended(cached) {
          counts.promptTokens += promptTokens;
          counts.cachedTokens += cached;
          counts.outputTokens += outputTokens;
          counts[reason === 'stop' ? 'stopped' : 'cutShort']++;
          const usage = { prompt: promptTokens, cached, output: outputTokens };
          if (question.isStreamed) {
            if (question.isCounted) send(response, shapes.usage(usage));
            response.end('data: [DONE]\n\n');
            return;
          }
          const text = Array.from({ length: outputTokens }, (_, at) => WORDS[(at + id) % WORDS.length]).join('');
          sendJson(response, 200, shapes.whole(text, reason, usage));
        },
      },
    );
    // Its client has gone: nobody wants the rest.
    response.on('close', giveUp);
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const isChat = path === '/v1/chat/completions';
    if (request.method === 'POST' && (isChat || path === '/v1/completions' || path === '/completions')) {
      void readAll(request).then((text) => {
        const question = text === undefined ? TOO_LARGE : readQuestion(text, isChat);
        if ('status' in question) refuse(response, question);
        else if (question.model === model || adapters.includes(question.model)) answer(question, isChat, response);
        else
          refuse(response, {
            status: 404,
            type: 'NotFoundError',
            message: `The model \`${question.model}\` does not exist.`,
          });
      }, response.destroy.bind(response));
      return;
    }
    request.resume();
    if (path === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(metricsPage(engine.measured(), counts, { model, blockTokens, seconds: seconds() }));
    } else if (path === '/health' || path === '/ping') response.end();
    else if (path === '/v1/models') {
      const data = [model, ...adapters].map((each) => ({
        id: each,
        object: 'model',
        created: 0,
        owned_by: 'outrigger',
        root: model,
        parent: each === model ? null : model,
      }));
      sendJson(response, 200, { object: 'list', data });
    } else sendJson(response, 404, { detail: 'Not Found' });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => new Promise((closed) => server.close(() => closed())),
        breakOff: () => server.closeAllConnections(),
      });
    });
  });
}

const TOO_LARGE: RefusedQuestion = { status: 413, type: 'BadRequestError', message: 'the body is too large' };
const MOST_BYTES = 64 << 20;

/** A token each. */
const WORDS = [' the', ' boat', ' sails', ' out', ' with', ' its', ' outrigger', ' and', ' a', ' fair', ' wind', '.'];

/** The body as text; undefined when it is too large. Rejects when the client goes. */
async function readAll(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, event: object): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, { status, type, message }: RefusedQuestion): void {
  sendJson(response, status, { error: { message, type, param: null, code: status } });
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
