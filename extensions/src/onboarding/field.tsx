import React from 'react';

/** A question with its line to type in; what is wrong with the answer stands below it. */
export function Field(props: {
  name: string;
  label: string;
  hint?: string;
  value: string;
  placeholder?: string;
  problem?: string;
  most: number;
  onType: (value: string) => void;
}): JSX.Element {
  const { name, problem } = props;
  const id = `cw-field-${name}`;
  const about = [props.hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean);
  return (
    <div className="cw-Field" data-testid="cw-field" data-name={name}>
      <label htmlFor={id}>{props.label}</label>
      {props.hint && (
        <div className="cw-Row-detail" id={`${id}-hint`}>
          {props.hint}
        </div>
      )}
      <input
        id={id}
        className="jp-mod-styled cw-Input"
        type="text"
        autoComplete="off"
        value={props.value}
        placeholder={props.placeholder}
        maxLength={props.most}
        aria-invalid={problem ? true : undefined}
        aria-describedby={about.join(' ') || undefined}
        onChange={event => props.onType(event.target.value)}
      />
      {problem && (
        <div className="cw-Field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
