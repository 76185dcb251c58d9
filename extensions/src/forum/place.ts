import type { CourseModel } from '../course/model';

/** The cell of an exercise's notebook that a question is about. */
export type Cell = {
  id: string;
  source: string;
};

/** What a question is about: an exercise and perhaps a cell of it, a module, or nothing. */
export type Place = {
  key?: string;
  module?: string;
  cell?: Cell;
};

/** What the forum shows beside the list: a thread, a question that is written, or nothing. */
export type View = {
  thread?: string;
  asking?: Place;
};

interface INamed {
  key: string;
  title: string;
}

/** The modules of the cohort's curriculum, which have threads of their own. */
export function modules(course: CourseModel): INamed[] {
  return (course.course?.tracks ?? []).flatMap(track => track.modules);
}

/** What a thread is about, in words: the exercise's title, else the module's, else nothing. */
export function placeName(
  course: CourseModel,
  place: { key?: string | null; module?: string | null }
): string {
  const { key, module } = place;
  if (key) {
    return course.find(key)?.item.title ?? key;
  }
  return modules(course).find(each => each.key === module)?.title ?? module ?? '';
}
