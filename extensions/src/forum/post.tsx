import { useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import type { Post as PostFacts, VoteType } from '../api/schema';
import { ago, fullDateTime } from '../ui/format';
import { Markdown } from '../ui/markdown';
import { useCoursewright } from '../ui/widget';
import { Composer } from './composer';
import { readAgain } from './freshness';
import { Earlier, Hiding, Trouble } from './moderation';

/** What one may do in the thread that a post stands in. */
export interface IThread {
  id: string;
  isLocked: boolean;
  mayAccept: boolean;
  mayModerate: boolean;
}

/** One post: who says what, its votes, and what the reader may do with it. */
export function Post(props: { post: PostFacts; thread: IThread }): JSX.Element {
  const { post, thread } = props;
  const { trans } = useCoursewright();
  const [mode, setMode] = React.useState<'read' | 'reply' | 'edit'>('read');
  const author = post.full_name ?? post.username ?? trans.__('somebody');
  const read = (): void => setMode('read');
  if (post.is_withheld || post.content === null) {
    return (
      <p className="cw-Post-withheld" data-testid="cw-post" data-id={post.id}>
        {post.is_hidden
          ? trans.__('An instructor hid this post.')
          : trans.__('This post is not shown.')}{' '}
        {post.is_hidden && thread.mayModerate && <Hiding post={post} />}
      </p>
    );
  }
  return (
    <article
      className={`cw-Post ${post.is_answer ? 'cw-mod-answer' : ''}`}
      aria-label={
        post.depth === 0 ? trans.__('Question by %1', author) : trans.__('Reply by %1', author)
      }
      data-testid="cw-post"
      data-id={post.id}
    >
      <Head post={post} author={author} />
      {post.edited_at && (post.is_mine || thread.mayModerate) && <Earlier post={post} />}
      {mode === 'edit' ? (
        <Edit post={post} onDone={read} />
      ) : (
        <Markdown text={post.content} className="cw-Post-words" />
      )}
      {post.is_folded && (
        <p className="cw-Hint" data-testid="cw-folded">
          {trans.__(
            'Code was left out here: you see it once you have passed the exercise yourself.'
          )}
        </p>
      )}
      <div className="cw-Post-actions">
        <Votes post={post} author={author} />
        <Actions post={post} thread={thread} author={author} onMode={setMode} />
      </div>
      {mode === 'reply' && <Reply post={post} author={author} onDone={read} />}
    </article>
  );
}

function Head(props: { post: PostFacts; author: string }): JSX.Element {
  const { post } = props;
  const { trans } = useCoursewright();
  return (
    <header className="cw-Post-head">
      <strong>{props.author}</strong>
      <time
        className="cw-Row-detail"
        dateTime={post.created_at}
        title={fullDateTime(post.created_at)}
      >
        {ago(post.created_at)}
      </time>
      {post.edited_at && (
        <span className="cw-Row-detail" title={fullDateTime(post.edited_at)}>
          {trans.__('edited')}
        </span>
      )}
      {post.is_answer && (
        <span className="cw-Forum-mark" data-testid="cw-answer-mark">
          {trans.__('Accepted answer')}
        </span>
      )}
    </header>
  );
}

function Votes(props: { post: PostFacts; author: string }): JSX.Element {
  const { post } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const params = { path: { id: post.id } };
  const voting = useMutation({
    mutationFn: (vote: VoteType) =>
      post.my_vote === vote
        ? api.delete('/forum/posts/{id}/vote', { params })
        : api.put('/forum/posts/{id}/vote', { params, body: { vote } }),
    onSuccess: () => readAgain(queries, post.thread_id)
  });
  const choices: [VoteType, string, string][] = [
    ['upvote', '▲', trans.__('Helpful')],
    ['downvote', '▼', trans.__('Not helpful')]
  ];
  const score = post.upvotes - post.downvotes;
  return (
    <div
      className="cw-Votes"
      role="group"
      aria-label={trans.__('Votes on the post by %1', props.author)}
    >
      {!post.is_mine &&
        choices.map(([vote, sign, label]) => (
          <button
            key={vote}
            className={`jp-mod-styled cw-Button cw-Vote ${post.my_vote === vote ? 'jp-mod-accept' : 'jp-mod-reject'}`}
            aria-label={label}
            title={label}
            aria-pressed={post.my_vote === vote}
            aria-disabled={voting.isPending || undefined}
            data-testid={`cw-${vote}`}
            onClick={voting.isPending ? undefined : () => voting.mutate(vote)}
          >
            {sign}
          </button>
        ))}
      <span
        className="cw-Row-detail"
        data-testid="cw-score"
        title={trans.__('%1 helpful, %2 not helpful', post.upvotes, post.downvotes)}
      >
        {trans._n('%1 vote', '%1 votes', Math.abs(score), score)}
      </span>
      <Trouble message={voting.error?.message} />
    </div>
  );
}

function Actions(props: {
  post: PostFacts;
  thread: IThread;
  author: string;
  onMode: (mode: 'reply' | 'edit') => void;
}): JSX.Element {
  const { author, post, thread } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const accepting = useMutation({
    mutationFn: (answer: string | null) =>
      api.put('/forum/threads/{id}/answer', {
        params: { path: { id: thread.id } },
        body: { post: answer }
      }),
    onSuccess: () => readAgain(queries, thread.id)
  });
  return (
    <div className="cw-Post-buttons">
      {(!thread.isLocked || thread.mayModerate) && (
        <button
          className="cw-Link"
          data-testid="cw-reply"
          aria-label={trans.__('Reply to %1', author)}
          onClick={() => props.onMode('reply')}
        >
          {trans.__('Reply')}
        </button>
      )}
      {thread.mayAccept && post.depth > 0 && (
        <button
          className="cw-Link"
          data-testid="cw-accept"
          onClick={() => accepting.mutate(post.is_answer ? null : post.id)}
        >
          {post.is_answer ? trans.__('Not the answer after all') : trans.__('Accept as answer')}
        </button>
      )}
      {post.is_mine && (
        <>
          <button
            className="cw-Link"
            data-testid="cw-edit"
            onClick={() => props.onMode('edit')}
          >
            {trans.__('Edit')}
          </button>
          <Delete post={post} />
        </>
      )}
      {thread.mayModerate && !post.is_mine && <Hiding post={post} />}
      <Trouble message={accepting.error?.message} />
    </div>
  );
}

/** Deletes a post after a second press, so that no slip takes words away. */
function Delete(props: { post: PostFacts }): JSX.Element {
  const { post } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const [isAsking, setAsking] = React.useState(false);
  const deleting = useMutation({
    mutationFn: () => api.delete('/forum/posts/{id}', { params: { path: { id: post.id } } }),
    onSuccess: () => readAgain(queries, post.thread_id)
  });
  return (
    <>
      <button
        className="cw-Link"
        data-testid="cw-delete"
        onBlur={() => setAsking(false)}
        onClick={() => (isAsking ? deleting.mutate() : setAsking(true))}
      >
        {isAsking ? trans.__('Really delete this post?') : trans.__('Delete')}
      </button>
      <Trouble message={deleting.error?.message} />
    </>
  );
}

function Edit(props: { post: PostFacts; onDone: () => void }): JSX.Element {
  const { post } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  return (
    <Composer
      draft={`forum-edit:${post.id}`}
      label={trans.__('Change your post')}
      send={trans.__('Save')}
      initial={post.content ?? ''}
      autoFocus
      onSend={content =>
        api.put('/forum/posts/{id}', {
          params: { path: { id: post.id } },
          body: { content, title: null }
        })
      }
      onSent={() => {
        void readAgain(queries, post.thread_id);
        props.onDone();
      }}
      onCancel={props.onDone}
    />
  );
}

/** Where a reply to a post is written. */
export function Reply(props: {
  post: PostFacts;
  author: string;
  onDone?: () => void;
}): JSX.Element {
  const { onDone, post } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  return (
    <Composer
      draft={`forum-reply:${post.id}`}
      label={trans.__('Reply to %1', props.author)}
      send={trans.__('Reply')}
      autoFocus={onDone !== undefined}
      onSend={(content, key) =>
        api.post('/forum/posts/{id}/replies', {
          params: { path: { id: post.id } },
          body: { idempotency_key: key, content }
        })
      }
      onSent={() => {
        void readAgain(queries, post.thread_id);
        onDone?.();
      }}
      onCancel={onDone}
    />
  );
}
