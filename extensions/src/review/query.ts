import type { Api } from '../api/client';
import { queryOf } from '../api/query';

/** Minutes by which this browser's clock is ahead of UTC; the learner's day begins at her midnight. */
export function minutesEast(): number {
  return -new Date().getTimezoneOffset();
}

/** What is to be reviewed today. */
export function reviewOfTheDay(api: Api) {
  return queryOf(api, '/review', { params: { query: { east: minutesEast() } } });
}
