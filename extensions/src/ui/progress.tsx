import React from 'react';

/** A thin bar; `label` names it for screen readers. */
export function ProgressBar(props: { percent: number; label: string }): JSX.Element {
  const percent = Math.max(0, Math.min(100, Math.round(props.percent)));
  return (
    <div
      className="cw-Progress"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div className="cw-Progress-fill" style={{ width: `${percent}%` }} />
    </div>
  );
}
