import { ConnectionError } from '../client/connection-error.ts';
import type { Transport, TransportAnswer, TransportRequest } from '../client/transport.ts';
import type { Access } from './access.ts';
import { connectionErrorOf } from './connection-error-of.ts';
import { dispatchRequest } from './dispatch-request.ts';

/** Sends requests over the network. What does that (undici) is loaded with the first of them. */
export function networkTransport(access: Access): Transport {
  return {
    async send(request) {
      const answer = await sendOnce(access, request, false);
      if (answer.status !== 401) return answer;
      await drop(answer);
      // Tokens are taken back before their time; one that is made anew may be good.
      const again = await sendOnce(access, request, true);
      if (again.status !== 401) return again;
      await drop(again);
      throw new ConnectionError('UNAUTHORIZED', `${access.server} does not accept the credentials`, {
        hint: `log in again, or fetch a new kubeconfig: the credentials of ${access.name ?? access.server} are refused (401)`,
      });
    },
  };
}

async function sendOnce(
  { server, credentials }: Access,
  { method, path, headers: asked, body, signal }: TransportRequest,
  isRefused: boolean,
): Promise<TransportAnswer> {
  const { getGlobalDispatcher } = await import('undici');
  const { headers, dispatcher = getGlobalDispatcher() } = await credentials({ isRefused });
  // Behind a proxy like Rancher's, a server has a path of its own.
  const { origin, pathname } = new URL(server);
  const options = {
    origin,
    path: pathname.replace(/\/$/, '') + path,
    method: method as 'GET',
    headers: { ...asked, ...headers },
    // Whoever asks says how long it may take; a watch may be silent for as long as it likes.
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(body !== undefined && { body }),
  };
  try {
    const answer = await dispatchRequest(dispatcher, options, signal);
    return { ...answer, body: piecesOf(answer.body, server) };
  } catch (error) {
    throw signal.aborted ? error : connectionErrorOf(error, server);
  }
}

async function* piecesOf(body: TransportAnswer['body'], server: string): TransportAnswer['body'] {
  try {
    yield* body;
  } catch (error) {
    throw connectionErrorOf(error, server);
  }
}

async function drop({ body }: TransportAnswer): Promise<void> {
  for await (const _piece of body) {
    // Read to its end, so that its connection can be used again.
  }
}
