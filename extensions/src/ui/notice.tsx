import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { ApiError } from '../api/error';
import { useCoursewright } from './widget';

/** What a panel says when it has nothing to show. */
export function Notice(props: { children: React.ReactNode }): JSX.Element {
  return <div className="cw-Notice">{props.children}</div>;
}

/** What a panel says while it reads what it will show. */
export function Loading(props: { children: React.ReactNode }): JSX.Element {
  return (
    <Notice>
      <span role="status">{props.children}</span>
    </Notice>
  );
}

/** Below what could not be done: why not; nothing while all is well. */
export function Problem(props: {
  of: Pick<Error, 'message'> | null;
  testId?: string;
}): JSX.Element | null {
  return (
    props.of && (
      <p className="cw-Hint cw-mod-error" role="alert" data-testid={props.testId}>
        {props.of.message}
      </p>
    )
  );
}

/** Below a list that is read page by page: the way to its next page. */
export function ShowMore(props: {
  reading: { hasNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  children: React.ReactNode;
  className?: string;
}): JSX.Element | null {
  const { className = '', reading } = props;
  return reading.hasNextPage ? (
    <button
      className={`jp-mod-styled jp-mod-reject cw-Button ${className}`}
      onClick={() => void reading.fetchNextPage()}
    >
      {props.children}
    </button>
  ) : null;
}

/** An error with the way to try again. */
export function Failure(props: {
  message: string;
  trans: TranslationBundle;
  onRetry: () => void;
  isTrying?: boolean;
}): JSX.Element {
  const { isTrying, trans } = props;
  return (
    <div className="cw-Notice cw-mod-error" role="alert" data-testid="cw-error">
      <p>{props.message}</p>
      <button
        className="jp-mod-styled jp-mod-reject cw-Button"
        aria-disabled={isTrying || undefined}
        onClick={isTrying ? undefined : props.onRetry}
      >
        {isTrying ? trans.__('Trying again…') : trans.__('Retry')}
      </button>
    </div>
  );
}

/** What `useQuery` and its kin tell of a reading. */
interface Reading {
  data: unknown;
  error: ApiError | null;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
}

/**
 * What went wrong with these readings, as one error, or nothing.
 *
 * That the learner is offline is said once for all panels, so a panel says it only when it has
 * nothing else to show.
 */
export function ReadingFailure(props: { of: readonly Reading[] }): JSX.Element | null {
  const { trans } = useCoursewright();
  const failed = props.of.filter(({ data, error }) => error && !(error.isOffline && data));
  const [first] = failed;
  if (!first?.error) {
    return null;
  }
  return (
    <Failure
      message={first.error.message}
      trans={trans}
      isTrying={failed.some(reading => reading.isFetching)}
      onRetry={() => failed.forEach(reading => void reading.refetch())}
    />
  );
}
