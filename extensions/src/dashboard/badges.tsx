import React from 'react';

import type { Achievements as Facts, Badge, NearBadge } from '../api/schema';
import { dateTime, fullDateTime } from '../ui/format';
import { ProgressBar } from '../ui/progress';
import { useCoursewright } from '../ui/widget';
import { Section } from './section';

/** The achievements that were earned last, and those that are nearest. */
export function Achievements({ achievements }: { achievements: Facts }): JSX.Element {
  const { trans } = useCoursewright();
  const { count, earned, nearest } = achievements;
  return (
    <Section title={trans.__('Achievements')} testId="cw-dashboard-achievements">
      {count === 0 && (
        <p className="cw-Dashboard-text">
          {trans.__('None earned yet. They come with what you finish.')}
        </p>
      )}
      <ul className="cw-Plain">
        {earned.map(badge => (
          <BadgeLine key={badge.slug} badge={badge} testId="cw-badge">
            <time
              className="cw-Row-detail"
              dateTime={badge.earned_at}
              title={fullDateTime(badge.earned_at)}
            >
              {dateTime(badge.earned_at)}
            </time>
          </BadgeLine>
        ))}
      </ul>
      {count > earned.length && (
        <p className="cw-Row-detail">
          {trans._n('%1 more earned', '%1 more earned', count - earned.length)}
        </p>
      )}
      {nearest.length > 0 && (
        <>
          <h4 className="cw-Dashboard-track">{trans.__('Nearest')}</h4>
          <ul className="cw-Plain">
            {nearest.map(badge => (
              <BadgeLine key={badge.slug} badge={badge} testId="cw-near-badge">
                <ProgressBar percent={(100 * badge.have) / badge.need} label={badge.title} />
                <span className="cw-Row-detail">
                  {trans.__('%1 of %2', badge.have, badge.need)}
                </span>
              </BadgeLine>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function BadgeLine(props: {
  badge: Badge | NearBadge;
  testId: string;
  children: React.ReactNode;
}): JSX.Element {
  const { badge } = props;
  return (
    <li className="cw-Dashboard-badge" data-testid={props.testId} data-slug={badge.slug}>
      <span className="cw-Dashboard-emblem" aria-hidden="true">
        {badge.icon}
      </span>
      <div className="cw-Dashboard-body">
        <div className="cw-Continue-title">{badge.title}</div>
        {badge.description && <div className="cw-Row-detail">{badge.description}</div>}
        {props.children}
      </div>
    </li>
  );
}
