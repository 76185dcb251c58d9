import { useQuery } from '@tanstack/react-query';
import React from 'react';

import type { ArchetypeChoice, KindChoice, Onboarding, Preview, ToolChoice } from '../api/schema';
import { useCoursewright } from '../ui/widget';
import { Choices } from './choices';
import type { IDraft, Word } from './draft';
import { Field } from './field';
import { atHand, ownCourses } from './reading';

export interface IStepProps {
  draft: IDraft;
  offer: Onboarding;
  preview: Preview | undefined;
  /** What can't be used, by field. */
  problems: Preview['problems'];
  onChange: (change: Partial<IDraft>) => void;
}

export function KindStep({ draft, offer, onChange }: IStepProps): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <Choices
      name="kind"
      label={trans.__('Kind of system')}
      choices={offer.kinds}
      chosen={draft.kind}
      // The architects of one kind are no architects of another.
      onChoose={kind => onChange(kind === draft.kind ? {} : { kind, archetype: '' })}
    />
  );
}

export function ArchetypeStep({ draft, offer, onChange }: IStepProps): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <Choices
      name="archetype"
      label={trans.__('Architect')}
      choices={kindOf(draft, offer)?.archetypes ?? []}
      chosen={draft.archetype}
      onChoose={archetype => onChange({ archetype })}
    />
  );
}

export function TopicStep(props: IStepProps): JSX.Element {
  const { trans } = useCoursewright();
  const { draft, offer, onChange, preview, problems } = props;
  const topics = archetypeOf(draft, offer)?.domains ?? [];
  const matched = draft.domain.trim() && !problems.domain ? preview?.matched : null;
  return (
    <>
      <Field
        name="domain"
        label={trans.__('Your topic')}
        hint={trans.__('A hobby, a trade, a collection: what you know without looking it up.')}
        value={draft.domain}
        problem={problems.domain}
        most={offer.most_characters}
        onType={domain => onChange({ domain })}
      />
      <div className="cw-Chips" role="group" aria-label={trans.__('Some topics')}>
        {topics.map(topic => (
          <button
            key={topic}
            type="button"
            className="cw-Chip"
            data-testid="cw-topic"
            aria-pressed={topic === draft.domain}
            onClick={() => onChange({ domain: topic })}
          >
            {topic}
          </button>
        ))}
      </div>
      <p className="cw-Row-detail" role="status">
        {matched && trans.__('The words on the next page are suggestions for %1.', matched)}
      </p>
    </>
  );
}

export function WordsStep(props: IStepProps): JSX.Element {
  const { trans } = useCoursewright();
  const { draft, offer, onChange, preview, problems } = props;
  const questions = archetypeOf(draft, offer);
  const field = (name: Word, label: string, hint?: string): JSX.Element => (
    <Field
      name={name}
      label={label}
      hint={hint}
      value={draft.words[name] ?? preview?.suggestions[name] ?? ''}
      placeholder={preview?.suggestions[name]}
      problem={problems[name]}
      most={offer.most_characters}
      onType={value => onChange({ words: { ...draft.words, [name]: value } })}
    />
  );
  const hasOwn = Object.keys(draft.words).length > 0;
  return (
    <>
      {field('entity_primary', questions?.unit ?? '', trans.__('One of them'))}
      {field('entity_plural', trans.__('What are several of them called?'))}
      {field('metric', questions?.measure ?? '')}
      {field('container', questions?.place ?? '')}
      {hasOwn && (
        <button type="button" className="cw-Link" onClick={() => onChange({ words: {} })}>
          {trans.__('Use the suggestions again')}
        </button>
      )}
    </>
  );
}

export function ToolStep({ draft, offer, onChange, preview }: IStepProps): JSX.Element {
  const { trans } = useCoursewright();
  const begins = ({ starting_module: number }: ToolChoice): string => {
    const title = preview?.modules.find(module => module.number === number)?.title;
    return title
      ? trans.__('You begin with module %1, %2', number, title)
      : trans.__('You begin with module %1', number);
  };
  return (
    <Choices
      name="tool"
      label={trans.__('Tool')}
      choices={offer.tools.map(tool => ({ ...tool, aside: begins(tool) }))}
      chosen={draft.tool}
      onChoose={tool => onChange({ tool: tool as IDraft['tool'] })}
    />
  );
}

export function CourseStep({ preview }: IStepProps): JSX.Element {
  const { api, trans } = useCoursewright();
  const present = atHand(useQuery(ownCourses(api)).data?.items);
  return (
    <div className="cw-Pitch" data-testid="cw-pitch">
      <h3>{preview?.title}</h3>
      <p>{preview?.pitch}</p>
      <ol className="cw-Pitch-modules">
        {preview?.modules.map(module => (
          <li key={module.number} value={module.number}>
            {module.title}
            {module.is_optional && (
              <span className="cw-Row-detail"> {trans.__('(if you like)')}</span>
            )}
          </li>
        ))}
      </ol>
      {present && (
        <p className="cw-Row-detail">
          {trans.__(
            '%1 will be archived with all that you did in it. You can bring it back at any time.',
            present.title
          )}
        </p>
      )}
    </div>
  );
}

function kindOf(draft: IDraft, offer: Onboarding): KindChoice | undefined {
  return offer.kinds.find(({ key }) => key === draft.kind);
}

function archetypeOf(draft: IDraft, offer: Onboarding): ArchetypeChoice | undefined {
  return kindOf(draft, offer)?.archetypes.find(({ key }) => key === draft.archetype);
}
