import {
  type InfiniteData,
  infiniteQueryOptions,
  type Query,
  QueryClient,
  type QueryKey,
  queryOptions
} from '@tanstack/react-query';

import type { Answer, Api, Given, PathOf } from './client';
import type { ApiError } from './error';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError;
  }
}

/** An answer this old is read again when the page comes back into view. */
const STALE = 60_000;
/** How long to wait before an answer that failed is asked for again by itself, at first and at most. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

/** Where the answers of the service are kept that all panels share. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE,
        // The server asks the service again by itself, so a failure is worth telling at once ...
        retry: false,
        // ... and to go on trying after that, slower and slower.
        refetchInterval: pauseAfterFailure,
        // The browser's word is not taken: on a laptop without network a local server still answers.
        networkMode: 'always',
        refetchOnReconnect: true
      },
      // All writes of the API may be repeated: one that did not get through waits for the connection.
      mutations: { retry: (_, error) => error.isOffline }
    }
  });
}

/** How long to wait before this answer is asked for again; false where it did not fail. */
export function pauseAfterFailure({
  state
}: Pick<Query<unknown, ApiError>, 'state'>): number | false {
  if (state.status !== 'error' || !state.error?.isPassing || state.error.isOffline) {
    return false;
  }
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (state.errorUpdateCount - 1));
}

/** The name under which an answer is kept; without parameters, of all answers of that path. */
export function keyOf(path: PathOf<'get'>, params?: object): QueryKey {
  return params ? [path, params] : [path];
}

/** One answer of the service, for `useQuery` and its kin. */
export function queryOf<P extends PathOf<'get'>>(
  api: Api,
  path: P,
  ...given: Given<'get', P>
) {
  const { params } = asked(given);
  return queryOptions<Answer<'get', P>>({
    queryKey: keyOf(path, params),
    queryFn: ({ signal }) => ask(api, path, { params, signal })
  });
}

export type Cursor = string | number | null;

/** What a list answers. */
export interface Page<T> {
  items: T[];
  next: Cursor;
}

/** The paths that answer page by page. */
export type PagedPath = {
  [P in PathOf<'get'>]: Answer<'get', P> extends Page<unknown> ? P : never;
}[PathOf<'get'>];

export type ItemOf<P extends PagedPath> = Answer<'get', P> extends Page<infer T> ? T : never;

/** A list of the service, for `useInfiniteQuery`; its data are the items of all pages read so far. */
export function pagesOf<P extends PagedPath>(api: Api, path: P, ...given: Given<'get', P>) {
  const { params } = asked(given);
  return infiniteQueryOptions<
    Page<ItemOf<P>>,
    ApiError,
    ItemOf<P>[],
    QueryKey,
    Cursor
  >({
    queryKey: [path, params ?? {}, 'pages'],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...params?.query, before: pageParam ?? undefined };
      return ask(api, path, { params: { ...params, query }, signal });
    },
    initialPageParam: null,
    getNextPageParam: page => page.next,
    select: (data: InfiniteData<Page<ItemOf<P>>>) => data.pages.flatMap(page => page.items)
  });
}

interface Init {
  params?: { path?: object; query?: object };
  signal?: AbortSignal;
}

function asked(given: unknown[]): Init {
  return (given[0] ?? {}) as Init;
}

/** The parameters were checked where the options were made. */
function ask<T>(api: Api, path: PathOf<'get'>, init: Init): Promise<T> {
  return (api.get as (path: string, init: Init) => Promise<T>)(path, init);
}
