import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import createClient, {
  type Client,
  type ClientPathsWithMethod,
  type MaybeOptionalInit,
  type MethodResponse
} from 'openapi-fetch';

import { ApiError } from './error';
import type { paths, Submission } from './schema';

type Service = Client<paths, 'application/json'>;
type Method = 'get' | 'post' | 'put' | 'delete';

/** The paths of the API that take this method. */
export type PathOf<M extends Method> = ClientPathsWithMethod<Service, M>;

/** What the service answers there. */
export type Answer<M extends Method, P extends PathOf<M>> = MethodResponse<Service, M, P>;

type Init<M extends Method, P extends PathOf<M>> = MaybeOptionalInit<paths[P], M>;

/** `{ params: { path, query }, body }`, to be left out where nothing of it is needed. */
export type Given<M extends Method, P extends PathOf<M>> =
  undefined extends Init<M, P> ? [init?: NonNullable<Init<M, P>>] : [init: Init<M, P>];

/** Sends one request; gives its answer, or throws an ApiError. */
export type Ask<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...given: Given<M, P>
) => Promise<Answer<M, P>>;

/** What a delivered notebook's place in the learner's files is. */
export interface Opened {
  path: string;
  state: 'created' | 'kept' | 'newer_available';
}

/**
 * Every request of the front end, to the learner's own server only.
 *
 * Paths, parameters, bodies and answers are those of the service's OpenAPI document, from which
 * `make reference` writes `schema.ts`.
 */
export class Api {
  constructor(
    private readonly _settings: ServerConnection.ISettings,
    private readonly _trans: TranslationBundle,
    /** Told after each request what it found out; null says that it was answered as it should be. */
    private readonly _heard: (error: ApiError | null) => void
  ) {
    this._root = URLExt.join(_settings.baseUrl, 'coursewright');
    this._service = createClient({
      baseUrl: URLExt.join(this._root, 'api/v1'),
      fetch: request => this._send(request)
    });
  }

  readonly get: Ask<'get'> = (path, ...given) => this._ask('get', path, given);
  readonly post: Ask<'post'> = (path, ...given) => this._ask('post', path, given);
  readonly put: Ask<'put'> = (path, ...given) => this._ask('put', path, given);
  readonly delete: Ask<'delete'> = (path, ...given) => this._ask('delete', path, given);

  /** Have an item's notebook delivered into the learner's files. */
  open(key: string, mode: 'keep' | 'beside'): Promise<Opened> {
    return this._local('open', { key, mode });
  }

  /** Submit the notebook that is saved at `path`. */
  submit(path: string, key: string): Promise<Submission> {
    return this._local('submit', { path, key });
  }

  private async _ask<T>(method: Method, path: string, [init]: readonly unknown[]): Promise<T> {
    const request = this._service.request as (...args: unknown[]) => Promise<{ data: T }>;
    return (await request(method, path, init)).data;
  }

  /** The actions of the learner's own server, which the service does not know. */
  private async _local<T>(action: string, body: object): Promise<T> {
    const url = URLExt.join(this._root, 'local', action);
    const request = new Request(url, { method: 'POST', body: JSON.stringify(body) });
    return (await this._send(request)).json();
  }

  /** Give an answer that is good JSON, or throw. */
  private async _send(request: Request): Promise<Response> {
    const response = await this._reach(request);
    const text = await response.text();
    const value = parse(text);
    if (response.ok && (value !== undefined || text === '')) {
      this._heard(null);
      return new Response(text || null, { status: response.status });
    }
    const { error } = (value ?? {}) as { error?: { message?: string; code?: string } };
    throw this._failed(
      error?.message ??
        this._trans.__('Coursewright gave no usable answer. Try again in a minute.'),
      response.status,
      error?.code ?? 'error'
    );
  }

  private async _reach(request: Request): Promise<Response> {
    const { method, signal } = request;
    const init: RequestInit = { method, signal };
    let { url } = request;
    if (method === 'GET') {
      // Panels read by themselves, so a reading never counts as the learner's activity.
      url += `${url.includes('?') ? '&' : '?'}no_track_activity=1`;
    } else {
      init.body = await request.text();
    }
    try {
      return await ServerConnection.makeRequest(url, init, this._settings);
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      throw this._failed(
        this._trans.__(
          'Your JupyterLab server does not answer. Check the connection and try again.'
        ),
        0,
        'offline'
      );
    }
  }

  private _failed(message: string, status: number, code: string): ApiError {
    const error = new ApiError(message, status, code);
    this._heard(error);
    return error;
  }

  private readonly _root: string;
  private readonly _service: Service;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
