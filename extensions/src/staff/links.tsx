import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf, pagesOf } from '../api/query';
import type { Me, ResourceDecision, ResourceState, StaffResource } from '../api/schema';
import { About, OutsideLink } from '../resource/words';
import type { ICoursewright } from '../tokens';
import { useDraft } from '../ui/draft';
import { dateTime } from '../ui/format';
import { Notice, ReadingFailure } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';

type Cohort = Me['cohorts'][number];
type State = Exclude<ResourceState, 'withdrawn'>;

/** The shortest and the longest reason that the service takes. */
const SHORTEST = 10;
const LONGEST = 1000;

/** Links that students propose, in the cohorts that the person teaches. */
export class ProposedLinks extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _cohorts: () => readonly Cohort[]
  ) {
    super(shared);
    this.addClass('cw-Requests');
    this.addClass('cw-ProposedLinks');
  }

  protected content(): JSX.Element {
    return <Queues cohorts={this._cohorts()} />;
  }
}

function Queues(props: { cohorts: readonly Cohort[] }): JSX.Element {
  const { trans } = useCoursewright();
  const [state, setState] = React.useState<State>('waiting');
  const names: [State, string][] = [
    ['waiting', trans.__('Waiting')],
    ['approved', trans.__('Approved')],
    ['declined', trans.__('Declined')]
  ];
  return (
    <div>
      <div className="cw-Requests-head">
        <h2 className="cw-Title">{trans.__('Proposed Links')}</h2>
        <div role="group" aria-label={trans.__('Which links')}>
          {names.map(([name, label]) => (
            <button
              key={name}
              type="button"
              className={`jp-mod-styled cw-Button ${state === name ? 'jp-mod-accept' : 'jp-mod-reject'}`}
              aria-pressed={state === name}
              data-state={name}
              onClick={() => setState(name)}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      {props.cohorts.map(cohort => (
        <Queue key={`${cohort.slug}/${state}`} cohort={cohort} state={state} />
      ))}
    </div>
  );
}

function Queue(props: { cohort: Cohort; state: State }): JSX.Element {
  const { cohort, state } = props;
  const { api, trans } = useCoursewright();
  const reading = useInfiniteQuery(
    pagesOf(api, '/cohorts/{slug}/resources', {
      params: { path: { slug: cohort.slug }, query: { state } }
    })
  );
  const [told, setTold] = React.useState('');
  const heading = React.useRef<HTMLHeadingElement>(null);
  const links = reading.data ?? [];
  const settle = (link: StaffResource): void => {
    setTold(
      link.state === 'approved'
        ? trans.__('“%1” is in the list of the cohort now.', link.title)
        : trans.__('“%1” is not in the list of the cohort.', link.title)
    );
    heading.current?.focus(); // the link that had the focus is gone from here
  };
  return (
    <section className="cw-Section" aria-label={cohort.name} data-testid="cw-proposed-links">
      <h3 className="cw-Heading" ref={heading} tabIndex={-1}>
        {cohort.name}
      </h3>
      <p role="status" className="cw-Hint">
        {told}
      </p>
      <ReadingFailure of={[reading]} />
      {reading.isSuccess && links.length === 0 && (
        <Notice>
          {state === 'waiting'
            ? trans.__('No link waits for you.')
            : trans.__('There are no such links.')}
        </Notice>
      )}
      {links.map(link => (
        <Link key={link.id} link={link} slug={cohort.slug} onDecided={settle} />
      ))}
      {reading.hasNextPage && (
        <button
          type="button"
          className="jp-mod-styled jp-mod-reject cw-Button"
          onClick={() => void reading.fetchNextPage()}
        >
          {trans.__('Show more')}
        </button>
      )}
    </section>
  );
}

interface ILinkProps {
  link: StaffResource;
  slug: string;
  onDecided: (link: StaffResource) => void;
}

function Link(props: ILinkProps): JSX.Element {
  const { link } = props;
  const { trans } = useCoursewright();
  const name = link.full_name ?? link.username ?? trans.__('somebody who left');
  return (
    <article
      className="cw-Request"
      aria-label={link.title}
      data-testid="cw-proposed-link"
      data-id={link.id}
      data-state={link.state}
    >
      <div>
        <OutsideLink link={link} />
      </div>
      <div className="cw-Resource-url">{link.url}</div>
      <About link={link} />
      <div className="cw-Row-detail">
        {link.module_title} · {trans.__('%1, %2', name, dateTime(link.proposed_at))}
        {link.state === 'approved' && <> · {trans._n('%1 vote', '%1 votes', link.votes)}</>}
        {link.decided_by && <> · {trans.__('decided by %1', link.decided_by)}</>}
      </div>
      {link.reason && <blockquote className="cw-Comment">{link.reason}</blockquote>}
      <Decision {...props} />
    </article>
  );
}

function Decision(props: ILinkProps): JSX.Element {
  const { link } = props;
  const { trans } = useCoursewright();
  const [isDeclining, setDeclining] = React.useState(false);
  const sending = useDecision(props);
  const replace = link.state !== 'waiting';
  return (
    <>
      {sending.error && (
        <p className="cw-Hint cw-mod-error" role="alert">
          {sending.error.message}
        </p>
      )}
      {isDeclining ? (
        <Decline
          link={link}
          isSending={sending.isPending}
          onCancel={() => setDeclining(false)}
          onDecline={reason => sending.mutate({ decision: 'declined', reason, replace })}
        />
      ) : (
        <div className="cw-Form-buttons">
          {link.state !== 'declined' && (
            <button
              type="button"
              className="jp-mod-styled jp-mod-reject cw-Button"
              data-testid="cw-decline"
              aria-label={
                link.state === 'approved'
                  ? trans.__('Take away: %1', link.title)
                  : trans.__('Decline: %1', link.title)
              }
              onClick={() => setDeclining(true)}
            >
              {link.state === 'approved' ? trans.__('Take away…') : trans.__('Decline…')}
            </button>
          )}
          {link.state !== 'approved' && (
            <button
              type="button"
              className="jp-mod-styled jp-mod-accept cw-Button"
              data-testid="cw-approve"
              aria-label={trans.__('Approve: %1', link.title)}
              aria-disabled={sending.isPending || undefined}
              onClick={() =>
                sending.isPending ||
                sending.mutate({ decision: 'approved', reason: null, replace })
              }
            >
              {trans.__('Approve')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

function Decline(props: {
  link: StaffResource;
  isSending: boolean;
  onCancel: () => void;
  onDecline: (reason: string) => void;
}): JSX.Element {
  const { isSending, link } = props;
  const { trans } = useCoursewright();
  const [reason, setReason] = useDraft(`declined-link:${link.id}`);
  const field = React.useId();
  const text = React.useRef<HTMLTextAreaElement>(null);
  React.useEffect(() => text.current?.focus(), []);
  return (
    <form
      className="cw-Form"
      onSubmit={event => {
        event.preventDefault();
        isSending || props.onDecline(reason.trim());
      }}
    >
      <label htmlFor={field}>{trans.__('Why is it not in the list? Its author reads this.')}</label>
      <textarea
        id={field}
        ref={text}
        className="jp-mod-styled cw-Form-text"
        data-testid="cw-decline-reason"
        rows={2}
        required
        minLength={SHORTEST}
        maxLength={LONGEST}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
      <div className="cw-Form-buttons">
        <button
          type="button"
          className="jp-mod-styled jp-mod-reject cw-Button"
          onClick={props.onCancel}
        >
          {trans.__('Cancel')}
        </button>
        <button
          type="submit"
          className="jp-mod-styled jp-mod-warn cw-Button"
          data-testid="cw-decline-send"
          aria-disabled={isSending || undefined}
        >
          {link.state === 'approved' ? trans.__('Take away') : trans.__('Decline')}
        </button>
      </div>
    </form>
  );
}

function useDecision({ link, onDecided, slug }: ILinkProps) {
  const { api } = useCoursewright();
  const queries = useQueryClient();
  const [, setReason] = useDraft(`declined-link:${link.id}`);
  const refresh = (): void => {
    void queries.invalidateQueries({ queryKey: keyOf('/modules/{key}/resources') });
    void queries.invalidateQueries({ queryKey: keyOf('/cohorts/{slug}/resources') });
  };
  return useMutation({
    mutationFn: (body: ResourceDecision) =>
      api.put('/cohorts/{slug}/resources/{id}/decision', {
        params: { path: { slug, id: link.id } },
        body
      }),
    onSuccess: decided => {
      setReason('');
      onDecided(decided);
      refresh();
    }
  });
}
