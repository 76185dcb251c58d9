import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import React from 'react';

import type { Circle } from '../api/schema';
import { ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { More } from './line';
import { circlePages, profileOf } from './reading';
import { nameOf, RelationButtons, Standing } from './relation';

interface Props {
  onPerson: (username: string) => void;
}

/** Whom the reader follows, mutes and blocks, and how she finds others. */
export function People({ onPerson }: Props): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <>
      <Finder onPerson={onPerson} />
      <PeopleList
        circle="followed"
        title={trans.__('You follow')}
        empty={trans.__('You follow nobody yet. Your classmates are under Class.')}
        onPerson={onPerson}
      />
      <PeopleList
        circle="muted"
        title={trans.__('Muted')}
        empty={trans.__('You have muted nobody.')}
        onPerson={onPerson}
      />
      <PeopleList
        circle="blocked"
        title={trans.__('Blocked')}
        empty={trans.__('You block nobody.')}
      />
    </>
  );
}

/** Leads to the profile of an exact username. */
function Finder({ onPerson }: Props): JSX.Element {
  const { api, queries, trans } = useCoursewright();
  const [text, setText] = React.useState('');
  const field = React.useId();
  const username = text.trim();
  const finding = useMutation({
    mutationFn: () => queries.fetchQuery({ ...profileOf(api, username), staleTime: 0 }),
    onSuccess: found => onPerson(found.username)
  });
  return (
    <form
      className="cw-Guild-finder"
      role="search"
      onSubmit={event => {
        event.preventDefault();
        if (username && !finding.isPending) {
          finding.mutate();
        }
      }}
    >
      <label htmlFor={field}>{trans.__('Find somebody by the exact username')}</label>
      <div className="cw-Guild-row">
        <input
          id={field}
          className="jp-mod-styled"
          data-testid="cw-find-name"
          autoComplete="off"
          spellCheck={false}
          maxLength={50}
          value={text}
          onChange={event => {
            setText(event.target.value);
            finding.reset();
          }}
        />
        <button className="jp-mod-styled jp-mod-accept cw-Button" disabled={!username}>
          {trans.__('Find')}
        </button>
      </div>
      {finding.isError && (
        <p className="cw-Hint cw-mod-error" role="alert" data-testid="cw-not-found">
          {finding.error.message}
        </p>
      )}
    </form>
  );
}

/** The people of a circle in the order of their usernames; without `onPerson` they have no profile. */
export function PeopleList(props: {
  circle: Circle;
  title: string;
  empty: string;
  onPerson?: (username: string) => void;
}): JSX.Element {
  const { circle, onPerson } = props;
  const { api, trans } = useCoursewright();
  const reading = useInfiniteQuery(circlePages(api, circle));
  const heading = React.useRef<HTMLHeadingElement>(null);
  const id = React.useId();
  return (
    <section className="cw-Guild-section" aria-labelledby={id} data-testid={`cw-circle-${circle}`}>
      <h3 className="cw-Heading" id={id} ref={heading} tabIndex={-1}>
        {props.title}
      </h3>
      <ReadingFailure of={[reading]} />
      {reading.isSuccess && reading.data.length === 0 && (
        <p className="cw-Dashboard-text">{props.empty}</p>
      )}
      <ul className="cw-Plain">
        {reading.data?.map(person => (
          <li key={person.username} className="cw-Guild-person" data-username={person.username}>
            <div className="cw-Dashboard-body">
              {onPerson ? (
                <button className="cw-Link" onClick={() => onPerson(person.username)}>
                  {nameOf(person)}
                </button>
              ) : (
                <span>{nameOf(person)}</span>
              )}{' '}
              <span className="cw-Row-detail">{person.username}</span>
              <div>
                <Standing person={person} />
              </div>
            </div>
            {/* The row is gone after many a change, and with it the button that had the focus. */}
            <RelationButtons person={person} onChanged={() => heading.current?.focus()} />
          </li>
        ))}
      </ul>
      <More reading={reading} text={trans.__('Show more')} />
    </section>
  );
}
