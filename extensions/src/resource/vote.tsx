import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf, type Page } from '../api/query';
import type { Resource } from '../api/schema';
import { isDemo } from '../ui/demo';
import { useCoursewright } from '../ui/widget';

type Pages = InfiniteData<Page<Resource>>;

/** The learner's vote for a link, as a button that stays pressed. The link stays where it is in the list. */
export function Vote(props: {
  link: Resource;
  module: string;
  describedBy: string;
}): JSX.Element | null {
  const { link, module } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const voting = useMutation({
    mutationFn: (isGood: boolean) => {
      const params = { path: { id: link.id } };
      return isGood
        ? api.put('/resources/{id}/vote', { params })
        : api.delete('/resources/{id}/vote', { params });
    },
    onSuccess: changed =>
      queries.setQueriesData<Pages>(
        { queryKey: keyOf('/modules/{key}/resources', { path: { key: module } }) },
        pages => pages && withChanged(pages, changed)
      )
  });
  if (isDemo()) {
    return null;
  }
  const isPressed = voting.isPending ? voting.variables : link.has_my_vote;
  const votes = link.votes + Number(isPressed) - Number(link.has_my_vote);
  return (
    <div className="cw-Resource-vote">
      <button
        type="button"
        className={`jp-mod-styled cw-Button ${isPressed ? 'jp-mod-accept' : 'jp-mod-reject'}`}
        data-testid="cw-vote"
        aria-pressed={isPressed}
        aria-describedby={props.describedBy}
        aria-disabled={voting.isPending || undefined}
        title={isPressed ? trans.__('Take your vote back') : trans.__('This link is useful')}
        onClick={() => voting.isPending || voting.mutate(!link.has_my_vote)}
      >
        {trans.__('Useful (%1)', votes)}
      </button>
      {voting.error && (
        <p className="cw-Hint cw-mod-error" role="alert">
          {voting.error.message}
        </p>
      )}
    </div>
  );
}

function withChanged(known: Pages, changed: Resource): Pages {
  const pages = known.pages.map(page => ({
    ...page,
    items: page.items.map(item => (item.id === changed.id ? changed : item))
  }));
  return { ...known, pages };
}
