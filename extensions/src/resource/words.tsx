import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import type { ResourceDifficulty, ResourceType } from '../api/schema';
import { useCoursewright } from '../ui/widget';

export type Choice<T> = [T, string];

export function types(trans: TranslationBundle): Choice<ResourceType>[] {
  return [
    ['article', trans.__('Article')],
    ['documentation', trans.__('Documentation')],
    ['tutorial', trans.__('Tutorial')],
    ['video', trans.__('Video')]
  ];
}

export function levels(trans: TranslationBundle): Choice<ResourceDifficulty>[] {
  return [
    ['beginner', trans.__('for beginners')],
    ['intermediate', trans.__('for some practice')],
    ['advanced', trans.__('demanding')]
  ];
}

/** What a link is, whoever lists it. */
export interface ILink {
  title: string;
  url: string;
  type: ResourceType | null;
  difficulty: ResourceDifficulty | null;
  description: string | null;
}

/** The link itself, with where it leads; it opens a tab of its own, which learns nothing of this one. */
export function OutsideLink(props: { link: ILink; id?: string }): JSX.Element {
  const { link } = props;
  const { trans } = useCoursewright();
  const host = hostOf(link.url);
  if (host === null) {
    return <span id={props.id}>{link.title}</span>;
  }
  return (
    <>
      <a
        id={props.id}
        className="cw-Resource-link"
        href={link.url}
        target="_blank"
        rel="noopener noreferrer"
        title={link.url}
      >
        {link.title}
        <span className="cw-Hidden"> {trans.__('(opens in a new tab)')}</span>
      </a>
      <span className="cw-Row-detail"> {host}</span>
    </>
  );
}

/** Kind and level of a link, and why to read it. */
export function About(props: { link: ILink }): JSX.Element {
  const { description, difficulty, type } = props.link;
  const { trans } = useCoursewright();
  const words = [
    types(trans).find(([name]) => name === type)?.[1],
    levels(trans).find(([name]) => name === difficulty)?.[1]
  ].filter(Boolean);
  return (
    <>
      <div className="cw-Row-detail">{words.join(' · ')}</div>
      {description && <p className="cw-Resource-why">{description}</p>}
    </>
  );
}

/** The host of a web address; null for what must not become a link. */
function hostOf(url: string): string | null {
  try {
    const { host, protocol } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? host : null;
  } catch {
    return null;
  }
}
