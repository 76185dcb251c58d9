import React from 'react';

import type { StudyTime } from '../api/schema';
import { durationText } from '../ui/duration';
import { weekday } from '../ui/format';
import { useCoursewright } from '../ui/widget';
import { Section } from './section';

/** How long the learner worked, day by day; there is no goal that she could miss. */
export function TimeSpent({ time }: { time: StudyTime }): JSX.Element {
  const { trans } = useCoursewright();
  const { days } = time;
  const most = Math.max(30, ...days.map(({ minutes }) => minutes));
  const sum = days.reduce((total, { minutes }) => total + minutes, 0);
  return (
    <Section title={trans.__('Time in the last seven days')} testId="cw-dashboard-time">
      <p className="cw-Dashboard-text" data-testid="cw-week" data-minutes={sum}>
        {sum > 0
          ? trans.__('%1 at work in lessons and exercises', durationText(trans, sum))
          : trans.__('No time at work in lessons and exercises yet.')}
      </p>
      <ul className="cw-Dashboard-days">
        {days.map(({ date, minutes }) => (
          <li key={date} title={durationText(trans, minutes)}>
            <span className="cw-Dashboard-column" aria-hidden="true">
              <span style={{ height: `${(100 * minutes) / most}%` }} />
            </span>
            <span aria-hidden="true">{weekday(date, 'short')}</span>
            <span className="cw-Hidden">
              {trans.__('%1: %2', weekday(date, 'long'), durationText(trans, minutes))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
