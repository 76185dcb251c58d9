import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import React from 'react';

import type { FeedItem } from '../api/schema';
import { watchedCourse } from '../course/query';
import type { ICoursewright } from '../tokens';
import { ago, fullDateTime } from '../ui/format';
import { Notice, ReadingFailure, ShowMore } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { feedPages } from './query';
import { sentence } from './sentence';

/** The activity section of the left panel. */
export class FeedSection extends CoursewrightWidget {
  constructor(shared: ICoursewright) {
    super(shared);
    this.addClass('cw-Feed');
    this.node.tabIndex = -1;
  }

  protected content(): JSX.Element {
    return <Feed />;
  }
}

function Feed(): JSX.Element {
  const { api, trans } = useCoursewright();
  const reading = useInfiniteQuery(feedPages(api));
  useQuery(watchedCourse(api)); // what is in a course can be opened
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.isSuccess && reading.data.length === 0 && (
        <Notice>{trans.__('Nothing has happened yet.')}</Notice>
      )}
      <ul className="cw-Feed-list" aria-label={trans.__('Activity')}>
        {reading.data?.map(item => <FeedLine key={item.id} item={item} />)}
      </ul>
      <ShowMore reading={reading} className="cw-Feed-more">{trans.__('Show older')}</ShowMore>
    </>
  );
}

/** One item of the feed; what is in a course of the reader's can be opened. */
export function FeedLine({ item }: { item: FeedItem }): JSX.Element {
  const { course, opener, trans } = useCoursewright();
  const { created_at: moment, key } = item;
  const text = sentence(item, trans);
  return (
    <li className="cw-Feed-item" data-testid="cw-feed-item">
      {key && course.find(key) ? (
        <button className="cw-Link" data-key={key} onClick={() => void opener.open(key)}>
          {text}
        </button>
      ) : (
        <span>{text}</span>
      )}
      <time className="cw-Row-detail" dateTime={moment} title={fullDateTime(moment)}>
        {ago(moment)}
      </time>
    </li>
  );
}
