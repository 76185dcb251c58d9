import type { Message } from '@lumino/messaging';
import { useQuery } from '@tanstack/react-query';
import React from 'react';

import { keyOf } from '../api/query';
import { hasCourses } from '../course/model';
import { CourseNotices } from '../course/notices';
import { watchedCourse } from '../course/query';
import type { ICoursewright } from '../tokens';
import { DemoNotice, isDemo } from '../ui/demo';
import { ReadingFailure } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { Achievements } from './badges';
import { Continue } from './continue';
import { DueDates } from './due';
import { Friends } from './friends';
import { Modules } from './modules';
import { Pace } from './pace';
import { dashboardOf } from './reading';
import { ReviewQueue } from './review';
import { TimeSpent } from './time';

interface IActions {
  onReview: () => void;
  onShowActivity: () => void;
}

/** The dashboard in the main area. */
export class DashboardPanel extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _actions: IActions
  ) {
    super(shared);
    this.addClass('cw-DashboardPanel');
    this.node.tabIndex = -1;
  }

  /** What became old while it was hidden, such as the time at work, is read again; what was opened is told. */
  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.update();
    const queryKey = keyOf('/dashboard');
    void this.shared.queries.refetchQueries({ queryKey, stale: true });
  }

  protected content(): JSX.Element {
    return <Dashboard {...this._actions} />;
  }
}

function Dashboard({ onReview, onShowActivity }: IActions): JSX.Element {
  const { api, trans } = useCoursewright();
  const courses = useQuery(watchedCourse(api));
  const reading = useQuery(dashboardOf(api));
  const course = courses.data;
  const facts = reading.data;
  const minutes = React.useMemo(
    () => new Map(facts?.time.items.map(({ key, minutes }) => [key, minutes])),
    [facts]
  );
  return (
    <article className="cw-Dashboard" data-testid="cw-dashboard">
      <h2 className="cw-Title">
        {course?.cohort ? trans.__('Dashboard: %1', course.cohort.name) : trans.__('Dashboard')}
      </h2>
      <DemoNotice />
      <ReadingFailure of={[courses, reading]} />
      <CourseNotices />
      <div className="cw-Dashboard-columns">
        <div>
          {course && hasCourses(course) && (
            <>
              <Continue />
              <DueDates />
              <Modules course={course} minutes={minutes} />
            </>
          )}
        </div>
        <div>
          {!isDemo() && <ReviewQueue onReview={onReview} />}
          {facts && <TimeSpent time={facts.time} />}
          {facts?.pace && <Pace pace={facts.pace} />}
          {facts && <Achievements achievements={facts.achievements} />}
          <Friends onShowAll={onShowActivity} />
        </div>
      </div>
    </article>
  );
}
