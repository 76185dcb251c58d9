import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import React from 'react';

import type { Featured } from '../api/schema';
import { monthAndYear } from '../ui/format';
import { Notice, ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { RarityText } from './achievements';
import { FeedList } from './line';
import { personPages, profileOf } from './reading';
import { nameOf, RelationButtons, Standing } from './relation';

/** Somebody's profile: what she shows, and what of her doings the reader may see. */
export function ProfileView(props: {
  username: string;
  onPerson: (username: string) => void;
  onLeave: () => void;
}): JSX.Element {
  const { onLeave, username } = props;
  const { api, trans } = useCoursewright();
  const reading = useQuery(profileOf(api, username));
  const profile = reading.data;
  const heading = React.useRef<HTMLHeadingElement>(null);
  const isShown = !!profile && !reading.isError;
  React.useEffect(() => heading.current?.focus(), [username, isShown]);
  return (
    <article className="cw-Guild-profile" data-testid="cw-profile">
      <button className="cw-Link" data-testid="cw-leave-profile" onClick={onLeave}>
        {trans.__('Back')}
      </button>
      <ReadingFailure of={[reading]} />
      {reading.isPending && (
        <Notice>
          <span role="status">{trans.__('Loading…')}</span>
        </Notice>
      )}
      {isShown && (
        <>
          <h3 className="cw-Title" ref={heading} tabIndex={-1}>
            {nameOf(profile)}
          </h3>
          <p className="cw-Row-detail">
            {profile.username} · {trans.__('here since %1', monthAndYear(profile.since))}
          </p>
          {profile.is_me ? (
            <p className="cw-Dashboard-text">{trans.__('This is how others see you.')}</p>
          ) : (
            <>
              <Standing person={profile} />
              <RelationButtons
                person={profile}
                onChanged={change => {
                  if (change.switch === 'block') {
                    onLeave();
                  } else {
                    heading.current?.focus();
                  }
                }}
              />
            </>
          )}
          <Shown featured={profile.featured} />
          <h4 className="cw-Heading">{trans.__('Activity')}</h4>
          <Doings username={username} onPerson={props.onPerson} />
        </>
      )}
    </article>
  );
}

function Doings(props: { username: string; onPerson: (username: string) => void }): JSX.Element {
  const { api, trans } = useCoursewright();
  return (
    <FeedList
      reading={useInfiniteQuery(personPages(api, props.username))}
      label={trans.__('Activity')}
      empty={trans.__('There is nothing here that you may see.')}
      onPerson={props.onPerson}
    />
  );
}

function Shown({ featured }: { featured: readonly Featured[] }): JSX.Element | null {
  const { trans } = useCoursewright();
  if (featured.length === 0) {
    return null;
  }
  return (
    <>
      <h4 className="cw-Heading">{trans.__('Achievements')}</h4>
      <ul className="cw-Plain cw-Guild-badges">
        {featured.map(badge => (
          <li key={badge.slug} className="cw-Dashboard-badge" data-testid="cw-featured">
            <span className="cw-Dashboard-emblem" aria-hidden="true">
              {badge.icon}
            </span>
            <div className="cw-Dashboard-body">
              <div className="cw-Continue-title">{badge.title}</div>
              <div className="cw-Row-detail">{badge.description}</div>
              <RarityText rarity={badge.rarity} share={badge.share} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
