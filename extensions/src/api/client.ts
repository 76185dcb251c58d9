import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

import type {
  ICourse,
  ICourseServer,
  IExercise,
  IFeedItem,
  IItem,
  IMe,
  IOpened,
  IPage,
  ISubmission
} from './types';

/** An answer that is an error; its message is meant for the reader. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string
  ) {
    super(message);
  }
}

/** Every request of the front end, to the learner's own server only. */
export class Api {
  constructor(
    private readonly _settings: ServerConnection.ISettings,
    private readonly _trans: TranslationBundle
  ) {}

  me(): Promise<IMe> {
    return this._read('me');
  }

  course(): Promise<ICourse> {
    return this._read('course');
  }

  exercise(key: string): Promise<IExercise> {
    return this._read(`exercises/${encodeURIComponent(key)}`);
  }

  attempts(key: string, before?: string | number): Promise<IPage<ISubmission>> {
    return this._read(
      `exercises/${encodeURIComponent(key)}/submissions`,
      before === undefined ? undefined : { before: String(before) }
    );
  }

  submission(id: string): Promise<ISubmission> {
    return this._read(`submissions/${encodeURIComponent(id)}`);
  }

  feed(limit: number, before?: string | number): Promise<IPage<IFeedItem>> {
    const page = { limit: String(limit) };
    return this._read(
      'feed',
      before === undefined ? page : { ...page, before: String(before) }
    );
  }

  setDone(key: string, done: boolean): Promise<IItem> {
    const path = `api/v1/lessons/${encodeURIComponent(key)}/completion`;
    return this._request(path, done ? 'POST' : 'DELETE');
  }

  courseServer(slug: string): Promise<ICourseServer> {
    const path = `api/v1/cohorts/${encodeURIComponent(slug)}/course-server`;
    return this._request(path, 'POST');
  }

  open(key: string, mode: 'keep' | 'beside'): Promise<IOpened> {
    return this._request('local/open', 'POST', { key, mode });
  }

  submit(path: string): Promise<ISubmission> {
    return this._request('local/submit', 'POST', { path });
  }

  /** Reads refresh the panels by themselves, so they never count as the learner's activity. */
  private _read<T>(path: string, query: { [name: string]: string } = {}): Promise<T> {
    const search = URLExt.objectToQueryString({ ...query, no_track_activity: '1' });
    return this._request(`api/v1/${path}${search}`, 'GET');
  }

  private async _request<T>(path: string, method: string, body?: object): Promise<T> {
    const url = URLExt.join(this._settings.baseUrl, 'coursewright') + `/${path}`;
    const init: RequestInit = { method };
    if (body) {
      init.body = JSON.stringify(body);
    }
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(url, init, this._settings);
    } catch {
      throw new ApiError(
        this._trans.__(
          'Your JupyterLab server does not answer. Check the connection and try again.'
        ),
        0,
        'offline'
      );
    }
    return this._decode<T>(response);
  }

  private async _decode<T>(response: Response): Promise<T> {
    const text = await response.text();
    const value = parse(text);
    if (response.ok && (value !== undefined || text === '')) {
      return value as T;
    }
    const error = (value as { error?: { message?: string; code?: string } } | undefined)
      ?.error;
    throw new ApiError(
      error?.message ??
        this._trans.__('Coursewright gave no usable answer. Try again in a minute.'),
      response.status,
      error?.code ?? 'error'
    );
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
