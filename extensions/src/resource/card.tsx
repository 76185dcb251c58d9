import React from 'react';

import { useCoursewright } from '../ui/widget';
import { moduleAt } from './modules';

/** In the Course panel: the way to what there is to read beside the module that the learner is in. */
export function ReadOnCard(props: {
  currentKey: string | null;
  onOpen: (module: string) => void;
}): JSX.Element | null {
  const { course, trans } = useCoursewright();
  const module = moduleAt(course, props.currentKey);
  if (!module) {
    return null;
  }
  return (
    <section
      className="cw-Continue"
      aria-label={trans.__('Further Reading')}
      data-testid="cw-read-on"
      data-module={module.key}
    >
      <div className="cw-Continue-text">
        <div className="cw-Continue-title">{trans.__('Further Reading')}</div>
        <div className="cw-Row-detail">{module.title}</div>
      </div>
      <button
        type="button"
        className="jp-mod-styled jp-mod-reject cw-Button"
        data-testid="cw-open-resources"
        onClick={() => props.onOpen(module.key)}
      >
        {trans.__('Show')}
      </button>
    </section>
  );
}
