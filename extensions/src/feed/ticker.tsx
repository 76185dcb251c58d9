import { TextItem } from '@jupyterlab/statusbar';
import { useInfiniteQuery } from '@tanstack/react-query';
import React from 'react';

import type { ICoursewright } from '../tokens';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { feedPages } from './query';
import { sentence } from './sentence';

/** The newest activity in the status bar; a click opens the feed. */
export class FeedTicker extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _onClick: () => void
  ) {
    super(shared);
    this.addClass('jp-mod-highlighted');
    this.addClass('cw-Ticker');
  }

  protected content(): JSX.Element {
    return <Newest onClick={this._onClick} />;
  }
}

function Newest({ onClick }: { onClick: () => void }): JSX.Element | null {
  const { api, trans } = useCoursewright();
  const newest = useInfiniteQuery(feedPages(api)).data?.[0];
  if (!newest) {
    return null;
  }
  const text = sentence(newest, trans);
  return (
    <TextItem
      source={text}
      title={trans.__('%1. Open the activity feed', text)}
      role="button"
      tabIndex={0}
      data-testid="cw-ticker"
      onClick={onClick}
      onKeyDown={event => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onClick();
        }
      }}
    />
  );
}
