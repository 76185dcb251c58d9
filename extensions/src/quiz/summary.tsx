import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { SittingQuestion } from '../api/schema';
import { Markdown } from '../ui/markdown';
import { useFocus } from './keys';
import { ChoiceText } from './question';

/** All questions with their answers, before they are submitted. */
export function Summary(props: {
  questions: SittingQuestion[];
  given: (question: SittingQuestion) => string | null;
  isBusy: boolean;
  onOpen: (place: number) => void;
  onSubmit: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { given, isBusy, onOpen, questions, trans } = props;
  const heading = React.useRef<HTMLHeadingElement>(null);
  useFocus(heading);
  const open = questions.filter(question => given(question) === null).length;
  return (
    <section className="cw-Summary" data-testid="cw-summary">
      <h2 ref={heading} tabIndex={-1} className="cw-Title">
        {trans.__('Your answers')}
      </h2>
      <ol className="cw-Summary-list">
        {questions.map((question, place) => (
          <li key={question.id} className="cw-Summary-line">
            <Markdown text={question.text} className="cw-Summary-text" />
            <div className="cw-Row-line">
              <Given question={question} answer={given(question)} trans={trans} />
              <button
                className="cw-Link"
                aria-label={trans.__('Change the answer to question %1', place + 1)}
                onClick={() => onOpen(place)}
              >
                {trans.__('Change')}
              </button>
            </div>
          </li>
        ))}
      </ol>
      {open > 0 && (
        <p className="cw-Hint" role="status">
          {trans._n(
            '%1 question is not answered: it will count as missed.',
            '%1 questions are not answered: they will count as missed.',
            open
          )}
        </p>
      )}
      <footer className="cw-Buttons">
        <button
          className="jp-mod-styled jp-mod-reject cw-Button"
          onClick={() => onOpen(questions.length - 1)}
        >
          {trans.__('Previous')}
        </button>
        <button
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-submit-quiz"
          aria-disabled={isBusy || undefined}
          onClick={isBusy ? undefined : props.onSubmit}
        >
          {isBusy ? trans.__('Submitting…') : trans.__('Submit the quiz')}
        </button>
        <span className="cw-Row-detail cw-Keys">
          {trans.__('After that, the answers can be seen and not be changed.')}
        </span>
      </footer>
    </section>
  );
}

function Given(props: {
  question: SittingQuestion;
  answer: string | null;
  trans: TranslationBundle;
}): JSX.Element {
  const { answer, question, trans } = props;
  if (answer === null) {
    return <em className="cw-Row-detail">{trans.__('not answered')}</em>;
  }
  const choice = question.options.find(({ id }) => id === answer);
  return choice ? (
    <div className="cw-Summary-answer">
      <ChoiceText type={question.type} choice={choice} trans={trans} />
    </div>
  ) : (
    <span className="cw-Written">{answer}</span>
  );
}
