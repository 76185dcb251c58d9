import type { JupyterFrontEnd } from '@jupyterlab/application';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { Connection } from '../api/connection';

/**
 * One line above the whole of Lab while the server, or the service behind it, does not answer.
 *
 * It is no notification: Lab loads the code for those when the first one is shown.
 */
class OfflineLine extends ReactWidget {
  constructor(
    private readonly _connection: Connection,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.id = 'coursewright-offline';
    this.addClass('cw-Offline');
  }

  protected render(): JSX.Element {
    const trans = this._trans;
    return (
      <div
        className="cw-Offline-line"
        role="alert"
        data-testid="cw-offline"
        data-lost={this._connection.lost}
      >
        <span>
          {this._connection.lost === 'service'
            ? trans.__(
                'Coursewright does not answer at the moment. What you type is kept here; send it when this line is gone.'
              )
            : trans.__(
                'You are offline; what you see may be old, and what you do is sent when you are back.'
              )}
        </span>
        <button
          className="jp-mod-styled jp-mod-reject cw-Button"
          onClick={() => this._connection.refresh()}
        >
          {trans.__('Try again')}
        </button>
      </div>
    );
  }
}

/** Show the line for as long as somebody does not answer. */
export function tellWhenLost(
  connection: Connection,
  shell: JupyterFrontEnd.IShell,
  trans: TranslationBundle
): void {
  const line = new OfflineLine(connection, trans);
  connection.changed.connect(() => {
    if (connection.lost === null) {
      line.parent = null;
    } else if (line.isAttached) {
      line.update();
    } else {
      shell.add(line, 'header');
    }
  });
}
