import { type ISignal, Signal } from '@lumino/signaling';
import { type Query, type QueryClient, QueryObserver } from '@tanstack/react-query';

import type { Api } from '../api/client';
import { standing } from '../api/freshness';
import { keyOf, queryOf } from '../api/query';
import type { Exercise, Submission } from '../api/schema';

/** How often a grading is asked after while no event tells of it; slower as it goes on. */
const SHORTEST = 1000;
const LONGEST = 8000;

/** Follows submissions until they are graded: events are hints, reading is the truth. */
export class GradingTracker {
  constructor(
    private readonly _api: Api,
    private readonly _queries: QueryClient
  ) {}

  /** Emits every state of a followed submission, the last one included. */
  get moved(): ISignal<this, Submission> {
    return this._moved;
  }

  /** The state of a submission that is being followed. */
  latest(key: string): Submission | undefined {
    return [...this._followed.values()].find(submission => submission.key === key);
  }

  follow(submission: Submission): void {
    const { id } = submission;
    if (isSettled(submission) || this._followed.has(id)) {
      return;
    }
    const observer = new QueryObserver(this._queries, {
      ...queryOf(this._api, '/submissions/{id}', { params: { path: { id } } }),
      initialData: submission,
      staleTime: 0,
      refetchInterval: pauseWhileGrading
    });
    this._take(submission);
    const stop = observer.subscribe(({ data, isFetchedAfterMount }) => {
      if (!data || !isFetchedAfterMount || data === this._followed.get(id)) {
        return;
      }
      if (isSettled(data)) {
        stop();
      }
      this._take(data);
    });
  }

  private _take(submission: Submission): void {
    const { id, key } = submission;
    this._queries.setQueryData<Exercise>(
      keyOf('/exercises/{key}', { path: { key } }),
      exercise =>
        exercise && {
          ...exercise,
          attempts: Math.max(exercise.attempts, submission.attempt),
          latest: submission
        }
    );
    if (isSettled(submission)) {
      this._followed.delete(id);
      standing(key).forEach(queryKey => void this._queries.invalidateQueries({ queryKey }));
    } else {
      this._followed.set(id, submission);
    }
    this._moved.emit(submission);
  }

  private readonly _moved = new Signal<this, Submission>(this);
  private readonly _followed = new Map<string, Submission>();
}

export function isSettled(submission: Submission): boolean {
  return submission.state === 'graded' || submission.state === 'failed';
}

function pauseWhileGrading({ state }: Query<Submission>): number | false {
  if (state.data && isSettled(state.data)) {
    return false;
  }
  return Math.min(LONGEST, SHORTEST * 1.3 ** state.dataUpdateCount);
}
