import type { QueryClient, QueryKey } from '@tanstack/react-query';

import { ofThread } from '../forum/freshness';
import { FEEDS, PEOPLE } from '../guild/reading';
import type { Events, IEvent } from './events';
import { keyOf } from './query';

/** Events come in bursts; one reading a moment later serves them all. */
const BURST = 300;

/** Read again, after an event, what it made old. */
export function keepFresh(
  queries: QueryClient,
  events: Events,
  isMine: (event: IEvent) => boolean
): void {
  let touched: QueryKey[] = [];
  const flush = (): void => {
    const keys = touched;
    touched = [];
    keys.forEach(queryKey => void queries.invalidateQueries({ queryKey }));
  };
  events.received.connect((_, event) => {
    // Staff hear of every submission of their cohort; only the learner's own moves what she sees.
    const mine = isMine(event);
    if (event.type === 'submission' && !mine) {
      return;
    }
    if (touched.length === 0) {
      setTimeout(flush, BURST);
    }
    touched.push(...touchedBy(event, mine));
  });
}

/** The keys of the answers that an event makes old; a key stands for all that begin with it. */
function touchedBy(event: IEvent, mine: boolean): QueryKey[] {
  const { key, state, submission_id: id } = event;
  switch (event.type) {
    case 'submission': {
      const submission = keyOf('/submissions/{id}', { path: { id } });
      // A step of a grading moves nothing but the grading.
      return state === 'grading' ? [submission] : [submission, ...standing(key ?? undefined)];
    }
    case 'regrade':
      return [keyOf('/cohorts/{slug}/regrade-requests'), ...standing(key ?? undefined)];
    case 'activity':
      return [...FEEDS];
    case 'people':
      return [...PEOPLE];
    case 'course': {
      const course = keyOf('/courses/{id}', { path: { id: event.course_id } });
      const others = [keyOf('/courses'), keyOf('/onboarding')];
      // Until it is ready, its making moves nothing but the making.
      return state === 'ready'
        ? [course, ...others, keyOf('/course'), keyOf('/dashboard')]
        : [course, ...others];
    }
    case 'quiz': {
      const queue = keyOf('/cohorts/{slug}/short-answers');
      if (!mine) {
        return [queue];
      }
      return [
        queue,
        keyOf('/quiz-sessions/{id}'),
        keyOf('/modules/{key}/quiz'),
        keyOf('/modules/{key}/quiz/sessions'),
        keyOf('/review'),
        keyOf('/dashboard'),
        keyOf('/course')
      ];
    }
    case 'resource':
      return [
        keyOf('/modules/{key}/resources'),
        keyOf('/modules/{key}/resource-proposals'),
        keyOf('/cohorts/{slug}/resources')
      ];
    case 'forum':
      return ofThread(event.thread_id ?? '');
    default:
      return [[]];
  }
}

/** The answers that tell how the learner stands, in the course and at one exercise. */
export function standing(key: string | undefined): QueryKey[] {
  const params = key === undefined ? undefined : { path: { key } };
  return [
    keyOf('/course'),
    keyOf('/dashboard'),
    keyOf('/exercises/{key}', params),
    keyOf('/exercises/{key}/submissions', params)
  ];
}
