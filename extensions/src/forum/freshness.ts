import type { QueryClient, QueryKey } from '@tanstack/react-query';

import { keyOf } from '../api/query';

/** The answers that tell of a thread, of what is in it and of where it stands among others. */
export function ofThread(id: string): QueryKey[] {
  const params = { path: { id } };
  return [
    keyOf('/forum/threads'),
    keyOf('/forum/threads/{id}', params),
    keyOf('/forum/threads/{id}/replies', params)
  ];
}

/** Read again what a write of one's own made old. */
export async function readAgain(queries: QueryClient, thread: string): Promise<void> {
  const keys = ofThread(thread);
  await Promise.all(keys.map(queryKey => queries.invalidateQueries({ queryKey })));
}
