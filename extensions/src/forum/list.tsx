import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import React from 'react';

import { pagesOf } from '../api/query';
import type { Hit, Show, Thread } from '../api/schema';
import { watchedCourse } from '../course/query';
import { ago, fullDateTime } from '../ui/format';
import { Notice, ReadingFailure } from '../ui/notice';
import { useMinutes } from '../ui/now';
import { useCoursewright } from '../ui/widget';
import { modules, placeName } from './place';

/** How long somebody types before what was typed is looked for. */
const PAUSE = 300;

/** Which threads are wanted. */
export type Wanted = {
  module: string;
  key: string;
  show: Show;
};

/** The threads, to be narrowed and searched. */
export function ThreadList(props: {
  current: string | undefined;
  wanted: Wanted;
  onWant: (wanted: Wanted) => void;
  onOpen: (thread: string) => void;
  onAsk: () => void;
}): JSX.Element {
  const { api, trans } = useCoursewright();
  const [typed, setTyped] = React.useState('');
  const words = usePaused(typed.trim());
  useQuery(watchedCourse(api));
  useMinutes();
  return (
    <div className="cw-Forum-list" role="region" aria-label={trans.__('Threads')}>
      <div className="cw-Forum-head">
        <h2 className="cw-Title">{trans.__('Forum')}</h2>
        <button
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-ask-open"
          onClick={props.onAsk}
        >
          {trans.__('Ask a question')}
        </button>
      </div>
      <input
        type="search"
        className="jp-mod-styled cw-Form-text"
        data-testid="cw-forum-search"
        placeholder={trans.__('Search the forum')}
        aria-label={trans.__('Search the forum')}
        maxLength={200}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      <Filters wanted={props.wanted} isSearching={words !== ''} onWant={props.onWant} />
      {words ? <Found {...props} words={words} /> : <Threads {...props} />}
    </div>
  );
}

/** What was typed, once the typing pauses. */
function usePaused(typed: string): string {
  const [words, setWords] = React.useState(typed);
  React.useEffect(() => {
    const timer = window.setTimeout(() => setWords(typed), PAUSE);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return words;
}

function Filters(props: {
  wanted: Wanted;
  isSearching: boolean;
  onWant: (wanted: Wanted) => void;
}): JSX.Element {
  const { wanted } = props;
  const { course, trans } = useCoursewright();
  const shows: [Show, string][] = [
    ['all', trans.__('All threads')],
    ['unanswered', trans.__('Without a reply')],
    ['unsolved', trans.__('Not solved')],
    ['solved', trans.__('Solved')],
    ['mine', trans.__('My threads')]
  ];
  return (
    <div className="cw-Forum-filters">
      <select
        className="jp-mod-styled cw-Forum-select"
        aria-label={trans.__('Of which module')}
        data-testid="cw-forum-module"
        value={wanted.module}
        onChange={event => props.onWant({ ...wanted, module: event.target.value, key: '' })}
      >
        <option value="">{trans.__('All modules')}</option>
        {modules(course).map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
      {!props.isSearching && (
        <select
          className="jp-mod-styled cw-Forum-select"
          aria-label={trans.__('Which threads')}
          data-testid="cw-forum-show"
          value={wanted.show}
          onChange={event => props.onWant({ ...wanted, show: event.target.value as Show })}
        >
          {shows.map(([show, text]) => (
            <option key={show} value={show}>
              {text}
            </option>
          ))}
        </select>
      )}
      {wanted.key && (
        <button
          className="cw-Link"
          data-testid="cw-forum-key"
          onClick={() => props.onWant({ ...wanted, key: '' })}
        >
          {trans.__('Only about %1: show all', placeName(course, wanted))}
        </button>
      )}
    </div>
  );
}

interface IListProps {
  current: string | undefined;
  wanted: Wanted;
  onOpen: (thread: string) => void;
}

function Threads(props: IListProps): JSX.Element {
  const { key, module, show } = props.wanted;
  const { api, trans } = useCoursewright();
  const query = { show, ...(module && { module }), ...(key && { key }) };
  const reading = useInfiniteQuery(pagesOf(api, '/forum/threads', { params: { query } }));
  const threads = reading.data ?? [];
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.isPending && !reading.error && (
        <Notice>
          <span role="status">{trans.__('Loading the forum…')}</span>
        </Notice>
      )}
      {reading.isSuccess && threads.length === 0 && (
        <Notice>
          <span role="status">
            {trans.__('There is no such thread yet. Ask the first question.')}
          </span>
        </Notice>
      )}
      <ul className="cw-Forum-threads" aria-label={trans.__('Threads')}>
        {threads.map(thread => (
          <ThreadRow key={thread.id} thread={thread} {...props} />
        ))}
      </ul>
      {reading.hasNextPage && <More onMore={() => void reading.fetchNextPage()} />}
    </>
  );
}

function ThreadRow(props: IListProps & { thread: Thread }): JSX.Element {
  const { current, thread } = props;
  const { course, trans } = useCoursewright();
  const marks = [
    thread.is_pinned && trans.__('pinned'),
    thread.is_solved && trans.__('solved'),
    thread.is_locked && trans.__('closed')
  ].filter(Boolean);
  const replies = trans._n('%1 reply', '%1 replies', thread.reply_count, thread.reply_count);
  const details = [
    placeName(course, thread),
    thread.full_name ?? thread.username ?? trans.__('somebody'),
    replies
  ].filter(Boolean);
  return (
    <li>
      <button
        className="cw-Forum-thread"
        data-testid="cw-thread-row"
        data-id={thread.id}
        aria-current={thread.id === current || undefined}
        onClick={() => props.onOpen(thread.id)}
      >
        <span className="cw-Row-line">
          <strong className="cw-Forum-threadTitle">{thread.title}</strong>
          <time
            className="cw-Row-aside"
            dateTime={thread.last_activity_at}
            title={fullDateTime(thread.last_activity_at)}
          >
            {ago(thread.last_activity_at)}
          </time>
        </span>
        <span className="cw-Row-detail">{details.join(' · ')}</span>
        {marks.length > 0 && (
          <span className="cw-Forum-marks">
            {marks.map(mark => (
              <span key={String(mark)} className="cw-Forum-mark">
                {mark}
              </span>
            ))}
          </span>
        )}
        {thread.opening && <span className="cw-Forum-opening">{thread.opening}</span>}
      </button>
    </li>
  );
}

function Found(props: IListProps & { words: string }): JSX.Element {
  const { words } = props;
  const { module } = props.wanted;
  const { api, course, trans } = useCoursewright();
  const query = { words, ...(module && { module }) };
  const reading = useInfiniteQuery(pagesOf(api, '/forum/search', { params: { query } }));
  const hits = reading.data ?? [];
  return (
    <>
      <ReadingFailure of={[reading]} />
      <div className="cw-Hidden" role="status">
        {reading.isSuccess &&
          trans._n('%1 post found', '%1 posts found', hits.length, hits.length)}
      </div>
      {reading.isSuccess && hits.length === 0 && (
        <Notice>{trans.__('Nothing was found. Try other words, or ask.')}</Notice>
      )}
      <ul className="cw-Forum-threads" aria-label={trans.__('What was found')}>
        {hits.map((hit: Hit) => (
          <li key={hit.id}>
            <button
              className="cw-Forum-thread"
              data-testid="cw-hit"
              data-id={hit.thread_id}
              aria-current={hit.thread_id === props.current || undefined}
              onClick={() => props.onOpen(hit.thread_id)}
            >
              <strong className="cw-Forum-threadTitle">{hit.title}</strong>
              <span className="cw-Row-detail">
                {[
                  placeName(course, hit),
                  hit.full_name ?? hit.username ?? trans.__('somebody'),
                  hit.is_solved && trans.__('solved')
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {hit.excerpt && <span className="cw-Forum-opening">{hit.excerpt}</span>}
            </button>
          </li>
        ))}
      </ul>
      {reading.hasNextPage && <More onMore={() => void reading.fetchNextPage()} />}
    </>
  );
}

function More(props: { onMore: () => void }): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <button className="jp-mod-styled jp-mod-reject cw-Button" onClick={props.onMore}>
      {trans.__('Show more')}
    </button>
  );
}
