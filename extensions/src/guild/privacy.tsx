import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useMutation, useQuery } from '@tanstack/react-query';
import React from 'react';

import type { Privacy, Visibility } from '../api/schema';
import type { ICoursewright } from '../tokens';
import { ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { PEOPLE, privacyOf } from './reading';

/** From everybody to nobody. */
const VISIBILITIES: readonly Visibility[] = ['public', 'friends', 'private'];

/** Store what others may see of the reader; all panels read anew. */
export async function setPrivacy(shared: ICoursewright, wanted: Privacy): Promise<void> {
  const { api, queries } = shared;
  const stored = await api.put('/me/privacy', { body: wanted });
  queries.setQueryData(privacyOf(api).queryKey, stored);
  await Promise.all(PEOPLE.map(queryKey => queries.invalidateQueries({ queryKey })));
}

/** Who sees what the reader does, and the one switch to disappear. */
export function PrivacyControls(): JSX.Element {
  const shared = useCoursewright();
  const { api, trans } = shared;
  const reading = useQuery(privacyOf(api));
  const changing = useMutation({
    scope: { id: 'coursewright:privacy' }, // one after the other, in the order of the clicks
    mutationFn: (wanted: Privacy) => setPrivacy(shared, wanted)
  });
  const privacy = changing.isPending ? changing.variables : reading.data;
  const field = React.useId();
  const change = async (wanted: Privacy): Promise<void> => {
    if (privacy && (await isMeant(privacy, wanted, trans))) {
      changing.mutate(wanted);
    }
  };
  return (
    <section className="cw-Guild-privacy" aria-label={trans.__('Privacy')} data-testid="cw-privacy">
      <ReadingFailure of={[reading]} />
      {privacy && (
        <>
          <label htmlFor={field}>{trans.__('Who sees what you do')}</label>
          <select
            id={field}
            className="jp-mod-styled"
            data-testid="cw-visibility"
            value={privacy.default_visibility}
            onChange={event =>
              void change({
                ...privacy,
                default_visibility: event.target.value as Visibility
              })
            }
          >
            {VISIBILITIES.map(each => (
              <option key={each} value={each}>
                {visibilityWord(each, trans)}
              </option>
            ))}
          </select>
          <label className="cw-Guild-hide">
            <input
              type="checkbox"
              role="switch"
              data-testid="cw-hide"
              checked={privacy.is_hidden}
              onChange={event => void change({ ...privacy, is_hidden: event.target.checked })}
            />{' '}
            {trans.__('Hide me from everybody')}
          </label>
          {reading.data?.is_hidden && (
            <p className="cw-Guild-hidden" role="status" data-testid="cw-hidden">
              {trans.__(
                'Nobody sees you or what you did, in no feed, list or profile. You still see others.'
              )}
            </p>
          )}
        </>
      )}
      {changing.isError && (
        <p className="cw-Hint cw-mod-error" role="alert">
          {changing.error.message}
        </p>
      )}
    </section>
  );
}

/** Ask before what was done so far is taken back, for that can't be undone. */
async function isMeant(
  before: Privacy,
  wanted: Privacy,
  trans: TranslationBundle
): Promise<boolean> {
  const [was, is] = [before, wanted].map(({ default_visibility: each }) =>
    VISIBILITIES.indexOf(each)
  ) as [number, number];
  if (is <= was) {
    return true;
  }
  const { button } = await showDialog({
    title: trans.__('Show less?'),
    body: trans.__(
      'What you did so far is shown to fewer people as well, at once. It can not be shown to more people again.'
    ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: trans.__('Show less') })
    ]
  });
  return button.accept;
}

function visibilityWord(visibility: Visibility, trans: TranslationBundle): string {
  switch (visibility) {
    case 'public':
      return trans.__('Everybody');
    case 'friends':
      return trans.__('Friends');
    case 'private':
      return trans.__('Only you');
  }
}
