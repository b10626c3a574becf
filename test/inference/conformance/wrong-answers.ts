import type { Answer } from '../proxy.ts';

type Side = 'request' | 'response';

/** The answer with another header in place of one that it sets, or without it. */
export function withHeader(answer: Answer, name: string, value: string | undefined): Answer {
  const change = (part: HeadersAnswer | undefined): HeadersAnswer | undefined => {
    const headers = part?.response.header_mutation?.set_headers;
    if (!part || !headers?.some(({ header }) => header.key === name)) return part;
    const kept = headers.filter(({ header }) => header.key !== name);
    const changed = value === undefined ? [] : [{ header: { key: name, value: '', raw_value: Buffer.from(value) } }];
    const header_mutation = { ...part.response.header_mutation, set_headers: [...kept, ...changed] };
    return { response: { ...part.response, header_mutation } };
  };
  return answer.request_headers
    ? { ...answer, request_headers: change(answer.request_headers) as HeadersAnswer }
    : answer;
}

/** A piece of a body that comes back, if the answer is one. */
export function pieceOf(answer: Answer, side: Side): Piece | undefined {
  const piece = answer[`${side}_body`]?.response.body_mutation?.streamed_response;
  return piece && { body: piece.body ?? Buffer.alloc(0), end: piece.end_of_stream ?? false };
}

/** A piece of a body. */
export interface Piece {
  readonly body: Buffer;
  readonly end: boolean;
}

/** The answer with which a piece of a body comes back. */
export function pieceAnswer(side: Side, { body, end }: Piece): object {
  return { [`${side}_body`]: { response: { body_mutation: { streamed_response: { body, end_of_stream: end } } } } };
}

/** Changes the pieces of a body, one by one. */
export function changePieces(
  side: Side,
  change: (piece: Piece) => readonly Piece[],
): (answer: Answer) => readonly object[] {
  return (answer) => {
    const piece = pieceOf(answer, side);
    return piece ? change(piece).map((each) => pieceAnswer(side, each)) : [answer];
  };
}

/** Holds a body back until it is whole, and says it in pieces of its own. */
export function changeBody(
  side: Side,
  change: (body: Buffer) => readonly Piece[],
): (answer: Answer) => readonly object[] {
  const held: Buffer[] = [];
  return (answer) => {
    const piece = pieceOf(answer, side);
    if (!piece) return [answer];
    held.push(piece.body);
    return piece.end ? change(Buffer.concat(held)).map((each) => pieceAnswer(side, each)) : [];
  };
}

/** The same refusal with another status. */
export function refusedWith(code: number): (answer: Answer) => readonly object[] {
  return (answer) =>
    answer.immediate_response ? [{ immediate_response: { ...answer.immediate_response, status: { code } } }] : [answer];
}

type HeadersAnswer = NonNullable<Answer['request_headers']>;

/** A whole body in pieces as they should be. */
export function cut(body: Buffer): readonly Piece[] {
  const many = Math.max(1, Math.ceil(body.length / 62_000));
  return Array.from({ length: many }, (_, at) => ({
    body: body.subarray(at * 62_000, (at + 1) * 62_000),
    end: at === many - 1,
  }));
}

/** All that stands in a body in place of something else. */
export function replaced(body: Buffer, from: string, to: string): Buffer {
  return Buffer.from(body.toString().replaceAll(from, to));
}

/** The end alone. */
export const END: Piece = { body: Buffer.alloc(0), end: true };
