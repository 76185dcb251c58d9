import { useQuery, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { watchedCourse } from '../course/query';
import type { OpenThread } from '../api/schema';
import { useDraft } from '../ui/draft';
import { useCoursewright } from '../ui/widget';
import { Composer } from './composer';
import { readAgain } from './freshness';
import { modules, type Place, placeName } from './place';

const SHORTEST = 5;
const LONGEST = 200;
/** The most of a cell that the service takes. */
const LONGEST_QUOTE = 4000;

/** Where a question is written: of a module, of none, or about an exercise and a cell of it. */
export function Ask(props: {
  place: Place;
  onAsked: (thread: string) => void;
  onCancel: () => void;
}): JSX.Element {
  const { place } = props;
  const { api, course, trans } = useCoursewright();
  const queries = useQueryClient();
  useQuery(watchedCourse(api));
  const draft = `forum-ask:${place.key ?? ''}:${place.cell?.id ?? ''}`;
  const [title, setTitle] = useDraft(`${draft}:title`);
  const [module, setModule] = React.useState(place.module ?? '');
  const heading = React.useRef<HTMLHeadingElement>(null);
  const field = React.useId();
  React.useEffect(() => heading.current?.focus(), [place]);
  const named = title.trim();
  const quoted = place.cell?.source.slice(0, LONGEST_QUOTE);
  return (
    <section className="cw-Ask" aria-labelledby={`${field}-heading`} data-testid="cw-ask">
      <h2 id={`${field}-heading`} className="cw-Title" tabIndex={-1} ref={heading}>
        {place.key
          ? trans.__('Ask about %1', placeName(course, place))
          : trans.__('Ask a question')}
      </h2>
      {!place.key && (
        <ModuleChoice id={`${field}-module`} chosen={module} onChoose={setModule} />
      )}
      {quoted && (
        <figure className="cw-Quote">
          <figcaption className="cw-Row-detail">
            {trans.__(
              'Your question carries this cell. Classmates who have not passed the exercise do not see it.'
            )}
          </figcaption>
          <pre tabIndex={0} data-testid="cw-quoted">
            {quoted}
          </pre>
        </figure>
      )}
      <div className="cw-Form">
        <label htmlFor={`${field}-title`}>{trans.__('Title')}</label>
        <input
          id={`${field}-title`}
          type="text"
          className="jp-mod-styled cw-Form-text"
          data-testid="cw-title"
          maxLength={LONGEST}
          value={title}
          aria-describedby={`${field}-title-help`}
          onChange={event => setTitle(event.target.value)}
        />
        <div id={`${field}-title-help`} className="cw-Row-detail">
          {trans.__('What you want to know, in one line of at least %1 letters.', SHORTEST)}
        </div>
      </div>
      <Composer<OpenThread>
        draft={draft}
        label={trans.__('Your question')}
        send={trans.__('Ask')}
        isReady={named.length >= SHORTEST}
        onSend={(content, key) =>
          api.post('/forum/threads', {
            body: {
              idempotency_key: key,
              title: named,
              content,
              ...(place.key
                ? { key: place.key, cell_id: place.cell?.id ?? null, quoted: quoted ?? null }
                : { module: module || null })
            }
          })
        }
        onSent={({ post }) => {
          setTitle('');
          void readAgain(queries, post.id);
          props.onAsked(post.id);
        }}
        onCancel={props.onCancel}
      />
    </section>
  );
}

function ModuleChoice(props: {
  id: string;
  chosen: string;
  onChoose: (module: string) => void;
}): JSX.Element {
  const { course, trans } = useCoursewright();
  return (
    <div className="cw-Form">
      <label htmlFor={props.id}>{trans.__('Module')}</label>
      <select
        id={props.id}
        className="jp-mod-styled cw-Forum-select"
        data-testid="cw-ask-module"
        value={props.chosen}
        onChange={event => props.onChoose(event.target.value)}
      >
        <option value="">{trans.__('About no module')}</option>
        {modules(course).map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}
