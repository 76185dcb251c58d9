import React from 'react';

export interface IChoice {
  key: string;
  title: string;
  about: string;
  /** What choosing it leads to. */
  aside?: string;
}

/** Cards of which one is chosen: a radio group, so arrow keys move and a screen reader counts them. */
export function Choices(props: {
  name: string;
  label: string;
  choices: readonly IChoice[];
  chosen: string;
  onChoose: (key: string) => void;
}): JSX.Element {
  const { chosen, name } = props;
  return (
    <div className="cw-Choices" role="radiogroup" aria-label={props.label}>
      {props.choices.map(choice => (
        <label
          key={choice.key}
          className={`cw-Choice${choice.key === chosen ? ' cw-mod-chosen' : ''}`}
          data-testid="cw-choice"
          data-key={choice.key}
        >
          <input
            type="radio"
            name={`cw-${name}`}
            value={choice.key}
            checked={choice.key === chosen}
            onChange={() => props.onChoose(choice.key)}
          />
          <span className="cw-Choice-title">{choice.title}</span>
          <span className="cw-Choice-about">{choice.about}</span>
          {choice.aside && <span className="cw-Row-detail">{choice.aside}</span>}
        </label>
      ))}
    </div>
  );
}
