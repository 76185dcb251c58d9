import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQuery
} from '@tanstack/react-query';
import React from 'react';

import type { Api } from '../api/client';
import { keyOf, pauseAfterFailure, queryOf } from '../api/query';
import type { AnswersRequest, OwnCourse } from '../api/schema';
import { useCoursewright } from '../ui/widget';
import { answersOf, type IDraft } from './draft';

/** How long typing has to pause before the preview follows, in milliseconds. */
const PAUSE = 350;
/** How often a making is asked after while no event tells of it, in milliseconds: at it, and elsewhere. */
const OFTEN = 1_500;
const SELDOM = 5_000;
/** Nobody has more courses than that; the list is read whole. */
const ALL = { params: { query: { limit: 100 } } };

/** How the course would read with these answers; what was once answered stays true. */
export function previewOf(api: Api, draft: IDraft) {
  return previewOfAnswers(api, answersOf(draft));
}

function previewOfAnswers(api: Api, body: AnswersRequest) {
  return queryOptions({
    queryKey: ['/onboarding/preview', body],
    queryFn: () => api.post('/onboarding/preview', { body }),
    staleTime: Infinity
  });
}

/** The preview that follows the typing; the one before stays until it is there. */
export function usePreview(draft: IDraft) {
  const { api } = useCoursewright();
  const answers = useSettled(JSON.stringify(answersOf(draft)));
  return useQuery({
    ...previewOfAnswers(api, JSON.parse(answers) as AnswersRequest),
    enabled: draft.archetype !== '' && draft.domain.trim() !== '',
    placeholderData: keepPreviousData
  });
}

/** A text once it has stayed the same for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = React.useState(text);
  React.useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** The learner's own courses: at hand, archived, being made, failed; the newest first. */
export function ownCourses(api: Api) {
  return queryOf(api, '/courses', ALL);
}

/** Those courses, asked after from time to time while one is made, in case no event tells of it. */
export function useOwnCourses(): OwnCourse[] | undefined {
  const { api } = useCoursewright();
  const reading = useQuery({
    ...ownCourses(api),
    refetchInterval: query =>
      query.state.data?.items.some(isOpen) ? SELDOM : pauseAfterFailure(query)
  });
  return reading.data?.items;
}

/** The course that is neither archived nor still to be made. */
export function atHand(courses: readonly OwnCourse[] | undefined): OwnCourse | undefined {
  return courses?.find(({ status }) => status !== null && status !== 'archived');
}

/** How far the making of one course is, followed until its end. */
export function useMaking(id: string) {
  const { api } = useCoursewright();
  return useQuery({
    ...queryOf(api, '/courses/{id}', { params: { path: { id } } }),
    refetchInterval: ({ state }) => (state.data && !isOpen(state.data) ? false : OFTEN)
  });
}

export function isOpen(course: OwnCourse): boolean {
  return course.state === 'queued' || course.state === 'making';
}

/** Read all again that tells of the learner's own courses. */
export function readAnew(queries: QueryClient): void {
  for (const path of ['/course', '/courses', '/courses/{id}', '/onboarding'] as const) {
    void queries.invalidateQueries({ queryKey: keyOf(path) });
  }
}
