import { UUID } from '@lumino/coreutils';
import { useMutation } from '@tanstack/react-query';
import React from 'react';

import type { ApiError } from '../api/error';
import { useDraft } from '../ui/draft';
import { Markdown } from '../ui/markdown';
import { useCoursewright } from '../ui/widget';

/** The longest post that the service takes. */
const LONGEST = 20_000;

interface IComposerProps<T> {
  /** Under which name the words are kept until they are sent. */
  draft: string;
  label: string;
  send: string;
  /** What stands there when nothing was typed yet. */
  initial?: string;
  isReady?: boolean;
  autoFocus?: boolean;
  /** Sends the words; the same `key` may be sent again, and counts once. */
  onSend: (content: string, key: string) => Promise<T>;
  onSent: (answer: T) => void;
  onCancel?: () => void;
}

/** Where a post is written in Markdown, with a preview by Lab's own renderer; words outlive reloads. */
export function Composer<T>(props: IComposerProps<T>): JSX.Element {
  const { initial = '' } = props;
  const { trans } = useCoursewright();
  const [kept, setKept] = useDraft(props.draft);
  const [requestKey, setRequestKey] = useDraft(`${props.draft}:key`);
  const [isPreview, setPreview] = React.useState(false);
  const field = React.useId();
  const content = kept || initial;
  const words = content.trim();
  const sending = useMutation<T, ApiError, { content: string; key: string }>({
    mutationFn: given => props.onSend(given.content, given.key),
    onSuccess: answer => {
      setKept('');
      setRequestKey('');
      setPreview(false);
      props.onSent(answer);
    }
  });
  const canSend = words !== '' && props.isReady !== false && !sending.isPending;
  const send = (): void => {
    if (!canSend) {
      return;
    }
    // A lost answer must not make a second post, after a reload neither.
    const key = requestKey || UUID.uuid4();
    setRequestKey(key);
    sending.mutate({ content: words, key });
  };
  return (
    <form
      className="cw-Form cw-Composer"
      data-testid="cw-composer"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          send();
        }
      }}
    >
      <label htmlFor={field}>{props.label}</label>
      {isPreview ? (
        <div
          className="cw-Composer-preview"
          role="group"
          aria-label={trans.__('Preview')}
          data-testid="cw-preview"
          tabIndex={0}
        >
          <Markdown text={content} />
        </div>
      ) : (
        <textarea
          id={field}
          className="jp-mod-styled cw-Form-text"
          data-testid="cw-words"
          rows={6}
          maxLength={LONGEST}
          autoFocus={props.autoFocus}
          value={content}
          aria-describedby={`${field}-help`}
          onChange={event => {
            setKept(event.target.value);
            setRequestKey(''); // other words are another request
          }}
        />
      )}
      <div id={`${field}-help`} className="cw-Row-detail">
        {trans.__(
          'Markdown: **bold**, `code`, ``` for blocks of code, $x^2$ for formulas. Ctrl Enter sends.'
        )}
      </div>
      {sending.error && !sending.isPending && (
        <p className="cw-Hint cw-mod-error" role="alert" data-testid="cw-composer-error">
          {sending.error.message}
        </p>
      )}
      {sending.isPaused && (
        <p className="cw-Hint" role="status">
          {trans.__('You are offline: this is sent when you are back.')}
        </p>
      )}
      <div className="cw-Form-buttons">
        <button
          type="button"
          className="jp-mod-styled jp-mod-reject cw-Button"
          aria-pressed={isPreview}
          data-testid="cw-preview-toggle"
          onClick={() => setPreview(!isPreview)}
        >
          {isPreview ? trans.__('Write on') : trans.__('Preview')}
        </button>
        {props.onCancel && (
          <button
            type="button"
            className="jp-mod-styled jp-mod-reject cw-Button"
            onClick={props.onCancel}
          >
            {trans.__('Cancel')}
          </button>
        )}
        <button
          type="submit"
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-send"
          disabled={!canSend}
        >
          {sending.isPending ? trans.__('Sending…') : props.send}
        </button>
      </div>
    </form>
  );
}
