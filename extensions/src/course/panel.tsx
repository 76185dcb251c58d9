import { Toolbar, UseSignal } from '@jupyterlab/ui-components';
import { type ISignal } from '@lumino/signaling';
import { useQuery } from '@tanstack/react-query';
import React from 'react';

import type { Item } from '../api/schema';
import { OwnCourseCard } from '../onboarding/card';
import { ReadOnCard } from '../resource/card';
import { ReviewDue } from '../review/due';
import type { ICoursewright } from '../tokens';
import { DemoNotice } from '../ui/demo';
import { ReadingFailure } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { ContinueCard } from './continue';
import { hasCourses } from './model';
import { CourseNotices } from './notices';
import { watchedCourse } from './query';
import { CourseTree } from './tree';

/** What is in front in the main area, as far as the course is concerned. */
export interface ICurrent {
  readonly key: string | null;
  readonly changed: ISignal<unknown, void>;
}

/** The course section of the left panel. */
export class CoursePanel extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _current: ICurrent,
    private readonly _onToggleDone: (item: Item) => void,
    private readonly _onMakeCourse: () => void,
    private readonly _onReview: () => void,
    private readonly _onReadOn: (module: string) => void
  ) {
    super(shared);
    this.addClass('cw-CoursePanel');
  }

  /** Shown in the heading of the section. */
  readonly toolbar = new Toolbar();

  protected content(): JSX.Element {
    return (
      <UseSignal signal={this._current.changed}>
        {() => (
          <Courses
            currentKey={this._current.key}
            onToggleDone={this._onToggleDone}
            onMakeCourse={this._onMakeCourse}
            onReview={this._onReview}
            onReadOn={this._onReadOn}
          />
        )}
      </UseSignal>
    );
  }
}

function Courses(props: {
  currentKey: string | null;
  onToggleDone: (item: Item) => void;
  onMakeCourse: () => void;
  onReview: () => void;
  onReadOn: (module: string) => void;
}): JSX.Element {
  const { api, course: model, opener, trans } = useCoursewright();
  const reading = useQuery(watchedCourse(api));
  const course = reading.data;
  const { next } = model;
  const open = (key: string): void => void opener.open(key);
  return (
    <>
      <DemoNotice />
      <ReadingFailure of={[reading]} />
      <CourseNotices />
      {next && <ContinueCard place={next} trans={trans} onOpen={open} />}
      <ReviewDue onOpen={props.onReview} />
      <ReadOnCard currentKey={props.currentKey} onOpen={props.onReadOn} />
      <OwnCourseCard onOpen={props.onMakeCourse} />
      {course && hasCourses(course) && (
        <CourseTree
          course={course}
          trans={trans}
          nextKey={next?.item.key ?? null}
          currentKey={props.currentKey}
          openRows={model.openRows}
          onOpenRows={rows => model.keepOpenRows(rows)}
          onOpen={open}
          onToggleDone={props.onToggleDone}
        />
      )}
    </>
  );
}
