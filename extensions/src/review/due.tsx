import type { TranslationBundle } from '@jupyterlab/translation';
import { useQuery } from '@tanstack/react-query';
import React from 'react';

import type { Review } from '../api/schema';
import { inDays } from '../ui/format';
import { useCoursewright } from '../ui/widget';
import { reviewOfTheDay } from './query';

/** In the Course panel: what is to be reviewed today, and the way there; nothing before the first card. */
export function ReviewDue(props: { onOpen: () => void }): JSX.Element | null {
  const { api, trans } = useCoursewright();
  const review = useQuery(reviewOfTheDay(api)).data;
  if (!review || review.due + review.done + review.coming.length === 0) {
    return null;
  }
  return (
    <section
      className="cw-Continue"
      aria-label={trans.__('Review of the Day')}
      data-testid="cw-review-due"
      data-left={review.left}
    >
      <div className="cw-Continue-text">
        <div className="cw-Continue-title">{trans.__('Review of the Day')}</div>
        <div className="cw-Row-detail">{dueText(review, trans)}</div>
      </div>
      <button
        type="button"
        className={`jp-mod-styled cw-Button ${review.left ? 'jp-mod-accept' : 'jp-mod-reject'}`}
        data-testid="cw-open-review"
        onClick={props.onOpen}
      >
        {review.left ? trans.__('Review') : trans.__('Show')}
      </button>
    </section>
  );
}

function dueText(review: Review, trans: TranslationBundle): string {
  if (review.left > 0) {
    return trans._n('%1 concept to go', '%1 concepts to go', review.left);
  }
  if (review.done > 0) {
    return trans.__('Done for today');
  }
  const [next] = review.coming;
  return next
    ? trans.__('Nothing today; next %1', inDays(next.days))
    : trans.__('Nothing today');
}
