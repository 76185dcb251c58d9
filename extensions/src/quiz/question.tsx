import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { Choice, QuestionType } from '../api/schema';
import { Markdown } from '../ui/markdown';

/** What a question is to somebody who answers it. */
export interface IAsked {
  id: string;
  type: QuestionType;
  text: string;
  options: Choice[];
}

/** The id of the element with the text of a question. */
export function labelOf({ id }: Pick<IAsked, 'id'>): string {
  return `cw-question-${id}`;
}

/** The letter under which a choice can be chosen by key. */
export function letterOf(index: number): string {
  return String.fromCharCode(97 + index);
}

/** The choice that a key stands for: 1 to 6, or a to f. */
export function choiceFor(key: string, options: Choice[]): Choice | undefined {
  const index = /^[1-9]$/.test(key) ? Number(key) - 1 : key.toLowerCase().charCodeAt(0) - 97;
  return key.length === 1 ? options[index] : undefined;
}

/** The text of a choice; true and false in the reader's language. */
export function ChoiceText(props: {
  type: QuestionType;
  choice: Choice;
  trans: TranslationBundle;
}): JSX.Element {
  const { choice, trans, type } = props;
  if (type === 'true-false') {
    return <span>{choice.id === 'true' ? trans.__('True') : trans.__('False')}</span>;
  }
  return <Markdown text={choice.text} className="cw-mod-inline" />;
}

/** A question with the means to answer it; the keys are handled by who shows it. */
export function QuestionForm(props: {
  question: IAsked;
  value: string | null;
  isDisabled?: boolean;
  trans: TranslationBundle;
  onChange: (value: string | null, isTyped: boolean) => void;
}): JSX.Element {
  const { question, trans } = props;
  const label = labelOf(question);
  return (
    <div className="cw-Question" data-testid="cw-question" data-type={question.type}>
      <div id={label}>
        <Markdown text={question.text} className="cw-Question-text" />
      </div>
      {question.type === 'short-answer' ? (
        <textarea
          className="jp-mod-styled cw-Answer"
          aria-labelledby={label}
          rows={5}
          maxLength={10_000}
          value={props.value ?? ''}
          disabled={props.isDisabled}
          placeholder={trans.__('Your answer')}
          onChange={event => props.onChange(event.target.value || null, true)}
        />
      ) : (
        <Choices {...props} label={label} />
      )}
    </div>
  );
}

function Choices(props: {
  question: IAsked;
  value: string | null;
  isDisabled?: boolean;
  label: string;
  trans: TranslationBundle;
  onChange: (value: string | null, isTyped: boolean) => void;
}): JSX.Element {
  const { question, trans, value } = props;
  return (
    <div role="radiogroup" aria-labelledby={props.label} className="cw-Options">
      {question.options.map((choice, index) => (
        <label
          key={choice.id}
          className={`cw-Option${choice.id === value ? ' cw-mod-chosen' : ''}`}
          data-testid="cw-choice"
        >
          <input
            type="radio"
            name={question.id}
            checked={choice.id === value}
            disabled={props.isDisabled}
            onChange={() => props.onChange(choice.id, false)}
          />
          <kbd className="cw-Key" aria-hidden="true">
            {letterOf(index)}
          </kbd>
          <ChoiceText type={question.type} choice={choice} trans={trans} />
        </label>
      ))}
    </div>
  );
}
