import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import React from 'react';

import { pagesOf, queryOf } from '../api/query';
import type { OpenThread, Post as PostFacts } from '../api/schema';
import { Notice, ReadingFailure } from '../ui/notice';
import { useMinutes } from '../ui/now';
import { useCoursewright } from '../ui/widget';
import { Standing } from './moderation';
import { placeName } from './place';
import { type IThread, Post, Reply } from './post';

/** Below this depth replies are not moved in any more: they would have no room. */
const DEEPEST_SHIFT = 5;

/** One thread: the question, the tree of replies, and where one more is written. */
export function ThreadView(props: { id: string; onClose: () => void }): JSX.Element {
  const { id } = props;
  const { api, trans } = useCoursewright();
  const params = { path: { id } };
  const reading = useQuery(queryOf(api, '/forum/threads/{id}', { params }));
  const replies = useInfiniteQuery(pagesOf(api, '/forum/threads/{id}/replies', { params }));
  const thread = reading.data;
  useMinutes();
  return (
    <div className="cw-Thread" data-testid="cw-thread" data-id={id}>
      <button className="cw-Link cw-Thread-back" data-testid="cw-back" onClick={props.onClose}>
        {trans.__('Back to all threads')}
      </button>
      <ReadingFailure of={[reading, replies]} />
      {reading.isPending && !reading.error && (
        <Notice>
          <span role="status">{trans.__('Loading the thread…')}</span>
        </Notice>
      )}
      {thread && (
        <Opened
          key={id}
          thread={thread}
          replies={replies.data ?? []}
          isRead={replies.isSuccess}
          onMore={replies.hasNextPage ? () => void replies.fetchNextPage() : undefined}
        />
      )}
    </div>
  );
}

function Opened(props: {
  thread: OpenThread;
  replies: readonly PostFacts[];
  isRead: boolean;
  onMore: (() => void) | undefined;
}): JSX.Element {
  const { replies, thread } = props;
  const { post } = thread;
  const { trans } = useCoursewright();
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => heading.current?.focus(), []);
  const facts: IThread = {
    id: post.id,
    isLocked: thread.is_locked,
    mayAccept: thread.may_accept,
    mayModerate: thread.may_moderate
  };
  return (
    <>
      <h2 className="cw-Title" tabIndex={-1} ref={heading}>
        {thread.title}
      </h2>
      <About thread={thread} />
      {thread.may_moderate && <Standing thread={thread} />}
      <Post post={post} thread={facts} />
      <h3 className="cw-Heading">
        {trans._n('%1 reply', '%1 replies', thread.reply_count, thread.reply_count)}
      </h3>
      <Replies of={post.id} tree={treeOf(replies)} thread={facts} />
      {props.onMore && (
        <button className="jp-mod-styled jp-mod-reject cw-Button" onClick={props.onMore}>
          {trans.__('Show more replies')}
        </button>
      )}
      <News replies={replies} isRead={props.isRead} />
      {thread.is_locked && (
        <Notice>{trans.__('This thread is closed: nobody can reply any more.')}</Notice>
      )}
      {(!thread.is_locked || thread.may_moderate) && (
        <Reply
          post={post}
          author={post.full_name ?? post.username ?? trans.__('somebody')}
        />
      )}
    </>
  );
}

/** What a thread is about: its exercise, to be opened, and the cell that was pointed at. */
function About(props: { thread: OpenThread }): JSX.Element {
  const { thread } = props;
  const { course, opener, trans } = useCoursewright();
  const { key } = thread;
  const name = placeName(course, thread);
  const marks = [
    thread.is_pinned && trans.__('pinned'),
    thread.is_solved && trans.__('solved'),
    thread.is_locked && trans.__('closed')
  ].filter(Boolean);
  return (
    <>
      <div className="cw-Forum-marks">
        {key && course.find(key) ? (
          <button className="cw-Link" onClick={() => void opener.open(key)}>
            {name}
          </button>
        ) : (
          name && <span className="cw-Row-detail">{name}</span>
        )}
        {marks.map(mark => (
          <span key={String(mark)} className="cw-Forum-mark">
            {mark}
          </span>
        ))}
      </div>
      {thread.quoted && (
        <figure className="cw-Quote">
          <figcaption className="cw-Row-detail">{trans.__('The cell in question')}</figcaption>
          <pre tabIndex={0} data-testid="cw-quoted">
            {thread.quoted}
          </pre>
        </figure>
      )}
    </>
  );
}

type Tree = ReadonlyMap<string, readonly PostFacts[]>;

/** The replies by what they reply to, each list the oldest first. */
function treeOf(replies: readonly PostFacts[]): Tree {
  const tree = new Map<string, PostFacts[]>();
  for (const reply of replies) {
    const parent = reply.parent_id ?? '';
    tree.set(parent, [...(tree.get(parent) ?? []), reply]);
  }
  return tree;
}

function Replies(props: { of: string; tree: Tree; thread: IThread }): JSX.Element | null {
  const { thread, tree } = props;
  const replies = tree.get(props.of) ?? [];
  if (replies.length === 0) {
    return null;
  }
  const isDeep = (replies[0]?.depth ?? 0) > DEEPEST_SHIFT;
  return (
    <ol className={`cw-Replies ${isDeep ? 'cw-mod-deep' : ''}`}>
      {replies.map(reply => (
        <li key={reply.id}>
          <Post post={reply} thread={thread} />
          <Replies of={reply.id} tree={tree} thread={thread} />
        </li>
      ))}
    </ol>
  );
}

/** Tells a screen reader of replies by others that came while the thread was open. */
function News(props: { replies: readonly PostFacts[]; isRead: boolean }): JSX.Element {
  const { isRead, replies } = props;
  const { trans } = useCoursewright();
  const known = React.useRef<ReadonlySet<string> | null>(null);
  const [news, setNews] = React.useState('');
  React.useEffect(() => {
    if (!isRead) {
      return;
    }
    const fresh = replies.filter(({ id, is_mine }) => !is_mine && !known.current?.has(id));
    const last = fresh[fresh.length - 1];
    if (known.current && last) {
      const author = last.full_name ?? last.username ?? trans.__('somebody');
      setNews(trans.__('New reply by %1', author));
    }
    known.current = new Set(replies.map(({ id }) => id));
  }, [isRead, replies, trans]);
  return (
    <div className="cw-Hidden" role="status" aria-live="polite" data-testid="cw-news">
      {news}
    </div>
  );
}
