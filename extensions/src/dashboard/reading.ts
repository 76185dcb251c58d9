import type { Api } from '../api/client';
import { queryOf } from '../api/query';
import { minutesEast } from '../ui/now';

/** What the dashboard shows beside the courses, the review and the feed. */
export function dashboardOf(api: Api) {
  return queryOf(api, '/dashboard', { params: { query: { east: minutesEast() } } });
}
