import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { IFeedItem } from '../api/types';
import { fromNow } from '../ui/format';
import { Failure, Notice } from '../ui/notice';
import type { FeedModel } from './model';
import { sentence } from './sentence';

/** The activity section of the left panel. */
export class FeedSection extends ReactWidget {
  constructor(
    private readonly _model: FeedModel,
    private readonly _canOpen: (key: string) => boolean,
    private readonly _onOpen: (key: string) => void,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('cw-Feed');
    this.node.tabIndex = -1;
  }

  protected render(): JSX.Element {
    return <UseSignal signal={this._model.changed}>{() => this._content()}</UseSignal>;
  }

  private _content(): JSX.Element {
    const { error, hasMore, isLoaded, items } = this._model;
    return (
      <>
        {error && (
          <Failure
            message={error}
            trans={this._trans}
            onRetry={() => void this._model.refresh()}
          />
        )}
        {isLoaded && !error && items.length === 0 && (
          <Notice>{this._trans.__('Nothing has happened yet.')}</Notice>
        )}
        <ul className="cw-Feed-list" aria-label={this._trans.__('Activity')}>
          {items.map(item => (
            <li key={item.id} className="cw-Feed-item" data-testid="cw-feed-item">
              {this._line(item)}
              <time
                className="cw-Row-detail"
                dateTime={item.created_at}
                title={new Date(item.created_at).toLocaleString()}
              >
                {fromNow(item.created_at)}
              </time>
            </li>
          ))}
        </ul>
        {hasMore && (
          <button
            className="jp-mod-styled jp-mod-reject cw-Button cw-Feed-more"
            onClick={() => void this._model.loadMore()}
          >
            {this._trans.__('Show older')}
          </button>
        )}
      </>
    );
  }

  private _line(item: IFeedItem): JSX.Element {
    const text = sentence(item, this._trans);
    const { key } = item;
    return key && this._canOpen(key) ? (
      <button className="cw-Link" data-key={key} onClick={() => this._onOpen(key)}>
        {text}
      </button>
    ) : (
      <span>{text}</span>
    );
  }
}
