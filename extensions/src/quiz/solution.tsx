import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { Solution as Facts } from '../api/schema';
import { Markdown } from '../ui/markdown';
import { ChoiceText, type IAsked, letterOf } from './question';

/** What an answer should have been, beside what it was: every choice marked, and the reasons. */
export function Solution(props: {
  question: IAsked;
  answer: string | null;
  solution: Facts;
  isCorrect: boolean | null;
  trans: TranslationBundle;
}): JSX.Element {
  const { answer, question, solution, trans } = props;
  const note = answer === null ? undefined : solution.notes[answer];
  return (
    <div className="cw-Solution" data-testid="cw-solution">
      {question.type === 'short-answer' ? (
        <ModelAnswer answer={answer} solution={solution} trans={trans} />
      ) : (
        <ul className="cw-Options" aria-label={trans.__('Choices')}>
          {question.options.map((choice, index) => {
            const isRight = choice.id === solution.correct;
            const isChosen = choice.id === answer;
            const state = isRight ? ' cw-mod-right' : isChosen ? ' cw-mod-wrong' : '';
            return (
              <li key={choice.id} className={`cw-Option${state}`}>
                <span className="cw-Option-mark" aria-hidden="true">
                  {isRight ? '✓' : isChosen ? '✗' : ''}
                </span>
                <kbd className="cw-Key" aria-hidden="true">
                  {letterOf(index)}
                </kbd>
                <div className="cw-Option-body">
                  <span className="cw-Hidden">{meaning(isRight, isChosen, trans)}</span>
                  <ChoiceText type={question.type} choice={choice} trans={trans} />
                </div>
                {isChosen && (
                  <span className="cw-Row-detail" aria-hidden="true">
                    {trans.__('your answer')}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {note && !props.isCorrect && (
        <section className="cw-Why cw-mod-wrong" data-testid="cw-why-wrong">
          <h4>{trans.__('Why this choice is wrong')}</h4>
          <Markdown text={note} />
        </section>
      )}
      {solution.explanation && (
        <section className="cw-Why" data-testid="cw-explanation">
          <h4>{trans.__('Explanation')}</h4>
          <Markdown text={solution.explanation} />
        </section>
      )}
    </div>
  );
}

function meaning(isRight: boolean, isChosen: boolean, trans: TranslationBundle): string {
  if (isRight) {
    return isChosen ? trans.__('Right, and your answer: ') : trans.__('Right: ');
  }
  return isChosen ? trans.__('Wrong, and your answer: ') : trans.__('Wrong: ');
}

function ModelAnswer(props: {
  answer: string | null;
  solution: Facts;
  trans: TranslationBundle;
}): JSX.Element {
  const { answer, solution, trans } = props;
  return (
    <>
      <section className="cw-Why">
        <h4>{trans.__('Your answer')}</h4>
        <p className="cw-Written">{answer ?? trans.__('You gave no answer.')}</p>
      </section>
      <section className="cw-Why" data-testid="cw-model-answer">
        <h4>{trans.__('A good answer')}</h4>
        <Markdown text={solution.correct} />
      </section>
      {solution.marking.length > 0 && (
        <section className="cw-Why">
          <h4>{trans.__('What it should say')}</h4>
          <ul>
            {solution.marking.map((point, index) => (
              <li key={index}>
                <Markdown text={point} className="cw-mod-inline" />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
