import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { ReviewOutcome, ReviewQuestion } from '../api/schema';
import { Markdown } from '../quiz/markdown';
import { choiceFor, QuestionForm } from '../quiz/question';
import { Solution } from '../quiz/solution';
import { load, save } from '../quiz/storage';
import { useSeconds } from '../quiz/time';
import { inDays } from '../ui/format';
import { Failure } from '../ui/notice';

/** One question of the review: answered first, then with its key and when it comes back. */
export function Card(props: {
  question: ReviewQuestion;
  outcome: ReviewOutcome | null;
  error: Error | null;
  isBusy: boolean;
  onAnswer: (answer: string | null, seconds: number) => void;
  onJudge: (isCorrect: boolean) => void;
  onNext: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { error, isBusy, outcome, question, trans } = props;
  const [answer, setAnswer] = useDraft(`coursewright:review:${question.card}`, outcome !== null);
  const seconds = useSeconds(0);
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => heading.current?.focus(), [outcome !== null]);
  const isJudged = outcome !== null && outcome.is_correct !== null;
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
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const isWriting = event.target instanceof HTMLTextAreaElement;
    const isModified = event.ctrlKey || event.metaKey;
    if (event.altKey || (isModified && event.key !== 'Enter')) {
      return;
    }
    if (event.key === 'Enter') {
      if ((isWriting && !isModified) || event.target instanceof HTMLButtonElement) {
        return;
      }
      go();
    } else {
      const choice =
        isWriting || outcome ? undefined : choiceFor(event.key, question.options);
      if (!choice) {
        return;
      }
      setAnswer(choice.id);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      className="cw-Card"
      data-testid="cw-card"
      data-concept={question.concept}
      onKeyDown={onKeyDown}
    >
      <h3 ref={heading} tabIndex={-1} className="cw-Card-title">
        {outcome ? verdict(outcome, trans) : question.concept}
        <span className="cw-Row-detail"> · {question.module_title}</span>
      </h3>
      {outcome === null ? (
        <QuestionForm
          question={question}
          value={answer}
          trans={trans}
          onChange={value => setAnswer(value)}
        />
      ) : (
        <Told question={question} outcome={outcome} trans={trans} />
      )}
      {error && <Failure message={error.message} trans={trans} isTrying={isBusy} onRetry={go} />}
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

/** An answer that is kept in the browser until it was given. */
function useDraft(
  key: string,
  isGiven: boolean
): [string | null, (value: string | null) => void] {
  const [value, setValue] = React.useState(() => load<string>(key));
  React.useEffect(() => {
    if (isGiven) {
      save(key, null);
    }
  }, [isGiven, key]);
  const change = (next: string | null): void => {
    setValue(next);
    save(key, next);
  };
  return [value, change];
}
