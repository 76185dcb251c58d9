import type { Api } from '../api/client';
import { queryOf } from '../api/query';

/** The courses, for components: CourseModel reads them, these watch what it read. */
export function watchedCourse(api: Api) {
  return { ...queryOf(api, '/course'), enabled: false };
}
