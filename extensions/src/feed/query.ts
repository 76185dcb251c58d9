import type { Api } from '../api/client';
import { pagesOf } from '../api/query';

const PAGE = 15;

/** The activity feed, newest first. */
export function feedPages(api: Api) {
  return pagesOf(api, '/feed', { params: { query: { limit: PAGE } } });
}
