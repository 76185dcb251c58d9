import type { Module } from '../api/schema';
import type { CourseModel } from '../course/model';

/** The modules that have links: those of the cohort's curriculum. */
export function modulesWithLinks({ course }: CourseModel): Module[] {
  return course?.tracks.flatMap(({ modules }) => modules) ?? [];
}

/** The module of the item in front, else the one where to go on, else the first one that is open. */
export function moduleAt(course: CourseModel, key: string | null): Module | undefined {
  const known = modulesWithLinks(course);
  const wanted = [key === null ? undefined : course.find(key), course.next]
    .map(place => known.find(module => module.key === place?.module.key))
    .find(module => module !== undefined);
  return wanted ?? known.find(module => !module.is_locked) ?? known[0];
}
