import { useQuery } from '@tanstack/react-query';
import React from 'react';

import { Loading, Notice } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { hasCourses } from './model';
import { watchedCourse } from './query';

/** In place of the courses: that they are being read, or that there are none. */
export function CourseNotices(): JSX.Element | null {
  const { api, trans } = useCoursewright();
  const { data: course, isPending } = useQuery(watchedCourse(api));
  if (isPending) {
    return <Loading>{trans.__('Loading your courses…')}</Loading>;
  }
  if (!course || hasCourses(course)) {
    return null;
  }
  return (
    <Notice>
      {trans.__('You are not in a course yet. Ask your instructor to add you to a cohort.')}
    </Notice>
  );
}
