import { useMutation } from '@tanstack/react-query';
import React from 'react';

import type { OwnCourse } from '../api/schema';
import { Failure, Notice, ReadingFailure } from '../ui/notice';
import { ProgressBar } from '../ui/progress';
import { useCoursewright } from '../ui/widget';
import { isOpen, readAnew, useMaking } from './reading';

interface IMakingProps {
  id: string;
  onRetry: () => void;
  onChangeAnswers: () => void;
  onFinished: () => void;
  onAgain: () => void;
}

/** The course while it is made, and what came of it. */
export function Making(props: IMakingProps): JSX.Element {
  const { queries, trans } = useCoursewright();
  const reading = useMaking(props.id);
  const course = reading.data;
  const state = course?.state;
  const { onFinished } = props;
  React.useEffect(() => {
    if (state === 'ready' || state === 'failed') {
      readAnew(queries); // the Course panel shows it now, not at the next event
    }
    if (state === 'ready') {
      onFinished();
    }
  }, [state, queries, onFinished]);
  return (
    <section
      className="cw-Making"
      aria-label={trans.__('Your course')}
      data-testid="cw-making"
      data-state={state}
    >
      <ReadingFailure of={[reading]} />
      {!course && !reading.error && <Notice>{trans.__('Loading…')}</Notice>}
      {course && isOpen(course) && <Progress course={course} onCancelled={props.onChangeAnswers} />}
      {course?.state === 'failed' && <Failed course={course} {...props} />}
      {course?.state === 'cancelled' && <Cancelled {...props} />}
      {course?.state === 'ready' && <Ready course={course} onAgain={props.onAgain} />}
    </section>
  );
}

function Progress(props: { course: OwnCourse; onCancelled: () => void }): JSX.Element {
  const { api, trans } = useCoursewright();
  const { course } = props;
  const text =
    course.total > 0
      ? trans.__('%1 of %2 notebooks are written', course.done, course.total)
      : trans.__('Waiting to begin…');
  const cancelling = useMutation({
    mutationFn: () => api.delete('/courses/{id}', { params: { path: { id: course.id } } }),
    onSuccess: props.onCancelled
  });
  return (
    <>
      <Heading>{trans.__('%1 is being made', course.title)}</Heading>
      <ProgressBar
        percent={course.total ? (100 * course.done) / course.total : 0}
        label={trans.__('Progress')}
      />
      <p role="status">{text}</p>
      <p className="cw-Row-detail">
        {trans.__('You may close this tab: the course appears in the Course panel by itself.')}
      </p>
      {cancelling.error && <p role="alert">{cancelling.error.message}</p>}
      <button
        type="button"
        className="jp-mod-styled jp-mod-reject cw-Button"
        data-testid="cw-cancel-course"
        disabled={cancelling.isPending}
        onClick={() => cancelling.mutate()}
      >
        {trans.__('Cancel')}
      </button>
    </>
  );
}

function Failed(props: IMakingProps & { course: OwnCourse }): JSX.Element {
  const { api, queries, trans } = useCoursewright();
  const { id } = props.course;
  // The Course panel speaks of a failure until somebody has seen to it.
  const dismissing = useMutation({
    mutationFn: () => api.delete('/courses/{id}', { params: { path: { id } } }),
    onSettled: () => readAnew(queries)
  });
  return (
    <>
      <Failure message={props.course.error ?? ''} trans={trans} onRetry={props.onRetry} />
      <button
        type="button"
        className="cw-Link"
        onClick={() => {
          dismissing.mutate();
          props.onChangeAnswers();
        }}
      >
        {trans.__('Change the answers')}
      </button>
    </>
  );
}

function Cancelled(props: IMakingProps): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <Notice>
      <p>{trans.__('This course was given up. Your answers are still here.')}</p>
      <button
        type="button"
        className="jp-mod-styled jp-mod-accept cw-Button"
        onClick={props.onChangeAnswers}
      >
        {trans.__('Back to the answers')}
      </button>
    </Notice>
  );
}

function Ready({ course, onAgain }: { course: OwnCourse; onAgain: () => void }): JSX.Element {
  const { course: model, opener, trans } = useCoursewright();
  const openFirst = async (): Promise<void> => {
    await model.refresh();
    const own = model.course?.personal.find(({ id }) => id === course.id);
    const first = own?.modules.find(module => !module.is_optional && !module.is_locked);
    if (first?.items[0]) {
      await opener.open(first.items[0].key);
    }
  };
  return (
    <>
      <Heading>{trans.__('%1 is ready', course.title)}</Heading>
      <p>{course.pitch}</p>
      <button
        type="button"
        className="jp-mod-styled jp-mod-accept cw-Button"
        data-testid="cw-open-first"
        onClick={() => void openFirst()}
      >
        {trans.__('Open the first lesson')}
      </button>
      <p>
        <button type="button" className="cw-Link" data-testid="cw-again" onClick={onAgain}>
          {trans.__('Make another course')}
        </button>
      </p>
    </>
  );
}

/** Takes the focus where it went with the button that led here, and from nobody who works elsewhere. */
function Heading(props: { children: React.ReactNode }): JSX.Element {
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => {
    if (document.activeElement === document.body) {
      heading.current?.focus();
    }
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {props.children}
    </h2>
  );
}
