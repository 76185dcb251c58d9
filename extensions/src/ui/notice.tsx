import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

/** What a panel says when it has nothing to show. */
export function Notice(props: { children: React.ReactNode }): JSX.Element {
  return <div className="cw-Notice">{props.children}</div>;
}

/** An error with the way to try again. */
export function Failure(props: {
  message: string;
  trans: TranslationBundle;
  onRetry: () => void;
}): JSX.Element {
  return (
    <div className="cw-Notice cw-mod-error" role="alert" data-testid="cw-error">
      <p>{props.message}</p>
      <button className="jp-mod-styled jp-mod-reject cw-Button" onClick={props.onRetry}>
        {props.trans.__('Retry')}
      </button>
    </div>
  );
}
