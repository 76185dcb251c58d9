import type { TranslationBundle } from '@jupyterlab/translation';
import { useMutation } from '@tanstack/react-query';
import React from 'react';

import type { Api } from '../api/client';
import type { Person, Profile } from '../api/schema';
import type { ICoursewright } from '../tokens';
import { useCoursewright } from '../ui/widget';
import { tell } from '../ui/tell';
import { PEOPLE } from './reading';

/** The three switches between two people. */
export type Switch = 'follow' | 'mute' | 'block';

export interface Change {
  switch: Switch;
  isOn: boolean;
}

/** Somebody as lists and profiles know her. */
export type Known = Pick<
  Person,
  'username' | 'full_name' | 'is_followed' | 'is_muted' | 'is_friend' | 'follows_me'
> & { is_blocked?: boolean };

const UNDO_SECONDS = 8;

export function nameOf(person: Pick<Profile, 'username' | 'full_name'>): string {
  return person.full_name || person.username;
}

/** Follow, mute or block somebody, or no longer; all panels read anew. */
async function apply(shared: ICoursewright, username: string, change: Change): Promise<void> {
  await send(shared.api, username, change);
  await Promise.all(PEOPLE.map(queryKey => shared.queries.invalidateQueries({ queryKey })));
}

function send(api: Api, username: string, change: Change): Promise<Person> {
  const params = { params: { path: { username } } };
  switch (change.switch) {
    case 'follow':
      return change.isOn
        ? api.put('/people/{username}/follow', params)
        : api.delete('/people/{username}/follow', params);
    case 'mute':
      return change.isOn
        ? api.put('/people/{username}/mute', params)
        : api.delete('/people/{username}/mute', params);
    case 'block':
      return change.isOn
        ? api.put('/people/{username}/block', params)
        : api.delete('/people/{username}/block', params);
  }
}

/** What brings a person back to where she was before a change: a block forgot the other switches. */
function undoing(person: Known, change: Change): Change[] {
  const back: Change[] = [{ switch: change.switch, isOn: !change.isOn }];
  if (change.switch === 'block' && change.isOn) {
    if (person.is_followed) {
      back.push({ switch: 'follow', isOn: true });
    }
    if (person.is_muted) {
      back.push({ switch: 'mute', isOn: true });
    }
  }
  return back;
}

function tellOf(shared: ICoursewright, person: Known, change: Change): void {
  const { trans } = shared;
  const undo = async (): Promise<void> => {
    try {
      for (const each of undoing(person, change)) {
        await apply(shared, person.username, each);
      }
    } catch (error) {
      tell(trans, 'error', (error as Error).message, { autoClose: false });
    }
  };
  tell(trans, 'success', doneText(nameOf(person), change, trans), {
    autoClose: UNDO_SECONDS * 1000,
    actions: [{ label: trans.__('Undo'), callback: () => void undo() }]
  });
}

function doneText(name: string, change: Change, trans: TranslationBundle): string {
  switch (change.switch) {
    case 'follow':
      return change.isOn
        ? trans.__('You follow %1.', name)
        : trans.__('You follow %1 no longer.', name);
    case 'mute':
      return change.isOn
        ? trans.__('You hear nothing of %1 any more. Nobody is told.', name)
        : trans.__('You hear of %1 again.', name);
    case 'block':
      return change.isOn
        ? trans.__('You and %1 see nothing of each other any more.', name)
        : trans.__('You do not block %1 any more.', name);
  }
}

/** The switches between the reader and somebody, each as the thing to be done next. */
export function RelationButtons(props: {
  person: Known;
  /** Told after a change, when the person may be gone from where the buttons stood. */
  onChanged?: (change: Change) => void;
}): JSX.Element {
  const { onChanged, person } = props;
  const shared = useCoursewright();
  const { trans } = shared;
  const changing = useMutation({
    mutationFn: (change: Change) => apply(shared, person.username, change),
    onSuccess: (_, change) => {
      tellOf(shared, person, change);
      onChanged?.(change);
    }
  });
  const name = nameOf(person);
  const button = (name: Switch, isOn: boolean, text: string, label: string): JSX.Element => (
    <button
      className={`jp-mod-styled cw-Button ${name === 'follow' && isOn ? 'jp-mod-accept' : 'jp-mod-reject'}`}
      data-testid={`cw-${name}`}
      aria-label={label}
      aria-disabled={changing.isPending || undefined}
      onClick={
        changing.isPending ? undefined : () => changing.mutate({ switch: name, isOn })
      }
    >
      {text}
    </button>
  );
  return (
    <div className="cw-Guild-switches">
      {!person.is_blocked &&
        (person.is_followed
          ? button('follow', false, trans.__('Unfollow'), trans.__('Unfollow %1', name))
          : button('follow', true, trans.__('Follow'), trans.__('Follow %1', name)))}
      {!person.is_blocked &&
        (person.is_muted
          ? button('mute', false, trans.__('Unmute'), trans.__('Unmute %1', name))
          : button('mute', true, trans.__('Mute'), trans.__('Mute %1', name)))}
      {person.is_blocked
        ? button('block', false, trans.__('Unblock'), trans.__('Unblock %1', name))
        : button('block', true, trans.__('Block'), trans.__('Block %1', name))}
      {changing.isError && (
        <p className="cw-Hint cw-mod-error" role="alert">
          {changing.error.message}
        </p>
      )}
    </div>
  );
}

/** How things stand between the reader and somebody, in words. */
export function Standing({ person }: { person: Known }): JSX.Element | null {
  const { trans } = useCoursewright();
  const words = [
    person.is_blocked && trans.__('blocked'),
    person.is_friend && trans.__('friend'),
    !person.is_friend && person.is_followed && trans.__('you follow'),
    !person.is_friend && person.follows_me && trans.__('follows you'),
    person.is_muted && trans.__('muted')
  ].filter(Boolean);
  return words.length ? (
    <span className="cw-Row-detail" data-testid="cw-standing">
      {words.join(' · ')}
    </span>
  ) : null;
}
