import { lockIcon, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import React from 'react';

import { pagesOf, queryOf } from '../api/query';
import type { Criterion, Exercise as ExerciseFacts, Submission } from '../api/schema';
import { gradingText, type Submitter } from '../submit/submitter';
import { type GradingTracker, isSettled } from '../submit/tracker';
import type { ICoursewright } from '../tokens';
import { DemoNotice } from '../ui/demo';
import { dueText, isOver, momentIn, points } from '../ui/format';
import { Loading, Notice, ReadingFailure } from '../ui/notice';
import { useMinutes } from '../ui/now';
import { ProgressBar } from '../ui/progress';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { Hints } from './hints';
import { History } from './history';
import type { CurrentItem } from './notebook';
import { Result } from './result';

/** The right panel: everything about the exercise in front. */
export class ExercisePanel extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _current: CurrentItem,
    private readonly _submitter: Submitter,
    private readonly _tracker: GradingTracker,
    private readonly _onOpenCourse: () => void,
    private readonly _onCompare: (key: string) => void
  ) {
    super(shared);
    this.addClass('cw-ExercisePanel');
  }

  protected content(): JSX.Element {
    return (
      <UseSignal signal={this._submitter.changed}>
        {() => <UseSignal signal={this._current.changed}>{() => this._inFront()}</UseSignal>}
      </UseSignal>
    );
  }

  private _inFront(): JSX.Element {
    const { mark, panel } = this._current;
    if (mark?.kind !== 'exercise') {
      return <NoExercise onOpenCourse={this._onOpenCourse} />;
    }
    const { key } = mark;
    return (
      <Exercise
        key={key}
        itemKey={key}
        progress={this._submitter.progress(key)}
        isBusy={this._submitter.isBusy(key)}
        tracker={this._tracker}
        onSubmit={() => panel && void this._submitter.submit(panel)}
        onCompare={() => this._onCompare(key)}
      />
    );
  }
}

function NoExercise(props: { onOpenCourse: () => void }): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <Notice>
      <p>{trans.__('Open an exercise to see its points and results here.')}</p>
      <button className="jp-mod-styled jp-mod-reject cw-Button" onClick={props.onOpenCourse}>
        {trans.__('Open the Course panel')}
      </button>
    </Notice>
  );
}

function Exercise(props: {
  itemKey: string;
  /** What happens to its submission right now, empty when nothing does. */
  progress: string;
  isBusy: boolean;
  tracker: GradingTracker;
  onSubmit: () => void;
  onCompare: () => void;
}): JSX.Element {
  const { itemKey: key, progress, tracker } = props;
  const { api, trans } = useCoursewright();
  const params = { path: { key } };
  const reading = useQuery(queryOf(api, '/exercises/{key}', { params }));
  const attempts = useInfiniteQuery(
    pagesOf(api, '/exercises/{key}/submissions', { params })
  );
  const exercise = reading.data;
  const latest = exercise?.latest ?? null;
  // A grading that began elsewhere, or before this page was loaded, is followed too.
  React.useEffect(() => {
    if (latest) {
      tracker.follow(latest);
    }
  }, [latest, tracker]);
  return (
    <>
      <ReadingFailure of={[reading, attempts]} />
      {reading.isPending && <Loading>{trans.__('Loading the exercise…')}</Loading>}
      {exercise && (
        <article data-testid="cw-exercise" data-key={key}>
          <h2 className="cw-Title">{exercise.title}</h2>
          <DemoNotice />
          <Facts exercise={exercise} trans={trans} />
          {exercise.lock_reason && (
            <p className="cw-Locked" data-testid="cw-locked">
              <lockIcon.react tag="span" className="cw-Row-icon" />
              {exercise.lock_reason}
            </p>
          )}
          <button
            className="jp-mod-styled jp-mod-accept cw-Button cw-mod-wide"
            data-testid="cw-panel-submit"
            disabled={props.isBusy || exercise.lock_reason !== null}
            onClick={props.onSubmit}
          >
            {progress ? trans.__('Grading…') : trans.__('Submit')}
          </button>
          {progress && <Grading text={progress} submission={latest} />}
          <Latest submission={latest} rubric={exercise.rubric} trans={trans} />
          <Hints exercise={exercise} />
          {exercise.attempts > 0 && (
            <button
              className="cw-Link cw-mod-below"
              data-testid="cw-compare"
              onClick={props.onCompare}
            >
              {trans.__('Compare Attempts')}
            </button>
          )}
          <History
            rubric={exercise.rubric}
            attempts={(attempts.data ?? []).filter(({ id }) => id !== latest?.id)}
            reading={attempts}
            trans={trans}
          />
        </article>
      )}
      <div className="cw-Hidden" role="status" aria-live="polite" data-testid="cw-live">
        {progress || spoken(latest, trans)}
      </div>
    </>
  );
}

/** What a screen reader is told of a grading that ended. */
function spoken(latest: Submission | null, trans: TranslationBundle): string {
  if (latest?.state !== 'graded') {
    return latest ? gradingText(latest, trans) : '';
  }
  return trans.__(
    'Attempt %1 has %2 of %3 points',
    latest.attempt,
    points(latest.score ?? 0),
    points(latest.max_score ?? 0)
  );
}

function Facts(props: { exercise: ExerciseFacts; trans: TranslationBundle }): JSX.Element {
  const { exercise, trans } = props;
  const { due_at: due } = exercise;
  useMinutes();
  return (
    <dl className="cw-Facts">
      {exercise.points !== null && (
        <>
          <dt>{trans.__('Points')}</dt>
          <dd>{points(exercise.points)}</dd>
        </>
      )}
      {due && (
        <>
          <dt>{trans.__('Due')}</dt>
          <dd className={isOver(due) ? 'cw-mod-over' : ''}>
            {momentIn(due)} <span className="cw-Row-detail">({dueText(trans, due)})</span>
          </dd>
        </>
      )}
      <dt>{trans.__('Attempts')}</dt>
      <dd data-testid="cw-attempts">{exercise.attempts}</dd>
    </dl>
  );
}

function Grading(props: { text: string; submission: Submission | null }): JSX.Element {
  const { submission, text } = props;
  const live = submission && !isSettled(submission) ? submission : null;
  const percent = live?.total ? (100 * (live.done ?? 0)) / live.total : 0;
  return (
    <div className="cw-Grading" data-testid="cw-grading">
      <div className="cw-Row-detail">{text}</div>
      <ProgressBar percent={percent} label={text} />
    </div>
  );
}

function Latest(props: {
  submission: Submission | null;
  rubric: readonly Criterion[];
  trans: TranslationBundle;
}): JSX.Element | null {
  const { rubric, submission, trans } = props;
  if (!submission || !isSettled(submission)) {
    return null;
  }
  return (
    <section className="cw-Section" aria-label={trans.__('Last result')}>
      <h3 className="cw-Heading">{trans.__('Last result')}</h3>
      {submission.state === 'graded' ? (
        <Result submission={submission} isLatest rubric={rubric} trans={trans} />
      ) : (
        <p className="cw-Hint cw-mod-error" data-testid="cw-grading-error">
          {submission.error ??
            trans.__('Grading did not work. Your attempt is kept; submit again.')}
        </p>
      )}
    </section>
  );
}
