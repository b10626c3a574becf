import type { ApiAnswer } from './answer/api-answer.ts';
import type { Authorizer } from './authorization/authorizer.ts';
import type { Misbehaving } from './misbehave/misbehaving.ts';
import type { ApiObject } from './object/api-object.ts';
import type { ApiRequest, User } from './request/api-request.ts';
import type { ResourceRequest } from './request/request-info.ts';
import type { Registry } from './resource/registry.ts';
import type { Resource, WriteContext } from './resource/resource.ts';
import type { Store } from './store/store.ts';

/** Everything that a server is made of; each part lives in a folder of its own and is put in by `create-local.ts`. */
export interface World {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => Date;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Ends early, without an error, when the signal does. */
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** What the server does wrong when it is told to. */
  readonly misbehaving: Misbehaving;
  /** The server's end: watches end with it. */
  readonly closing: AbortSignal;
  /** Brings it about. */
  readonly close: () => void;
  /** Who asks; undefined for a token that nobody knows. Without one it is `system:anonymous`. */
  readonly authenticate: (request: ApiRequest) => Promise<User | undefined> | User | undefined;
  /** Who may do what. */
  readonly authorizer: Authorizer;
  /** Health, version, discovery, OpenAPI, metrics; 404 for all else. */
  readonly answerOther: (request: ApiRequest, user: User) => Promise<ApiAnswer> | ApiAnswer;
  /** Subresources that answer by themselves, streams too. */
  readonly act: (call: Call) => Promise<ApiAnswer> | ApiAnswer;
  /** Admission plug-ins that change (`mutate`) or refuse (`validate`, by throwing) what is to be written. */
  readonly admit: AdmissionChain;
}

/** Upstream's chain of plug-ins, in its two passes. Plug-ins may ask others: a write is begun anew when its object was changed meanwhile. */
export interface AdmissionChain {
  readonly mutate: (attempt: AdmissionAttempt) => ApiObject | Promise<ApiObject>;
  readonly validate: (attempt: AdmissionAttempt) => void | Promise<void>;
}

/** What is to be written. */
export interface AdmissionAttempt {
  readonly operation: 'create' | 'update' | 'delete' | 'connect';
  readonly resource: Resource;
  readonly object: ApiObject;
  readonly old: ApiObject | undefined;
  readonly context: WriteContext;
  readonly namespace: string;
  readonly name: string;
}

/** One request for a resource that there is. */
export interface Call {
  readonly world: World;
  readonly request: ApiRequest;
  readonly info: ResourceRequest;
  readonly user: User;
  readonly resource: Resource;
}
