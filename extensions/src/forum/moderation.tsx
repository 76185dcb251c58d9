import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { queryOf } from '../api/query';
import type { OpenThread, Post } from '../api/schema';
import { fullDateTime } from '../ui/format';
import { ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { readAgain } from './freshness';

/** What did not work, beside the button that was pressed. */
export function Trouble(props: { message: string | undefined }): JSX.Element | null {
  return props.message ? (
    <span className="cw-Hint cw-mod-error" role="alert">
      {props.message}
    </span>
  ) : null;
}

/** Pins and closes a thread, for staff. */
export function Standing(props: { thread: OpenThread }): JSX.Element {
  const { thread } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const params = { path: { id: thread.post.id } };
  const onSuccess = (): Promise<void> => readAgain(queries, thread.post.id);
  const pinning = useMutation({
    mutationFn: () =>
      thread.is_pinned
        ? api.delete('/forum/threads/{id}/pin', { params })
        : api.put('/forum/threads/{id}/pin', { params }),
    onSuccess
  });
  const closing = useMutation({
    mutationFn: () =>
      thread.is_locked
        ? api.delete('/forum/threads/{id}/lock', { params })
        : api.put('/forum/threads/{id}/lock', { params }),
    onSuccess
  });
  return (
    <div className="cw-Post-buttons" role="group" aria-label={trans.__('For instructors')}>
      <button className="cw-Link" data-testid="cw-pin" onClick={() => pinning.mutate()}>
        {thread.is_pinned ? trans.__('Unpin') : trans.__('Pin to the top')}
      </button>
      <button className="cw-Link" data-testid="cw-lock" onClick={() => closing.mutate()}>
        {thread.is_locked ? trans.__('Open for replies') : trans.__('Close for replies')}
      </button>
      <Trouble message={(pinning.error ?? closing.error)?.message} />
    </div>
  );
}

/** Hides a post from everybody, or gives it back, for staff. */
export function Hiding(props: { post: Post }): JSX.Element {
  const { post } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const params = { path: { id: post.id } };
  const hiding = useMutation({
    mutationFn: () =>
      post.is_hidden
        ? api.delete('/forum/posts/{id}/hiding', { params })
        : api.put('/forum/posts/{id}/hiding', { params }),
    onSuccess: () => readAgain(queries, post.thread_id)
  });
  return (
    <>
      <button className="cw-Link" data-testid="cw-hide" onClick={() => hiding.mutate()}>
        {post.is_hidden ? trans.__('Show it again') : trans.__('Hide')}
      </button>
      <Trouble message={hiding.error?.message} />
    </>
  );
}

/** What a post said before it was changed, for its author and staff; read when it is unfolded. */
export function Earlier(props: { post: Post }): JSX.Element {
  const { trans } = useCoursewright();
  const [isOpen, setOpen] = React.useState(false);
  return (
    <details
      className="cw-Earlier"
      data-testid="cw-earlier"
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>{trans.__('What it said before')}</summary>
      {isOpen && <Edits post={props.post} />}
    </details>
  );
}

function Edits(props: { post: Post }): JSX.Element {
  const { id } = props.post;
  const { api } = useCoursewright();
  const reading = useQuery({
    ...queryOf(api, '/forum/posts/{id}/edits', { params: { path: { id } } }),
    refetchOnMount: 'always'
  });
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.data?.items.map(edit => (
        <blockquote key={edit.replaced_at} className="cw-Comment" data-testid="cw-edit-before">
          <span className="cw-Row-detail">{fullDateTime(edit.replaced_at)}</span>
          {'\n'}
          {edit.content}
        </blockquote>
      ))}
    </>
  );
}
