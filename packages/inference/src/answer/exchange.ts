import { patchBody } from '../body/patch-body.ts';
import type { BodyRoom } from './body-room.ts';
import { followResponse, type ResponseFollower } from './follow-response.ts';
import { holdBody } from './held-body.ts';
import type { Ask, Flight, Go, Stop, Verdict } from './verdict.ts';
import { bodyFrames } from './wire/body-frames.ts';
import type { BodyMode, ProcessingRequest } from './wire/read-request.ts';
import { createFieldWriter, type FieldWriter } from './wire/write-fields.ts';
import {
  type RequestHead,
  writeBufferedBody,
  writeChunk,
  writeImmediate,
  writePassHeaders,
  writeRequestHead,
  writeResponseHead,
  writeTrailers,
} from './wire/write-replies.ts';

/** One request on its way through the proxy: what is said to it, in the order that Envoy demands. */
export interface Exchange {
  /** Takes what the proxy says. */
  readonly hear: (part: ProcessingRequest) => void;
  /** Of a message that is not whole so many bytes have come: until there is a choice they take up room, too. */
  readonly coming: (bytes: number) => void;
  /** What was said has gone to the proxy. */
  readonly sent: () => void;
  /** The stream has ended, for whatever reason. */
  readonly end: () => void;
}

/** What an exchange needs. */
export interface ExchangeWorld {
  /** Chooses; at once where it can, for a promise costs more than the choice. */
  readonly pick: (ask: Ask) => Verdict | Promise<Verdict>;
  /** Sends frames to the proxy, as they lie in pieces. */
  readonly say: (pieces: readonly Uint8Array[]) => void;
  /** Says no more: nothing else of this request matters. */
  readonly close: () => void;
  /** Requests with longer bodies are refused with 413. */
  readonly mostBodyBytes: number;
  /** What the bodies of all requests share. */
  readonly room: BodyRoom;
  /** An identity for a request that has none; without it such requests stay so. */
  readonly requestId?: (() => string) | undefined;
}

/**
 * Plays the picker's part of one stream in full duplex: the headers are answered when the body has come whole, then the body
 * goes back, then the response is passed through. Proxies that send bodies in another way are answered in theirs; one that shows
 * the body only when the headers have gone, or never, gets a choice made by the headers.
 *
 * Source: GIE docs/proposals/004-endpoint-picker-protocol (v1.0.0); llm-d-router pkg/epp/handlers/server.go (ebab687).
 */
export function createExchange(world: ExchangeWorld): Exchange {
  const gone = new AbortController();
  const writer: FieldWriter = createFieldWriter();
  const body = holdBody(world.room, world.mostBodyBytes);
  let head: Extract<ProcessingRequest, { is: 'requestHeaders' }> | undefined;
  /** Envoy may tell the end of a long body twice (envoy #46237): what comes after the first is not heard. */
  let bodyEnded = false;
  let trailers = false;
  let requestMode: BodyMode = 'duplex';
  let responseMode: BodyMode = 'duplex';
  let newId: string | undefined;
  let decided = false;
  let flight: Flight | undefined;
  let responseHeaders: Go['responseHeaders'];
  let response: ResponseFollower | undefined;
  let closed = false;

  const close = () => {
    closed = true;
    world.close();
  };
  const say = () => world.say([writer.take()]);
  const stop = ({ status, reason, message }: Stop) => {
    decided = true;
    body.pieces();
    body.read();
    writeImmediate(writer, { status, reason, body: `${JSON.stringify({ error: { message, code: status } })}\n` });
    say();
    close();
  };
  const go = (verdict: Go, pieces: readonly Uint8Array[], isChanged: boolean) => {
    decided = true;
    flight = verdict.flight;
    responseHeaders = verdict.responseHeaders;
    const isRenamed = verdict.model !== undefined && verdict.model !== asked;
    const rename = isRenamed ? { from: verdict.model, to: asked } : undefined;
    response = followResponse(rename, flight, responseMode !== 'streamed');
    const length = isChanged ? pieces.reduce((sum, piece) => sum + piece.length, 0) : undefined;
    const headers = [...(verdict.headers ?? [])];
    if (length !== undefined) headers.push(['content-length', String(length)]);
    if (newId !== undefined) headers.push(['x-request-id', newId]);
    const sent: RequestHead = { to: verdict.to, headers, scores: verdict.scores };
    if (requestMode === 'buffered' && !head?.endOfStream) {
      writeBufferedBody(writer, sent, isChanged ? Buffer.concat(pieces) : undefined);
    } else writeRequestHead(writer, sent);
    const isEchoed = requestMode === 'duplex' && !head?.endOfStream;
    const frames = [writer.take(), ...(isEchoed ? bodyFrames('request', pieces, !trailers) : [])];
    if (trailers && requestMode !== 'buffered') {
      writeTrailers(writer, 'request');
      frames.push(writer.take());
    }
    world.say(frames);
    verdict.revocable?.((why) => {
      if (closed) return;
      // As its status, before the stream ends without one.
      flight?.ended(why.status, undefined);
      stop(why);
    });
  };
  /** The model as the client asked for it. */
  let asked = '';
  const decide = (isWhole: boolean) => {
    bodyEnded = true;
    if (!head) return;
    const { scanned, prefix } = body.read();
    // A proxy that buffers no more of a long body than it has room for shows its beginning.
    const end = scanned?.ok === false && !isWhole && scanned.at === body.length() ? undefined : scanned;
    if (end && !end.ok) return stop({ status: 400, message: `the body is no JSON object: see its byte ${end.at}` });
    const found = end?.found;
    asked = found?.model ?? '';
    const conclude = (verdict: Verdict) => {
      if (gone.signal.aborted) {
        if ('to' in verdict) verdict.flight?.ended(undefined, undefined);
        return;
      }
      if (!('to' in verdict)) return stop(verdict);
      const isChanged = verdict.model !== undefined && verdict.model !== asked && found !== undefined;
      if (!isChanged) return go(verdict, body.pieces(), false);
      go(verdict, patchBody(body.pieces(), found.modelRanges, Buffer.from(JSON.stringify(verdict.model))), true);
    };
    if (world.requestId && !head.headers.has('x-request-id')) newId = world.requestId();
    const verdict = world.pick({
      headers: newId === undefined ? head.headers : new Map(head.headers).set('x-request-id', newId),
      subset: head.subset,
      body: found,
      prefix,
      signal: gone.signal,
    });
    if (verdict instanceof Promise) {
      verdict.then(conclude, (error: unknown) => {
        stop({ status: 500, message: 'the picker failed' });
        setImmediate(() => {
          throw error;
        });
      });
    } else conclude(verdict);
  };

  return {
    hear(part) {
      if (closed) return;
      let refusal: Stop | undefined;
      switch (part.is) {
        case 'requestHeaders':
          if (head) return;
          head = part;
          requestMode = part.modes.request;
          responseMode = part.modes.response;
          if (part.endOfStream || requestMode === 'none' || requestMode === 'streamed') decide(true);
          else if (requestMode === 'buffered') {
            writePassHeaders(writer, 'request');
            say();
          }
          return;
        case 'requestBody':
          if (requestMode === 'streamed') {
            writeChunk(writer, 'request', undefined);
            return say();
          }
          if (bodyEnded) return;
          refusal = body.take(part.pieces);
          if (refusal) return stop(refusal);
          if (part.endOfStream || requestMode === 'buffered') decide(part.endOfStream);
          return;
        case 'requestTrailers':
          if (trailers) return;
          trailers = true;
          if (!bodyEnded) return decide(true);
          if (!decided) return;
          writeTrailers(writer, 'request');
          return say();
        case 'responseHeaders':
          writeResponseHead(writer, response?.headers(part.headers, part.served) ?? [], responseHeaders?.(part.served));
          say();
          if (part.endOfStream) response?.ended();
          return;
        case 'responseBody': {
          const isLast = part.endOfStream || responseMode === 'buffered';
          const pieces = response?.body(part.pieces, isLast) ?? part.pieces;
          if (responseMode === 'duplex') world.say(bodyFrames('response', pieces, part.endOfStream));
          else {
            writeChunk(writer, 'response', response?.changes() ? pieces : undefined);
            say();
          }
          if (part.endOfStream) response?.ended();
          return;
        }
        case 'responseTrailers':
          // What was held back until the body's end goes first.
          if (responseMode === 'duplex' && response?.changes())
            world.say(bodyFrames('response', response.body([], true), false));
          writeTrailers(writer, 'response');
          say();
          response?.ended();
          return;
        default:
      }
    },
    coming(bytes) {
      const refusal = closed || decided ? undefined : body.coming(bytes);
      if (refusal) stop(refusal);
    },
    sent() {
      if (decided) body.release();
    },
    end() {
      closed = true;
      body.pieces();
      body.release();
      if (!decided) gone.abort(GONE);
      if (response) response.ended();
      else flight?.ended(undefined, undefined);
    },
  };
}

/** A reason of our own: the one that is made where none is given takes longer than a choice. */
const GONE = 'the proxy has gone';
