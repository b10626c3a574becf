export { createLocal, type LocalOptions } from './local/create-local.ts';
export { type Listening, serveHttp } from './local/http/serve-http.ts';
export type { ApiObject, ObjectMeta } from './local/object/api-object.ts';
export type { LocalServer } from './local/server.ts';
