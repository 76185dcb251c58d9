import React from 'react';

import type { Pace as Facts } from '../api/schema';
import { ProgressBar } from '../ui/progress';
import { useCoursewright } from '../ui/widget';
import { Section } from './section';

/** How far the middle one of the cohort is; nobody can be told from it. */
export function Pace({ pace }: { pace: Facts }): JSX.Element {
  const { trans } = useCoursewright();
  const { median, own, students } = pace;
  return (
    <Section title={trans.__('Pace of your cohort')} testId="cw-dashboard-pace">
      {own !== null && <Line name={trans.__('You')} percent={own} />}
      <Line name={trans.__('The middle one of %1 students', students)} percent={median} />
    </Section>
  );
}

function Line({ name, percent }: { name: string; percent: number }): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <div className="cw-Dashboard-line" data-percent={percent}>
      <div className="cw-Row-line">
        <span>{name}</span>
        <span className="cw-Row-aside">{trans.__('%1 %', percent)}</span>
      </div>
      <ProgressBar percent={percent} label={name} />
    </div>
  );
}
