import { type UseInfiniteQueryResult } from '@tanstack/react-query';
import React from 'react';

import type { ApiError } from '../api/error';
import type { FeedItem } from '../api/schema';
import { sentence } from '../feed/sentence';
import { ago, fullDateTime } from '../ui/format';
import { Notice, ReadingFailure } from '../ui/notice';
import { useMinutes } from '../ui/now';
import { useCoursewright } from '../ui/widget';

/** Stands for the name while a sentence is made, wherever the language puts it. */
const NAME = '\u0001';

/** A feed with names that lead to profiles. */
export function FeedList(props: {
  reading: UseInfiniteQueryResult<FeedItem[], ApiError>;
  label: string;
  empty: string;
  onPerson: (username: string) => void;
}): JSX.Element {
  const { reading } = props;
  const { trans } = useCoursewright();
  useMinutes();
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.isPending && (
        <Notice>
          <span role="status">{trans.__('Loading…')}</span>
        </Notice>
      )}
      {reading.isSuccess && reading.data.length === 0 && <Notice>{props.empty}</Notice>}
      <ul className="cw-Plain" aria-label={props.label}>
        {reading.data?.map(item => (
          <Line key={item.id} item={item} onPerson={props.onPerson} />
        ))}
      </ul>
      <More reading={reading} text={trans.__('Show older')} />
    </>
  );
}

/** Reads the next page, where there is one. */
export function More(props: {
  reading: Pick<
    UseInfiniteQueryResult<unknown, ApiError>,
    'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
  >;
  text: string;
}): JSX.Element | null {
  const { reading } = props;
  if (!reading.hasNextPage) {
    return null;
  }
  return (
    <button
      className="jp-mod-styled jp-mod-reject cw-Button"
      aria-disabled={reading.isFetchingNextPage || undefined}
      onClick={reading.isFetchingNextPage ? undefined : () => void reading.fetchNextPage()}
    >
      {props.text}
    </button>
  );
}

function Line(props: {
  item: FeedItem;
  onPerson: (username: string) => void;
}): JSX.Element {
  const { item } = props;
  const { course, opener, trans } = useCoursewright();
  const { created_at: moment, key } = item;
  const [before, after] = sentence({ ...item, full_name: NAME }, trans).split(NAME);
  const isOpenable = !!key && !!course.find(key);
  return (
    <li className="cw-Guild-line" data-testid="cw-guild-item" data-username={item.username}>
      <span>
        {before}
        <button className="cw-Link" onClick={() => props.onPerson(item.username)}>
          {item.full_name || item.username}
        </button>
        {after}
      </span>
      <span className="cw-Guild-when">
        {isOpenable && (
          <button
            className="cw-Link"
            aria-label={trans.__('Open %1', item.title)}
            onClick={() => void opener.open(key)}
          >
            {trans.__('Open')}
          </button>
        )}
        <time className="cw-Row-detail" dateTime={moment} title={fullDateTime(moment)}>
          {ago(moment)}
        </time>
      </span>
    </li>
  );
}
