export { ApiError } from './client/api-error.ts';
export type {
  Client,
  DeleteOptions,
  NameRef,
  ObjectList,
  PatchKind,
  PatchOf,
  ResourceRef,
  Selection,
  WatchLine,
  WatchOptions,
  WriteOptions,
} from './client/client.ts';
export { type Clock, machineClock } from './client/clock.ts';
export { clientOf } from './client/in-process.ts';
export { createLocal, type LocalOptions } from './local/create-local.ts';
export { type Listening, serveHttp } from './local/http/serve-http.ts';
export type { ApiObject, ObjectMeta } from './local/object/api-object.ts';
export type { LocalServer } from './local/server.ts';
