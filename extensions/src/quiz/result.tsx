import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { Quiz, Sitting, SittingQuestion } from '../api/schema';
import { onDay, points } from '../ui/format';
import { Markdown } from '../ui/markdown';
import { useFocus } from './keys';
import { Solution } from './solution';

type State = 'right' | 'partly' | 'wrong' | 'waiting';

const MARKS: Record<State, string> = { right: '✓', partly: '◐', wrong: '✗', waiting: '…' };

/** What came of a submitted sitting: points, and for each question what was right and why. */
export function Result(props: {
  sitting: Sitting;
  quiz: Quiz | undefined;
  onBegin: (onlyMissed: boolean) => void;
  onClose: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { quiz, sitting, trans } = props;
  const heading = React.useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  return (
    <article className="cw-QuizResult" data-testid="cw-quiz-result">
      <h2 ref={heading} tabIndex={-1} className="cw-Title">
        {trans.__('Result of try %1: %2', sitting.number, sitting.module_title)}
      </h2>
      <div className="cw-Result-score" data-testid="cw-quiz-score">
        <span className="cw-Result-points">{points(sitting.earned ?? 0)}</span>
        <span> / {points(sitting.possible)}</span>
        <span className={`cw-Status cw-mod-${sitting.is_passed ? 'passed' : 'failed'}`}>
          {sitting.is_passed ? trans.__('passed') : trans.__('70 percent are needed to pass')}
        </span>
      </div>
      <p className="cw-Row-detail" data-testid="cw-quiz-time">
        {trans.__('Time at the questions: %1 min', minutesOf(sitting))}
      </p>
      {!!sitting.waiting && (
        <p className="cw-Hint">
          {trans._n(
            '%1 answer waits for your instructor, who may add points.',
            '%1 answers wait for your instructor, who may add points.',
            sitting.waiting
          )}
        </p>
      )}
      <footer className="cw-Buttons">
        {quiz && quiz.missed > 0 && !quiz.refusal && (
          <button
            className="jp-mod-styled jp-mod-accept cw-Button"
            data-testid="cw-try-missed"
            onClick={() => props.onBegin(true)}
          >
            {trans._n(
              'Try the %1 missed one again',
              'Try the %1 missed ones again',
              quiz.missed
            )}
          </button>
        )}
        <button className="jp-mod-styled jp-mod-reject cw-Button" onClick={props.onClose}>
          {trans.__('To the quiz')}
        </button>
      </footer>
      {quiz?.refusal && quiz.missed > 0 && <p className="cw-Hint">{quiz.refusal}</p>}
      <ol className="cw-Results">
        {sitting.questions.map((question, place) => (
          <Line key={question.id} question={question} number={place + 1} trans={trans} />
        ))}
      </ol>
    </article>
  );
}

function minutesOf({ questions }: Sitting): number {
  return Math.ceil(questions.reduce((sum, { seconds }) => sum + seconds, 0) / 60);
}

function Line(props: {
  question: SittingQuestion;
  number: number;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { number, question, trans } = props;
  const { result } = question;
  if (!result) {
    return null;
  }
  const state = stateOf(question);
  return (
    <li
      className={`cw-QuizLine cw-mod-${state}`}
      data-testid="cw-quiz-line"
      data-state={state}
    >
      <div className="cw-Row-line">
        <h3 className="cw-QuizLine-title">
          <span className="cw-QuizLine-mark" aria-hidden="true">
            {MARKS[state]}
          </span>{' '}
          {trans.__('Question %1', number)}: {stateText(state, trans)}
        </h3>
        <span className="cw-Row-aside">
          {result.points === null ? '–' : points(result.points)} / {points(question.points)}
        </span>
      </div>
      <Markdown text={question.text} className="cw-Question-text" />
      <Solution
        question={question}
        answer={question.answer}
        solution={result.solution}
        isCorrect={result.is_correct}
        trans={trans}
      />
      {result.comment && (
        <div className="cw-Comment">
          <strong>{trans.__('Instructor:')}</strong> {result.comment}
        </div>
      )}
      {result.comes_back_at && (
        <p className="cw-Hint" data-testid="cw-comes-back">
          {trans.__('Comes back in the review %1.', onDay(result.comes_back_at))}
        </p>
      )}
    </li>
  );
}

function stateOf({ points: most, result }: SittingQuestion): State {
  if (!result || result.is_correct === null) {
    return 'waiting';
  }
  if (!result.is_correct) {
    return 'wrong';
  }
  return (result.points ?? 0) < most ? 'partly' : 'right';
}

function stateText(state: State, trans: TranslationBundle): string {
  const texts: Record<State, string> = {
    right: trans.__('right'),
    partly: trans.__('partly right'),
    wrong: trans.__('missed'),
    waiting: trans.__('waits for your instructor')
  };
  return texts[state];
}
