import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import React from 'react';

import { pagesOf } from '../api/query';
import { watchedCourse } from '../course/query';
import type { ICoursewright } from '../tokens';
import { DemoNotice, isDemo } from '../ui/demo';
import { Notice, ReadingFailure } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { ProposalForm } from './form';
import { modulesWithLinks } from './modules';
import { OwnProposals } from './proposals';
import { Vote } from './vote';
import { About, OutsideLink } from './words';

/** Where to read on after a module, in the main area. */
export class ResourcesPanel extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    readonly module: string,
    private readonly _onOpen: (module: string) => void
  ) {
    super(shared);
    this.addClass('cw-ResourcesPanel');
  }

  protected content(): JSX.Element {
    return <Resources module={this.module} onOpen={this._onOpen} />;
  }
}

function Resources(props: { module: string; onOpen: (module: string) => void }): JSX.Element {
  const { module } = props;
  const { trans } = useCoursewright();
  return (
    <article className="cw-Resources" data-testid="cw-resources" data-module={module}>
      <Head {...props} />
      <DemoNotice />
      <Links module={module} />
      {isDemo() ? (
        <p className="cw-Hint">{trans.__('Voting and proposing links needs a hub.')}</p>
      ) : (
        <>
          <OwnProposals module={module} />
          <ProposalForm module={module} />
        </>
      )}
    </article>
  );
}

function Head(props: { module: string; onOpen: (module: string) => void }): JSX.Element {
  const { api, course, trans } = useCoursewright();
  useQuery(watchedCourse(api)); // titles come with the courses
  const field = React.useId();
  const modules = modulesWithLinks(course);
  const title = modules.find(({ key }) => key === props.module)?.title ?? props.module;
  return (
    <header className="cw-Requests-head">
      <h2 className="cw-Title">{trans.__('Further Reading: %1', title)}</h2>
      {modules.length > 1 && (
        <div className="cw-Resources-module">
          <label htmlFor={field}>{trans.__('Module')}</label>
          <select
            id={field}
            className="jp-mod-styled"
            data-testid="cw-resources-module"
            value={props.module}
            onChange={event => props.onOpen(event.target.value)}
          >
            {modules.map(({ key, number, title: name }) => (
              <option key={key} value={key}>
                {number}. {name}
              </option>
            ))}
          </select>
        </div>
      )}
    </header>
  );
}

function Links(props: { module: string }): JSX.Element {
  const { module } = props;
  const { api, trans } = useCoursewright();
  const params = { path: { key: module } };
  const reading = useInfiniteQuery(pagesOf(api, '/modules/{key}/resources', { params }));
  const id = React.useId();
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.isPending && (
        <Notice>
          <span role="status">{trans.__('Loading the links…')}</span>
        </Notice>
      )}
      {reading.data?.length === 0 && (
        <Notice>{trans.__('Nobody has added a link to this module yet. Propose one.')}</Notice>
      )}
      <ul className="cw-Plain" aria-label={trans.__('Links')}>
        {reading.data?.map(link => (
          <li key={link.id} className="cw-Resource" data-testid="cw-resource" data-id={link.id}>
            <div className="cw-Resource-text">
              <OutsideLink link={link} id={`${id}-${link.id}`} />
              <About link={link} />
            </div>
            <Vote link={link} module={module} describedBy={`${id}-${link.id}`} />
          </li>
        ))}
      </ul>
      {reading.hasNextPage && (
        <button
          type="button"
          className="jp-mod-styled jp-mod-reject cw-Button"
          data-testid="cw-more-resources"
          onClick={() => void reading.fetchNextPage()}
        >
          {trans.__('Show more')}
        </button>
      )}
    </>
  );
}
