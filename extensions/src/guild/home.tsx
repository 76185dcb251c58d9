import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import React from 'react';

import { queryOf } from '../api/query';
import { feedPages } from '../feed/query';
import { Notice, ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { FeedList } from './line';
import { PeopleList } from './people';
import { cohortPages } from './reading';

interface Props {
  onPerson: (username: string) => void;
}

/** What the reader, the people she follows and her classmates did. */
export function Home({ onPerson }: Props): JSX.Element {
  const { api, trans } = useCoursewright();
  return (
    <FeedList
      reading={useInfiniteQuery(feedPages(api))}
      label={trans.__('What happened')}
      empty={trans.__('Nothing has happened yet. Follow people to hear what they finish.')}
      onPerson={onPerson}
    />
  );
}

/** The cohorts of the reader: what happened in each, and who is in them. */
export function Classes({ onPerson }: Props): JSX.Element {
  const { api, trans } = useCoursewright();
  const me = useQuery(queryOf(api, '/me'));
  const cohorts = me.data?.cohorts ?? [];
  return (
    <>
      <ReadingFailure of={[me]} />
      {me.isSuccess && cohorts.length === 0 && (
        <Notice>
          {trans.__('You are not in a course yet. Ask your instructor to add you to a cohort.')}
        </Notice>
      )}
      {cohorts.map(cohort => (
        <section key={cohort.slug} className="cw-Guild-section" aria-label={cohort.name}>
          <h3 className="cw-Heading">{cohort.name}</h3>
          <CohortFeed slug={cohort.slug} name={cohort.name} onPerson={onPerson} />
        </section>
      ))}
      {cohorts.length > 0 && (
        <PeopleList
          circle="classmates"
          title={trans.__('Classmates')}
          empty={trans.__('Nobody else is in your class yet.')}
          onPerson={onPerson}
        />
      )}
    </>
  );
}

function CohortFeed(props: Props & { slug: string; name: string }): JSX.Element {
  const { api, trans } = useCoursewright();
  return (
    <FeedList
      reading={useInfiniteQuery(cohortPages(api, props.slug))}
      label={trans.__('What happened in %1', props.name)}
      empty={trans.__('Nothing has happened yet.')}
      onPerson={props.onPerson}
    />
  );
}
