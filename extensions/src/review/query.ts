import type { Api } from '../api/client';
import { queryOf } from '../api/query';
import { minutesEast } from '../ui/now';

/** What is to be reviewed today. */
export function reviewOfTheDay(api: Api) {
  return queryOf(api, '/review', { params: { query: { east: minutesEast() } } });
}
