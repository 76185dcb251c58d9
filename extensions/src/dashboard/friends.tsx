import { useInfiniteQuery } from '@tanstack/react-query';
import React from 'react';

import { FeedLine } from '../feed/section';
import { feedPages } from '../feed/query';
import { ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { Section } from './section';

const SHOWN = 5;

/** What friends and classmates did of late. */
export function Friends(props: { onShowAll: () => void }): JSX.Element {
  const { api, course, trans } = useCoursewright();
  const reading = useInfiniteQuery(feedPages(api));
  const others = (reading.data ?? []).filter(({ username }) => username !== course.me?.username);
  return (
    <Section title={trans.__('What others did')} testId="cw-dashboard-friends">
      <ReadingFailure of={[reading]} />
      {reading.isSuccess && others.length === 0 && (
        <p className="cw-Dashboard-text">{trans.__('Nothing has happened yet.')}</p>
      )}
      <ul className="cw-Plain">
        {others.slice(0, SHOWN).map(item => (
          <FeedLine key={item.id} item={item} />
        ))}
      </ul>
      {others.length > 0 && (
        <button className="cw-Link cw-mod-below" onClick={props.onShowAll}>
          {trans.__('Show all')}
        </button>
      )}
    </Section>
  );
}
