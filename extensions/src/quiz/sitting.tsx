import type { TranslationBundle } from '@jupyterlab/translation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf } from '../api/query';
import type { Sitting as Facts, SittingQuestion } from '../api/schema';
import { Failure, Problem } from '../ui/notice';
import { ProgressBar } from '../ui/progress';
import { useCoursewright } from '../ui/widget';
import { type Answers, answersOf, type SavingState } from './answers';
import { standingInQuiz } from './freshness';
import { useFocus, useQuestionKeys } from './keys';
import { labelOf, QuestionForm } from './question';
import { Summary } from './summary';
import { useSeconds } from './time';

/** An open sitting: one question at a time, all of them once more, and then the submission. */
export function OpenSitting(props: {
  sitting: Facts;
  onSubmitted: () => void;
}): JSX.Element {
  const { sitting } = props;
  const { trans } = useCoursewright();
  const answers = useAnswers(sitting.id);
  const given = (question: SittingQuestion): string | null => answers.of(question).answer;
  const [place, setPlace] = React.useState(() => firstOpen(sitting.questions.map(given)));
  const submission = useSubmission(sitting, answers, props.onSubmitted);
  const question = sitting.questions[place];
  return (
    <div className="cw-Sitting" data-testid="cw-sitting" data-place={place + 1}>
      <Head sitting={sitting} place={place} answers={answers} trans={trans} />
      {question ? (
        <AtQuestion
          key={question.id}
          question={question}
          number={place + 1}
          count={sitting.questions.length}
          value={given(question)}
          answers={answers}
          onMove={step => setPlace(Math.max(0, place + step))}
          trans={trans}
        />
      ) : (
        <Summary
          questions={sitting.questions}
          given={given}
          isBusy={submission.isPending}
          onOpen={setPlace}
          onSubmit={() => submission.mutate()}
          trans={trans}
        />
      )}
      {submission.error && (
        <Failure
          message={submission.error.message}
          trans={trans}
          isTrying={submission.isPending}
          onRetry={() => submission.mutate()}
        />
      )}
    </div>
  );
}

function firstOpen(given: (string | null)[]): number {
  const open = given.indexOf(null);
  return open < 0 ? given.length : open;
}

/** The answers of a sitting; the component is drawn again with each that is given or saved. */
function useAnswers(id: string): Answers {
  const shared = useCoursewright();
  const answers = React.useMemo(() => answersOf(shared, id), [shared, id]);
  const subscribe = React.useCallback(
    (notify: () => void) => {
      answers.changed.connect(notify);
      return () => void answers.changed.disconnect(notify);
    },
    [answers]
  );
  React.useSyncExternalStore(subscribe, () => answers.version);
  return answers;
}

function useSubmission(sitting: Facts, answers: Answers, onSubmitted: () => void) {
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (!(await answers.flush())) {
        throw new Error(
          answers.problem ??
            trans.__('Some answers are not saved yet. Check the connection and try again.')
        );
      }
      return api.post('/quiz-sessions/{id}/submission', {
        params: { path: { id: sitting.id } }
      });
    },
    networkMode: 'always',
    retry: false,
    onSuccess: result => {
      answers.forget();
      onSubmitted();
      queries.setQueryData(keyOf('/quiz-sessions/{id}', { path: { id: sitting.id } }), result);
      standingInQuiz(sitting.module).forEach(
        queryKey => void queries.invalidateQueries({ queryKey })
      );
    }
  });
}

function Head(props: {
  sitting: Facts;
  place: number;
  answers: Answers;
  trans: TranslationBundle;
}): JSX.Element {
  const { answers, place, sitting, trans } = props;
  const count = sitting.questions.length;
  const texts: Record<SavingState, string> = {
    saved: trans.__('All answers are saved'),
    saving: trans.__('Saving…'),
    waiting: trans.__('Not saved yet: kept in this browser and sent as soon as possible')
  };
  return (
    <header className="cw-Quiz-head">
      <div className="cw-Row-line">
        <span className="cw-Row-detail">
          {trans.__('Quiz: %1', sitting.module_title)}
          {sitting.is_partial && <> · {trans.__('only what you missed')}</>}
        </span>
        <span className="cw-Row-aside" role="status" data-testid="cw-saving" data-state={answers.state}>
          {texts[answers.state]}
        </span>
      </div>
      <Problem
        of={answers.problem === null ? null : { message: answers.problem }}
        testId="cw-saving-problem"
      />
      <ProgressBar percent={(100 * Math.min(place, count)) / count} label={trans.__('Progress')} />
    </header>
  );
}

function AtQuestion(props: {
  question: SittingQuestion;
  number: number;
  count: number;
  value: string | null;
  answers: Answers;
  onMove: (step: number) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { answers, count, number, onMove, question, trans } = props;
  const place = React.useRef<HTMLElement>(null);
  const heading = React.useRef<HTMLHeadingElement>(null);
  const seconds = useSeconds(answers.of(question).seconds);
  useFocus(heading);
  const answer = (value: string | null, isTyped: boolean): void =>
    answers.give(question.id, { answer: value, seconds: seconds() }, isTyped);
  const move = (step: number): void => {
    answers.give(question.id, { answer: props.value, seconds: seconds() }, false);
    onMove(step);
  };
  useQuestionKeys(place, question.options, {
    choose: choice => answer(choice.id, false),
    go: move
  });
  return (
    <section ref={place} className="cw-Quiz-question">
      <h2
        ref={heading}
        tabIndex={-1}
        className="cw-Title"
        aria-describedby={labelOf(question)}
      >
        {trans.__('Question %1 of %2', number, count)}
        <span className="cw-Row-detail">
          {' '}
          · {trans._n('%1 point', '%1 points', question.points)}
        </span>
      </h2>
      <QuestionForm question={question} value={props.value} trans={trans} onChange={answer} />
      <footer className="cw-Buttons">
        <button
          className="jp-mod-styled jp-mod-reject cw-Button"
          disabled={number === 1}
          onClick={() => move(-1)}
        >
          {trans.__('Previous')}
        </button>
        <button
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-next"
          onClick={() => move(1)}
        >
          {trans.__('Next')}
        </button>
        <span className="cw-Row-detail cw-Keys">
          {question.type === 'short-answer'
            ? trans.__('Ctrl Enter: next question')
            : trans.__('1 to %1: choose · Enter: next · Shift Enter: back', question.options.length)}
        </span>
      </footer>
    </section>
  );
}
