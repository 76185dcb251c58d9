import type { QueryKey } from '@tanstack/react-query';

import { keyOf } from '../api/query';

/** The answers that tell how the learner stands in the quiz of a module, and what follows from that. */
export function standingInQuiz(module: string): QueryKey[] {
  const params = { path: { key: module } };
  return [
    keyOf('/course'),
    keyOf('/dashboard'),
    keyOf('/modules/{key}/quiz', params),
    keyOf('/modules/{key}/quiz/sessions', params),
    keyOf('/review')
  ];
}
