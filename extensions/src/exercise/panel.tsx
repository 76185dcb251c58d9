import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { IExercise, ISubmission } from '../api/types';
import { gradingText, type Submitter } from '../submit/submitter';
import { isSettled } from '../submit/tracker';
import { dateTime, dueText, isOver, points } from '../ui/format';
import { Failure, Notice } from '../ui/notice';
import { ProgressBar } from '../ui/progress';
import { History } from './history';
import type { ExerciseModel } from './model';
import { Result } from './result';

/** The right panel: everything about the exercise in front. */
export class ExercisePanel extends ReactWidget {
  constructor(
    private readonly _model: ExerciseModel,
    private readonly _submitter: Submitter,
    private readonly _trans: TranslationBundle,
    private readonly _onOpenCourse: () => void
  ) {
    super();
    this.addClass('cw-ExercisePanel');
  }

  protected render(): JSX.Element {
    return (
      <UseSignal signal={this._submitter.changed}>
        {() => <UseSignal signal={this._model.changed}>{() => this._content()}</UseSignal>}
      </UseSignal>
    );
  }

  private _content(): JSX.Element {
    const { error, exercise, key } = this._model;
    return (
      <>
        {!key && this._nothing()}
        {key && error && (
          <Failure
            message={error}
            trans={this._trans}
            onRetry={() => void this._model.refresh()}
          />
        )}
        {key && !error && !exercise && (
          <Notice>
            <span role="status">{this._trans.__('Loading the exercise…')}</span>
          </Notice>
        )}
        {exercise && this._exercise(exercise)}
        <div className="cw-Hidden" role="status" aria-live="polite" data-testid="cw-live">
          {this._spoken()}
        </div>
      </>
    );
  }

  private _nothing(): JSX.Element {
    return (
      <Notice>
        <p>{this._trans.__('Open an exercise to see its points and results here.')}</p>
        <button className="jp-mod-styled jp-mod-reject cw-Button" onClick={this._onOpenCourse}>
          {this._trans.__('Open the Course panel')}
        </button>
      </Notice>
    );
  }

  private _exercise(exercise: IExercise): JSX.Element {
    const trans = this._trans;
    const progress = this._submitter.progress(exercise.key);
    return (
      <article data-testid="cw-exercise" data-key={exercise.key}>
        <h2 className="cw-Title">{exercise.title}</h2>
        <Facts exercise={exercise} trans={trans} />
        <button
          className="jp-mod-styled jp-mod-accept cw-Button cw-mod-wide"
          data-testid="cw-panel-submit"
          disabled={this._submitter.isBusy(exercise.key)}
          onClick={() => {
            const panel = this._model.current.panel;
            if (panel) {
              void this._submitter.submit(panel);
            }
          }}
        >
          {progress ? trans.__('Grading…') : trans.__('Submit')}
        </button>
        {progress && <Grading text={progress} submission={exercise.latest} />}
        <Latest submission={exercise.latest} trans={trans} />
        <History
          attempts={this._model.attempts.filter(({ id }) => id !== exercise.latest?.id)}
          hasMore={this._model.hasMore}
          onMore={() => void this._model.loadMore()}
          trans={trans}
        />
      </article>
    );
  }

  /** What a screen reader is told while grading goes on and when it ends. */
  private _spoken(): string {
    const { exercise, key } = this._model;
    const progress = key ? this._submitter.progress(key) : '';
    const latest = exercise?.latest;
    if (progress || !latest) {
      return progress;
    }
    return latest.state === 'graded'
      ? this._trans.__(
          'Attempt %1 has %2 of %3 points',
          latest.attempt,
          points(latest.score ?? 0),
          points(latest.max_score ?? 0)
        )
      : gradingText(latest, this._trans);
  }
}

function Facts(props: { exercise: IExercise; trans: TranslationBundle }): JSX.Element {
  const { exercise, trans } = props;
  const { due_at: due } = exercise;
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
            {dateTime(due)} <span className="cw-Row-detail">({dueText(trans, due)})</span>
          </dd>
        </>
      )}
      <dt>{trans.__('Attempts')}</dt>
      <dd data-testid="cw-attempts">{exercise.attempts}</dd>
    </dl>
  );
}

function Grading(props: { text: string; submission: ISubmission | null }): JSX.Element {
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
  submission: ISubmission | null;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { submission, trans } = props;
  if (!submission || !isSettled(submission)) {
    return null;
  }
  return (
    <section className="cw-Section" aria-label={trans.__('Last result')}>
      <h3 className="cw-Heading">{trans.__('Last result')}</h3>
      {submission.state === 'graded' ? (
        <Result submission={submission} isLatest trans={trans} />
      ) : (
        <p className="cw-Hint cw-mod-error" data-testid="cw-grading-error">
          {submission.error ??
            trans.__('Grading did not work. Your attempt is kept; submit again.')}
        </p>
      )}
    </section>
  );
}
