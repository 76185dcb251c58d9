import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { IPlace } from './model';
import { detailText } from './nodes';

/** The one step that comes next, ready to be taken. */
export function ContinueCard(props: {
  place: IPlace;
  trans: TranslationBundle;
  onOpen: (key: string) => void;
}): JSX.Element {
  const { trans } = props;
  const { item, module } = props.place;
  const begun = item.status !== 'not-started' || item.attempts > 0;
  const detail = detailText(item, trans);
  return (
    <section className="cw-Continue" aria-label={trans.__('Continue')}>
      <div className="cw-Continue-text">
        <div className="cw-Continue-title" title={item.title}>
          {item.title}
        </div>
        <div className="cw-Row-detail">{module.title}</div>
        {detail && <div className="cw-Row-detail">{detail}</div>}
      </div>
      <button
        className="jp-mod-styled jp-mod-accept cw-Button"
        data-testid="cw-continue"
        data-key={item.key}
        onClick={() => props.onOpen(item.key)}
      >
        {begun ? trans.__('Continue') : trans.__('Start')}
      </button>
    </section>
  );
}
