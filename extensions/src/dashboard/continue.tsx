import React from 'react';

import { detailText } from '../course/nodes';
import { ItemIcon } from '../course/row';
import { useCoursewright } from '../ui/widget';
import { Section } from './section';

/** Where the learner was, or what comes next. */
export function Continue(): JSX.Element {
  const { course, opener, trans } = useCoursewright();
  const { next } = course;
  if (!next) {
    return (
      <Section title={trans.__('Continue')} testId="cw-dashboard-continue">
        <p className="cw-Dashboard-text">
          {trans.__('Nothing is open to be continued. All that is open is done.')}
        </p>
      </Section>
    );
  }
  const { item, module } = next;
  const begun = item.status !== 'not-started' || item.attempts > 0;
  const detail = detailText(item, trans);
  return (
    <Section title={trans.__('Continue')} testId="cw-dashboard-continue">
      <div className="cw-Dashboard-next">
        <ItemIcon kind={item.kind} />
        <div className="cw-Dashboard-body">
          <div className="cw-Continue-title">{item.title}</div>
          <div className="cw-Row-detail">{[module.title, detail].filter(Boolean).join(' · ')}</div>
        </div>
        <button
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-key={item.key}
          onClick={() => void opener.open(item.key)}
        >
          {begun ? trans.__('Continue') : trans.__('Start')}
        </button>
      </div>
    </Section>
  );
}
