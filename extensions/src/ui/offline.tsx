import type { JupyterFrontEnd } from '@jupyterlab/application';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { onlineManager } from '@tanstack/react-query';
import React from 'react';

/**
 * One line above the whole of Lab while the server does not answer.
 *
 * It is no notification: Lab loads the code for those when the first one is shown.
 */
class OfflineLine extends ReactWidget {
  constructor(
    private readonly _trans: TranslationBundle,
    private readonly _onRetry: () => void
  ) {
    super();
    this.id = 'coursewright-offline';
    this.addClass('cw-Offline');
  }

  protected render(): JSX.Element {
    const trans = this._trans;
    return (
      <div className="cw-Offline-line" role="alert" data-testid="cw-offline">
        <span>
          {trans.__(
            'You are offline; what you see may be old, and what you do is sent when you are back.'
          )}
        </span>
        <button className="jp-mod-styled jp-mod-reject cw-Button" onClick={this._onRetry}>
          {trans.__('Try again')}
        </button>
      </div>
    );
  }
}

/** Show the line for as long as there is no connection. */
export function tellWhenOffline(
  shell: JupyterFrontEnd.IShell,
  trans: TranslationBundle,
  onRetry: () => void
): void {
  const line = new OfflineLine(trans, onRetry);
  onlineManager.subscribe(isOnline => {
    if (isOnline) {
      line.parent = null;
    } else {
      shell.add(line, 'header');
    }
  });
}
