export { type Access, type Credentials, directAccess } from './access/access.ts';
export { type AccessOptions, loadAccess } from './access/load-access.ts';
export { networkTransport } from './access/network-transport.ts';
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
export { type ConnectionCode, ConnectionError } from './client/connection-error.ts';
export { type ClientOptions, createClient } from './client/create-client.ts';
export { discover, type ServedResource } from './client/discover.ts';
export { findResource } from './client/find-resource.ts';
export { clientOf, inProcess } from './client/in-process.ts';
export type { RateLimit } from './client/rate-limit.ts';
export type { Transport, TransportAnswer, TransportRequest } from './client/transport.ts';
export { type ControllersOptions, startControllers } from './controllers/start-controllers.ts';
export { type LeaseObject, type Observed as ObservedLease, observe as observeLease } from './lease/election-record.ts';
export { type ElectionOptions, type ElectionTiming, holdElection } from './lease/hold-election.ts';
export type {
  AuthenticationNews,
  FollowOptions,
} from './local/authentication/structured/follow-configuration.ts';
export { followConfiguration } from './local/authentication/structured/follow-configuration.ts';
export type { StructuredAuthentication } from './local/authentication/structured/structured-authentication.ts';
export type {
  CommandEnd,
  ContainerPlace,
  ContainerStreams,
  LogOptions,
  NodeConnection,
  NodeProblem,
  NodeStats,
  PodPlace,
  TerminalSize,
} from './local/connect/node-connection.ts';
export { type DialProblem, dialSpdy } from './local/connect/spdy/dial.ts';
export type { SpdySession, SpdyStream } from './local/connect/spdy/session.ts';
export { createLocal, type LocalOptions } from './local/create-local.ts';
export { type HttpOptions, type Listening, serveHttp } from './local/http/serve-http.ts';
export type { Fault, Misbehaviour, Occasion } from './local/misbehave/misbehaviour.ts';
export type { ApiObject, ObjectMeta } from './local/object/api-object.ts';
export type { LocalServer } from './local/server.ts';
export { openSqliteStore, type UnusableFile } from './local/store/sqlite-store.ts';
export type { Store } from './local/store/store.ts';
export type { Change, ChangeBatch, Checkpoint } from './reflect/change.ts';
export { followOwners, type OwnerFollower } from './reflect/follow-owners.ts';
export { type Informer, type InformerOptions, startInformer } from './reflect/informer.ts';
export { type Ancestor, type FindOwner, ownersOf, placeOfObject } from './reflect/lineage.ts';
export type { ReflectorMetrics } from './reflect/metrics.ts';
export type { IndexOf, ObjectStore } from './reflect/object-store.ts';
export { createReflector, type Reflector, type ReflectorOptions, type Trouble } from './reflect/reflector.ts';
export type { Timing } from './reflect/timing.ts';
export { createScheduler } from './scheduler/scheduler.ts';
