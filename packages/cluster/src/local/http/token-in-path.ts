import type { LocalServer } from '../server.ts';

/**
 * The same server for clients that are told its address only: behind `/as/TOKEN` everything is as it would be with that token.
 * kubectl shows a kubeconfig's token to servers with TLS alone (client-go tools/clientcmd/client_config.go ClientConfig@1.36), and
 * this one speaks plain HTTP on 127.0.0.1.
 */
export function tokenInPath(server: LocalServer): LocalServer {
  return {
    ...server,
    async answer(request) {
      const [whole, token] = /^\/as\/([^/]+)(?=\/|$)/.exec(request.path) ?? [];
      if (whole === undefined || token === undefined) return await server.answer(request);
      const headers = { ...request.headers, authorization: `Bearer ${decodeURIComponent(token)}` };
      return await server.answer({ ...request, path: request.path.slice(whole.length) || '/', headers });
    },
  };
}
