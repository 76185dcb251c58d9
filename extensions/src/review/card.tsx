import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { ReviewOutcome, ReviewQuestion } from '../api/schema';
import { useFocus, useQuestionKeys } from '../quiz/keys';
import { labelOf, QuestionForm } from '../quiz/question';
import { Solution } from '../quiz/solution';
import { useSeconds } from '../quiz/time';
import { useDraft } from '../ui/draft';
import { inDays } from '../ui/format';
import { Markdown } from '../ui/markdown';
import { Failure } from '../ui/notice';

/** Something that could not be sent, and how to try it again. */
export interface IFailure {
  message: string;
  onRetry: () => void;
}

/** One question of the review: answered first, then with its key and when it comes back. */
export function Card(props: {
  question: ReviewQuestion;
  outcome: ReviewOutcome | null;
  failure: IFailure | null;
  isBusy: boolean;
  onAnswer: (answer: string | null, seconds: number) => void;
  onJudge: (isCorrect: boolean) => void;
  onNext: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { failure, isBusy, outcome, question, trans } = props;
  const [written, write] = useDraft(`review:${question.card}/${question.id}`);
  const answer = answerIn(question, written);
  const seconds = useSeconds(0);
  const place = React.useRef<HTMLElement>(null);
  const heading = React.useRef<HTMLHeadingElement>(null);
  const isJudged = outcome !== null && outcome.is_correct !== null;
  useFocus(heading, `${outcome !== null} ${isJudged}`);
  React.useEffect(() => {
    if (outcome) {
      write('');
    }
  }, [outcome, write]);
  const go = (): void => {
    if (isBusy) {
      return;
    }
    if (outcome === null) {
      props.onAnswer(answer, seconds());
    } else if (isJudged) {
      props.onNext();
    }
  };
  useQuestionKeys(place, question.options, {
    choose: outcome ? undefined : choice => write(choice.id),
    go: step => step > 0 && go()
  });
  return (
    <section
      ref={place}
      className="cw-Card"
      data-testid="cw-card"
      data-concept={question.concept}
    >
      <h3
        ref={heading}
        tabIndex={-1}
        className="cw-Card-title"
        aria-describedby={outcome ? undefined : labelOf(question)}
      >
        {outcome ? verdict(outcome, trans) : question.concept}
        <span className="cw-Row-detail"> · {question.module_title}</span>
      </h3>
      {outcome === null ? (
        <QuestionForm
          question={question}
          value={answer}
          trans={trans}
          onChange={value => write(value ?? '')}
        />
      ) : (
        <Told question={question} outcome={outcome} trans={trans} />
      )}
      {failure && <Failure {...failure} isTrying={isBusy} trans={trans} />}
      <footer className="cw-Buttons">
        {outcome === null && (
          <button
            className="jp-mod-styled jp-mod-accept cw-Button"
            data-testid="cw-answer"
            aria-disabled={isBusy || undefined}
            onClick={go}
          >
            {answer === null ? trans.__('I do not know') : trans.__('Answer')}
          </button>
        )}
        {outcome !== null && !isJudged && (
          <Judge isBusy={isBusy} onJudge={props.onJudge} trans={trans} />
        )}
        {isJudged && (
          <button
            className="jp-mod-styled jp-mod-accept cw-Button"
            data-testid="cw-next"
            onClick={go}
          >
            {trans.__('Next')}
          </button>
        )}
      </footer>
    </section>
  );
}

function Judge(props: {
  isBusy: boolean;
  onJudge: (isCorrect: boolean) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { isBusy, onJudge, trans } = props;
  return (
    <>
      <span>{trans.__('Compare your answer with the good one: did you have it?')}</span>
      <button
        className="jp-mod-styled jp-mod-accept cw-Button"
        data-testid="cw-had-it"
        aria-disabled={isBusy || undefined}
        onClick={() => onJudge(true)}
      >
        {trans.__('I had it')}
      </button>
      <button
        className="jp-mod-styled jp-mod-reject cw-Button"
        data-testid="cw-missed-it"
        aria-disabled={isBusy || undefined}
        onClick={() => onJudge(false)}
      >
        {trans.__('I missed it')}
      </button>
    </>
  );
}

function Told(props: {
  question: ReviewQuestion;
  outcome: ReviewOutcome;
  trans: TranslationBundle;
}): JSX.Element {
  const { outcome, question, trans } = props;
  return (
    <>
      <Markdown text={question.text} className="cw-Question-text" />
      <Solution
        question={question}
        answer={outcome.answer}
        solution={outcome.solution}
        isCorrect={outcome.is_correct}
        trans={trans}
      />
      {outcome.is_correct !== null && (
        <ul className="cw-Plain" data-testid="cw-comes-back">
          {outcome.comes_back.map(({ concept, days }) => (
            <li key={concept} className="cw-Hint">
              {trans.__('%1 comes back %2.', concept, inDays(days))}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function verdict(outcome: ReviewOutcome, trans: TranslationBundle): string {
  if (outcome.is_correct === null) {
    return trans.__('Judge yourself');
  }
  return outcome.is_correct ? trans.__('Right') : trans.__('Missed');
}

/** The answer in a draft; a choice of another day stands under another name today, and is none. */
function answerIn(question: ReviewQuestion, draft: string): string | null {
  const isText = question.type === 'short-answer';
  return isText || question.options.some(({ id }) => id === draft) ? draft || null : null;
}
