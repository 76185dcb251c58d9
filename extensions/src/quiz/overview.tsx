import type { TranslationBundle } from '@jupyterlab/translation';
import { useInfiniteQuery } from '@tanstack/react-query';
import React from 'react';

import { pagesOf } from '../api/query';
import type { Item, Quiz, SittingLine } from '../api/schema';
import { statusText } from '../course/nodes';
import { dateTime, points, scoreText } from '../ui/format';
import { ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';

/** A quiz before a sitting: what it asks, how the learner stands, and what she did so far. */
export function Overview(props: {
  quiz: Quiz;
  isBusy: boolean;
  onBegin: (onlyMissed: boolean) => void;
  onOpen: (sitting: string) => void;
}): JSX.Element {
  const { isBusy, onBegin, quiz } = props;
  const { trans } = useCoursewright();
  return (
    <article className="cw-Overview" data-testid="cw-quiz-overview">
      <h2 className="cw-Title">{trans.__('Quiz: %1', quiz.title)}</h2>
      <Facts quiz={quiz} trans={trans} />
      {quiz.refusal && !quiz.open_sitting && (
        <p className="cw-Hint" data-testid="cw-refusal">
          {quiz.refusal}
        </p>
      )}
      {(!quiz.refusal || quiz.open_sitting) && (
        <footer className="cw-Buttons">
          <button
            className="jp-mod-styled jp-mod-accept cw-Button"
            data-testid="cw-begin-quiz"
            aria-disabled={isBusy || undefined}
            onClick={isBusy ? undefined : () => onBegin(false)}
          >
            {beginText(quiz, trans)}
          </button>
          {quiz.missed > 0 && !quiz.open_sitting && (
            <button
              className="jp-mod-styled jp-mod-reject cw-Button"
              data-testid="cw-try-missed"
              aria-disabled={isBusy || undefined}
              onClick={isBusy ? undefined : () => onBegin(true)}
            >
              {trans._n(
                'Try the %1 missed one again',
                'Try the %1 missed ones again',
                quiz.missed
              )}
            </button>
          )}
        </footer>
      )}
      <Tasks tasks={quiz.tasks} />
      {quiz.sittings > 0 && <Sittings module={quiz.key} onOpen={props.onOpen} />}
    </article>
  );
}

function beginText(quiz: Quiz, trans: TranslationBundle): string {
  if (quiz.open_sitting) {
    return trans.__('Go on with the quiz');
  }
  return quiz.sittings ? trans.__('Take all of it again') : trans.__('Begin the quiz');
}

function Facts(props: { quiz: Quiz; trans: TranslationBundle }): JSX.Element {
  const { quiz, trans } = props;
  const score = quiz.earned === null ? '' : `${points(quiz.earned)} / `;
  return (
    <dl className="cw-Facts">
      <dt>{trans.__('Questions')}</dt>
      <dd>{quiz.questions}</dd>
      <dt>{trans.__('Points')}</dt>
      <dd data-testid="cw-quiz-points">
        {score}
        {points(quiz.points)}
        <span className="cw-Row-detail">
          {' '}
          {trans.__('the best of each question counts; 70 percent pass')}
        </span>
      </dd>
      <dt>{trans.__('State')}</dt>
      <dd data-testid="cw-quiz-status">
        {statusText(quiz, trans)}
      </dd>
      {quiz.tries !== null && (
        <>
          <dt>{trans.__('Tries')}</dt>
          <dd>{trans.__('%1 of %2', quiz.sittings, quiz.tries)}</dd>
        </>
      )}
      {quiz.wait_minutes > 0 && (
        <>
          <dt>{trans.__('Pause')}</dt>
          <dd>{trans.__('%1 min between two tries', quiz.wait_minutes)}</dd>
        </>
      )}
    </dl>
  );
}

/** The coding tasks of the quiz: they are done in their notebooks, and count by what is handed in. */
function Tasks(props: { tasks: Item[] }): JSX.Element | null {
  const { opener, trans } = useCoursewright();
  if (props.tasks.length === 0) {
    return null;
  }
  return (
    <section className="cw-Section" aria-label={trans.__('Coding tasks')}>
      <h3 className="cw-Heading">{trans.__('Coding tasks')}</h3>
      <ul className="cw-Plain">
        {props.tasks.map(task => (
          <li key={task.key} className="cw-Row-line" data-testid="cw-quiz-task">
            <button className="cw-Link" onClick={() => void opener.open(task.key)}>
              {task.title}
            </button>
            <span className="cw-Row-aside">
              {scoreText(trans, task.score, task.max_score ?? task.points)} ·{' '}
              {statusText(task, trans)}
            </span>
          </li>
        ))}
      </ul>
      <p className="cw-Hint">
        {trans.__('They are done in their notebooks and count for the module by themselves.')}
      </p>
    </section>
  );
}

function Sittings(props: { module: string; onOpen: (sitting: string) => void }): JSX.Element {
  const { api, trans } = useCoursewright();
  const params = { path: { key: props.module } };
  const reading = useInfiniteQuery(pagesOf(api, '/modules/{key}/quiz/sessions', { params }));
  return (
    <section className="cw-Section" aria-label={trans.__('Your tries')}>
      <h3 className="cw-Heading">{trans.__('Your tries')}</h3>
      <ReadingFailure of={[reading]} />
      <ul className="cw-Plain">
        {reading.data?.map((line: SittingLine) => (
          <li key={line.id} className="cw-Row-line" data-testid="cw-quiz-sitting">
            <button className="cw-Link" onClick={() => props.onOpen(line.id)}>
              {trans.__('Try %1, %2', line.number, dateTime(line.submitted_at ?? line.started_at))}
              {line.is_partial && <> · {trans.__('only what you missed')}</>}
            </button>
            <span className="cw-Row-aside">
              {points(line.earned ?? 0)} / {points(line.possible ?? 0)}
            </span>
          </li>
        ))}
      </ul>
      {reading.hasNextPage && (
        <button className="cw-Link" onClick={() => void reading.fetchNextPage()}>
          {trans.__('Show older')}
        </button>
      )}
    </section>
  );
}
