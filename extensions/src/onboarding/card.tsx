import React from 'react';

import { ProgressBar } from '../ui/progress';
import { useCoursewright } from '../ui/widget';
import { atHand, isOpen, readAnew, useOwnCourses } from './reading';

/** In the Course panel: the course that is being made, one that failed, or the offer to make one. */
export function OwnCourseCard(props: { onOpen: () => void }): JSX.Element | null {
  const { course: model, queries, trans } = useCoursewright();
  const courses = useOwnCourses();
  const isMaking = courses?.some(isOpen) ?? false;
  React.useEffect(() => {
    if (isMaking) {
      return () => readAnew(queries); // at its end the tree below has another course
    }
  }, [isMaking, queries]);
  if (!courses || model.me?.can_grade) {
    return null;
  }
  const [newest] = courses;
  if (newest && isOpen(newest)) {
    const percent = newest.total ? (100 * newest.done) / newest.total : 0;
    return (
      <Card text={trans.__('%1 is being made', newest.title)} action={trans.__('Show')} {...props}>
        <ProgressBar percent={percent} label={trans.__('Progress')} />
      </Card>
    );
  }
  if (newest?.state === 'failed') {
    return <Card text={newest.error ?? ''} action={trans.__('Show')} {...props} />;
  }
  return atHand(courses) ? null : (
    <Card
      text={trans.__('There is a course for you in your own words: tell what you know about.')}
      action={trans.__('Make it')}
      {...props}
    />
  );
}

function Card(props: {
  text: string;
  action: string;
  onOpen: () => void;
  children?: React.ReactNode;
}): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <section
      className="cw-Continue"
      aria-label={trans.__('Your own course')}
      data-testid="cw-own-course"
    >
      <div className="cw-Continue-text">
        {props.text}
        {props.children}
      </div>
      <button
        type="button"
        className="jp-mod-styled jp-mod-reject cw-Button"
        data-testid="cw-open-onboarding"
        onClick={props.onOpen}
      >
        {props.action}
      </button>
    </section>
  );
}
