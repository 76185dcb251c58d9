import { UUID } from '@lumino/coreutils';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf } from '../api/query';
import type { ResourceDifficulty, ResourceType } from '../api/schema';
import { useDraft } from '../ui/draft';
import { useCoursewright } from '../ui/widget';
import { type Choice, levels, types } from './words';

const LONGEST = { title: 200, url: 500, why: 300 };
const SHORTEST = { title: 3, why: 10 };

/** The way to propose a link; what is typed outlives failures and reloads until it was sent. */
export function ProposalForm(props: { module: string }): JSX.Element {
  const { trans } = useCoursewright();
  const draft = useProposal(props.module);
  const [isOpen, setOpen] = React.useState(() => draft.isBegun);
  const sending = useSending(props.module, draft, () => setOpen(false));
  const told = sending.data;
  return (
    <section className="cw-Section" aria-label={trans.__('Propose a link')}>
      {!isOpen && (
        <button
          type="button"
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-propose"
          ref={button => told && button?.focus()}
          onClick={() => {
            sending.reset();
            setOpen(true);
          }}
        >
          {trans.__('Propose a link…')}
        </button>
      )}
      <p role="status" className="cw-Hint" data-testid="cw-proposed">
        {told &&
          (told.state === 'approved'
            ? trans.__('The link is in the list.')
            : trans.__('Thank you. Your link waits for your instructor.'))}
      </p>
      {isOpen && (
        <Form
          draft={draft}
          error={sending.error?.message}
          isSending={sending.isPending}
          onSend={() => sending.isPending || sending.mutate()}
          onCancel={() => setOpen(false)}
        />
      )}
    </section>
  );
}

/** What somebody types into the form. */
function useProposal(module: string) {
  const name = `resource:${module}`;
  const [title, setTitle] = useDraft(`${name}:title`);
  const [url, setUrl] = useDraft(`${name}:url`);
  const [why, setWhy] = useDraft(`${name}:why`);
  const [type, setType] = useDraft(`${name}:type`);
  const [level, setLevel] = useDraft(`${name}:level`);
  // Names the wish, so that sending it twice makes one link.
  const [key, setKey] = useDraft(`${name}:key`);
  const fields = { title, url, why, type: type || 'article', level: level || 'beginner' };
  return {
    ...fields,
    isBegun: Boolean(title || url || why),
    setTitle,
    setUrl,
    setWhy,
    setType,
    setLevel,
    named: (): string => {
      const known = key || UUID.uuid4();
      setKey(known);
      return known;
    },
    clear: () => [setTitle, setUrl, setWhy, setType, setLevel, setKey].forEach(set => set(''))
  };
}

type Draft = ReturnType<typeof useProposal>;

function useSending(module: string, draft: Draft, onSent: () => void) {
  const { api } = useCoursewright();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api.post('/modules/{key}/resources', {
        params: { path: { key: module } },
        body: {
          title: draft.title.trim(),
          url: draft.url.trim(),
          type: draft.type as ResourceType,
          difficulty: draft.level as ResourceDifficulty,
          description: draft.why.trim(),
          idempotency_key: draft.named()
        }
      }),
    onSuccess: () => {
      draft.clear();
      onSent();
      const params = { path: { key: module } };
      void queries.invalidateQueries({ queryKey: keyOf('/modules/{key}/resources', params) });
      return queries.invalidateQueries({
        queryKey: keyOf('/modules/{key}/resource-proposals', params)
      });
    }
  });
}

function Form(props: {
  draft: Draft;
  error?: string;
  isSending: boolean;
  onSend: () => void;
  onCancel: () => void;
}): JSX.Element {
  const { draft, isSending } = props;
  const { trans } = useCoursewright();
  const first = React.useRef<HTMLInputElement>(null);
  React.useEffect(() => first.current?.focus(), []);
  return (
    <form
      className="cw-Form cw-ProposalForm"
      data-testid="cw-proposal-form"
      onSubmit={event => {
        event.preventDefault();
        props.onSend();
      }}
    >
      <Labelled label={trans.__('Address')}>
        {id => (
          <input
            id={id}
            ref={first}
            className="jp-mod-styled cw-Input"
            type="url"
            required
            pattern="[Hh][Tt][Tt][Pp][Ss]?://.+"
            title={trans.__('An address that begins with https:// or http://')}
            placeholder="https://"
            maxLength={LONGEST.url}
            value={draft.url}
            onChange={event => draft.setUrl(event.target.value)}
          />
        )}
      </Labelled>
      <Labelled label={trans.__('Title')}>
        {id => (
          <input
            id={id}
            className="jp-mod-styled cw-Input"
            type="text"
            required
            minLength={SHORTEST.title}
            maxLength={LONGEST.title}
            value={draft.title}
            onChange={event => draft.setTitle(event.target.value)}
          />
        )}
      </Labelled>
      <div className="cw-ProposalForm-choices">
        <Select
          label={trans.__('Kind')}
          choices={types(trans)}
          value={draft.type}
          onChange={draft.setType}
        />
        <Select
          label={trans.__('Level')}
          choices={levels(trans)}
          value={draft.level}
          onChange={draft.setLevel}
        />
      </div>
      <Labelled label={trans.__('Why is it worth a visit?')}>
        {id => (
          <textarea
            id={id}
            className="jp-mod-styled cw-Form-text"
            rows={2}
            required
            minLength={SHORTEST.why}
            maxLength={LONGEST.why}
            value={draft.why}
            onChange={event => draft.setWhy(event.target.value)}
          />
        )}
      </Labelled>
      {props.error && (
        <p className="cw-Hint cw-mod-error" role="alert">
          {props.error}
        </p>
      )}
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
          className="jp-mod-styled jp-mod-accept cw-Button"
          data-testid="cw-proposal-send"
          aria-disabled={isSending || undefined}
        >
          {isSending ? trans.__('Sending…') : trans.__('Propose')}
        </button>
      </div>
    </form>
  );
}

function Labelled(props: {
  label: string;
  children: (id: string) => React.ReactNode;
}): JSX.Element {
  const id = React.useId();
  return (
    <div className="cw-Field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  );
}

function Select<T extends string>(props: {
  label: string;
  choices: Choice<T>[];
  value: string;
  onChange: (value: string) => void;
}): JSX.Element {
  return (
    <Labelled label={props.label}>
      {id => (
        <select
          id={id}
          className="jp-mod-styled"
          value={props.value}
          onChange={event => props.onChange(event.target.value)}
        >
          {props.choices.map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
