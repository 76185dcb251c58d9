import { UseSignal } from '@jupyterlab/ui-components';
import { useQuery } from '@tanstack/react-query';
import React from 'react';

import { queryOf } from '../api/query';
import { watchedCourse } from '../course/query';
import type { ICoursewright } from '../tokens';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { AchievementList } from './achievements';
import { Classes, Home } from './home';
import { People } from './people';
import { type Place, type Tab, TABS } from './place';
import { PrivacyControls } from './privacy';
import { ProfileView } from './profile';

/** The guild in the main area: what people do, who they are, and what one has earned. */
export class GuildPanel extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _place: Place
  ) {
    super(shared);
    this.addClass('cw-GuildPanel');
    this.node.tabIndex = -1;
  }

  protected content(): JSX.Element {
    return (
      <UseSignal signal={this._place.changed}>{() => <Guild place={this._place} />}</UseSignal>
    );
  }
}

function Guild({ place }: { place: Place }): JSX.Element {
  const { api, trans } = useCoursewright();
  useQuery(watchedCourse(api)); // what is in a course can be opened
  const me = useQuery(queryOf(api, '/me')).data;
  const id = React.useId();
  const panel = React.useRef<HTMLDivElement>(null);
  const leave = (): void => {
    place.leaveProfile();
    panel.current?.focus();
  };
  const onPerson = (username: string): void => place.showProfile(username);
  return (
    <article className="cw-Guild" data-testid="cw-guild">
      <header className="cw-Guild-head">
        <h2 className="cw-Title">{trans.__('Guild')}</h2>
        {me && (
          <button className="cw-Link" onClick={() => onPerson(me.username)}>
            {trans.__('Your profile')}
          </button>
        )}
      </header>
      <PrivacyControls />
      <TabBar place={place} id={id} />
      <div
        ref={panel}
        className="cw-Guild-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${place.tab}`}
        tabIndex={-1}
      >
        {place.username !== null ? (
          <ProfileView username={place.username} onPerson={onPerson} onLeave={leave} />
        ) : (
          <Shown tab={place.tab} onPerson={onPerson} />
        )}
      </div>
    </article>
  );
}

function Shown(props: { tab: Tab; onPerson: (username: string) => void }): JSX.Element {
  switch (props.tab) {
    case 'home':
      return <Home onPerson={props.onPerson} />;
    case 'class':
      return <Classes onPerson={props.onPerson} />;
    case 'people':
      return <People onPerson={props.onPerson} />;
    case 'achievements':
      return <AchievementList />;
  }
}

/** Tabs as the ARIA practices describe them: one stop of Tab, arrows between them. */
function TabBar(props: { place: Place; id: string }): JSX.Element {
  const { id, place } = props;
  const { trans } = useCoursewright();
  const labels: Record<Tab, string> = {
    home: trans.__('Home'),
    class: trans.__('Class'),
    people: trans.__('People'),
    achievements: trans.__('Achievements')
  };
  const bar = React.useRef<HTMLDivElement>(null);
  const move = (event: React.KeyboardEvent): void => {
    const at = TABS.indexOf(place.tab);
    const goals: Record<string, number> = {
      ArrowRight: (at + 1) % TABS.length,
      ArrowLeft: (at + TABS.length - 1) % TABS.length,
      Home: 0,
      End: TABS.length - 1
    };
    const goal = goals[event.key];
    const tab = goal === undefined ? undefined : TABS[goal];
    if (tab) {
      event.preventDefault();
      place.showTab(tab);
      bar.current?.querySelector<HTMLElement>(`[data-tab="${tab}"]`)?.focus();
    }
  };
  return (
    <div
      ref={bar}
      className="cw-Guild-tabs"
      role="tablist"
      aria-label={trans.__('Guild')}
      onKeyDown={move}
    >
      {TABS.map(tab => (
        <button
          key={tab}
          id={`${id}-${tab}`}
          role="tab"
          data-tab={tab}
          aria-selected={tab === place.tab}
          aria-controls={`${id}-panel`}
          tabIndex={tab === place.tab ? 0 : -1}
          onClick={() => place.showTab(tab)}
        >
          {labels[tab]}
        </button>
      ))}
    </div>
  );
}
