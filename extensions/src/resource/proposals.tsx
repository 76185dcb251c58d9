import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf, pagesOf } from '../api/query';
import type { ResourceProposal } from '../api/schema';
import { dateTime } from '../ui/format';
import { ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { About, OutsideLink } from './words';

/** The learner's own links of a module that wait, or were declined; nothing where there are none. */
export function OwnProposals(props: { module: string }): JSX.Element | null {
  const { api, trans } = useCoursewright();
  const params = { path: { key: props.module } };
  const reading = useInfiniteQuery(pagesOf(api, '/modules/{key}/resource-proposals', { params }));
  const heading = React.useRef<HTMLHeadingElement>(null);
  const proposals = reading.data ?? [];
  if (proposals.length === 0 && !reading.error) {
    return null;
  }
  return (
    <section className="cw-Section" aria-label={trans.__('Links that you proposed')}>
      <h3 className="cw-Heading" ref={heading} tabIndex={-1}>
        {trans.__('Links that you proposed')}
      </h3>
      <ReadingFailure of={[reading]} />
      <ul className="cw-Plain">
        {proposals.map(proposal => (
          <Proposal
            key={proposal.id}
            proposal={proposal}
            onTakenBack={() => heading.current?.focus()}
          />
        ))}
      </ul>
      {reading.hasNextPage && (
        <button
          type="button"
          className="jp-mod-styled jp-mod-reject cw-Button"
          onClick={() => void reading.fetchNextPage()}
        >
          {trans.__('Show older')}
        </button>
      )}
    </section>
  );
}

function Proposal(props: { proposal: ResourceProposal; onTakenBack: () => void }): JSX.Element {
  const { proposal } = props;
  const { trans } = useCoursewright();
  return (
    <li
      className="cw-Resource"
      data-testid="cw-proposal"
      data-id={proposal.id}
      data-state={proposal.state}
    >
      <div className="cw-Resource-text">
        <OutsideLink link={proposal} />
        <About link={proposal} />
        {proposal.state === 'declined' ? (
          <div className="cw-Comment" data-testid="cw-proposal-reason">
            <strong>{trans.__('Declined')}</strong>
            {'\n'}
            {proposal.reason}
          </div>
        ) : (
          <p className="cw-Hint">
            {trans.__(
              'Waiting for approval since %1; until then only you and your instructors see it.',
              dateTime(proposal.proposed_at)
            )}
          </p>
        )}
      </div>
      {proposal.state === 'waiting' && <TakeBack {...props} />}
    </li>
  );
}

function TakeBack(props: { proposal: ResourceProposal; onTakenBack: () => void }): JSX.Element {
  const { id, title } = props.proposal;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const refresh = () =>
    queries.invalidateQueries({ queryKey: keyOf('/modules/{key}/resource-proposals') });
  const taking = useMutation({
    mutationFn: () => api.delete('/resources/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      props.onTakenBack();
      await refresh();
    },
    // Staff may have been quicker.
    onError: error => error.isPassing || void refresh()
  });
  return (
    <div className="cw-Resource-vote">
      <button
        type="button"
        className="jp-mod-styled jp-mod-reject cw-Button"
        data-testid="cw-take-back"
        aria-label={trans.__('Take back: %1', title)}
        aria-disabled={taking.isPending || undefined}
        onClick={() => taking.isPending || taking.mutate()}
      >
        {trans.__('Take back')}
      </button>
      {taking.error && (
        <p className="cw-Hint cw-mod-error" role="alert">
          {taking.error.message}
        </p>
      )}
    </div>
  );
}
