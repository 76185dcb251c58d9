import type { TranslationBundle } from '@jupyterlab/translation';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import React from 'react';

import { keyOf } from '../api/query';
import type { Achievement, Rarity } from '../api/schema';
import { dateTime, fullDateTime, percent } from '../ui/format';
import { Notice, ReadingFailure } from '../ui/notice';
import { ProgressBar } from '../ui/progress';
import { useCoursewright } from '../ui/widget';
import { More } from './line';
import { achievementPages } from './reading';

const MOST_SHOWN = 3;

/** What the reader earned, what she has begun and what there is besides; nobody is ranked. */
export function AchievementList(): JSX.Element {
  const { api, trans } = useCoursewright();
  const reading = useInfiniteQuery(achievementPages(api));
  const all = reading.data ?? [];
  const shown = all.filter(each => each.is_featured).length;
  const groups: [string, Achievement[]][] = [
    [trans.__('Earned'), all.filter(each => each.earned_at).sort(latestFirst)],
    [trans.__('Begun'), all.filter(isBegun).sort((one, other) => done(other) - done(one))],
    [trans.__('Not begun'), all.filter(each => !each.earned_at && !isBegun(each))]
  ];
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.isPending && (
        <Notice>
          <span role="status">{trans.__('Loading…')}</span>
        </Notice>
      )}
      {reading.isSuccess && (
        <p className="cw-Dashboard-text" data-testid="cw-shown-count">
          {trans.__('Your profile shows %1 of %2 achievements.', shown, MOST_SHOWN)}
        </p>
      )}
      {groups
        .filter(([, members]) => members.length > 0)
        .map(([title, members]) => (
          <section key={title} className="cw-Guild-section" aria-label={title}>
            <h3 className="cw-Heading">{title}</h3>
            <ul className="cw-Plain">
              {members.map(each => (
                <Line key={each.slug} achievement={each} isFull={shown >= MOST_SHOWN} />
              ))}
            </ul>
          </section>
        ))}
      <More reading={reading} text={trans.__('Show more')} />
    </>
  );
}

function latestFirst(one: Achievement, other: Achievement): number {
  return (other.earned_at ?? '').localeCompare(one.earned_at ?? '');
}

function isBegun({ earned_at, have }: Achievement): boolean {
  return !earned_at && !!have;
}

function done({ have, need }: Achievement): number {
  return (have ?? 0) / (need || 1);
}

function Line(props: { achievement: Achievement; isFull: boolean }): JSX.Element {
  const { achievement } = props;
  const { trans } = useCoursewright();
  const { earned_at: earned, have, need } = achievement;
  return (
    <li
      className="cw-Dashboard-badge"
      data-testid="cw-achievement"
      data-slug={achievement.slug}
    >
      <span className="cw-Dashboard-emblem" aria-hidden="true">
        {achievement.icon}
      </span>
      <div className="cw-Dashboard-body">
        <div className="cw-Continue-title">{achievement.title}</div>
        <div className="cw-Row-detail">{achievement.description}</div>
        <RarityText rarity={achievement.rarity} share={achievement.share} />
        {earned && (
          <time className="cw-Row-detail" dateTime={earned} title={fullDateTime(earned)}>
            {dateTime(earned)}
          </time>
        )}
        {!earned && (need ?? 0) > 1 && (
          <>
            <ProgressBar percent={100 * done(achievement)} label={achievement.title} />
            <span className="cw-Row-detail">{trans.__('%1 of %2', have, need)}</span>
          </>
        )}
      </div>
      {earned && <FeatureButton achievement={achievement} isFull={props.isFull} />}
    </li>
  );
}

function FeatureButton(props: { achievement: Achievement; isFull: boolean }): JSX.Element {
  const { is_featured: isShown, slug, title } = props.achievement;
  const { api, queries, trans } = useCoursewright();
  const params = { params: { path: { badge: slug } } };
  const changing = useMutation({
    mutationFn: () =>
      isShown
        ? api.delete('/achievements/{badge}/feature', params)
        : api.put('/achievements/{badge}/feature', params),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keyOf('/achievements') }),
        queries.invalidateQueries({ queryKey: keyOf('/people/{username}') })
      ])
  });
  const isRefused = props.isFull && !isShown;
  const hint = React.useId();
  return (
    <div className="cw-Guild-switches">
      <button
        className="jp-mod-styled jp-mod-reject cw-Button"
        data-testid="cw-feature"
        aria-label={
          isShown
            ? trans.__('Take %1 off your profile', title)
            : trans.__('Show %1 on your profile', title)
        }
        aria-disabled={isRefused || changing.isPending || undefined}
        aria-describedby={isRefused ? hint : undefined}
        onClick={isRefused || changing.isPending ? undefined : () => changing.mutate()}
      >
        {isShown ? trans.__('Take off profile') : trans.__('Show on profile')}
      </button>
      {isRefused && (
        <span id={hint} className="cw-Hidden">
          {trans.__('Your profile is full: take another one off first.')}
        </span>
      )}
      {changing.isError && (
        <p className="cw-Hint cw-mod-error" role="alert">
          {changing.error.message}
        </p>
      )}
    </div>
  );
}

/** How rare an achievement is meant to be, and how many people really have it. */
export function RarityText(props: {
  rarity: Rarity | null;
  share: number | null;
}): JSX.Element | null {
  const { rarity, share } = props;
  const { trans } = useCoursewright();
  const words = [
    rarity && rarityWord(rarity, trans),
    share !== null &&
      (share === 0
        ? trans.__('nobody has it yet')
        : trans.__('%1 of all people have it', percent(share)))
  ].filter(Boolean);
  return words.length ? <div className="cw-Row-detail">{words.join(' · ')}</div> : null;
}

function rarityWord(rarity: Rarity, trans: TranslationBundle): string {
  switch (rarity) {
    case 'common':
      return trans.__('common');
    case 'rare':
      return trans.__('rare');
    case 'legendary':
      return trans.__('legendary');
  }
}
