import type { QueryKey } from '@tanstack/react-query';

import type { Api } from '../api/client';
import { keyOf, pagesOf, queryOf } from '../api/query';
import type { Circle } from '../api/schema';

const PAGE = 20;

/** What the members of a cohort did, newest first. */
export function cohortPages(api: Api, slug: string) {
  return pagesOf(api, '/cohorts/{slug}/feed', {
    params: { path: { slug }, query: { limit: PAGE } }
  });
}

/** What one person did, newest first. */
export function personPages(api: Api, username: string) {
  return pagesOf(api, '/people/{username}/feed', {
    params: { path: { username }, query: { limit: PAGE } }
  });
}

/** Classmates, or those whom I follow, mute or block, by name. */
export function circlePages(api: Api, circle: Circle) {
  return pagesOf(api, '/people', { params: { query: { circle, limit: PAGE } } });
}

export function profileOf(api: Api, username: string) {
  return queryOf(api, '/people/{username}', { params: { path: { username } } });
}

export function privacyOf(api: Api) {
  return queryOf(api, '/me/privacy');
}

export function achievementPages(api: Api) {
  return pagesOf(api, '/achievements', { params: { query: { limit: 100 } } });
}

/** What is read anew after somebody did something. */
export const FEEDS: readonly QueryKey[] = [
  keyOf('/feed'),
  keyOf('/cohorts/{slug}/feed'),
  keyOf('/people/{username}/feed')
];

/** What is read anew after other people are to be seen, or oneself is seen by others. */
export const PEOPLE: readonly QueryKey[] = [
  ...FEEDS,
  keyOf('/people'),
  keyOf('/people/{username}'),
  keyOf('/me/privacy'),
  keyOf('/forum/threads'),
  keyOf('/forum/threads/{id}'),
  keyOf('/forum/threads/{id}/replies'),
  keyOf('/forum/search')
];
