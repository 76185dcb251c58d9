import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import { TextItem } from '@jupyterlab/statusbar';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { FeedModel } from './model';
import { sentence } from './sentence';

/** The newest activity in the status bar; a click opens the feed. */
export class FeedTicker extends ReactWidget {
  constructor(
    private readonly _model: FeedModel,
    private readonly _onClick: () => void,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-mod-highlighted');
    this.addClass('cw-Ticker');
  }

  protected render(): JSX.Element {
    return (
      <UseSignal signal={this._model.changed}>
        {() => {
          const latest = this._model.items[0];
          if (!latest) {
            return <></>;
          }
          const text = sentence(latest, this._trans);
          return (
            <TextItem
              source={text}
              title={this._trans.__('%1. Open the activity feed', text)}
              role="button"
              tabIndex={0}
              data-testid="cw-ticker"
              onClick={this._onClick}
              onKeyDown={event => {
                if (event.key === 'Enter' || event.key === ' ') {
                  event.preventDefault();
                  this._onClick();
                }
              }}
            />
          );
        }}
      </UseSignal>
    );
  }
}
