import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';

import { guildIcon } from '../icons';
import { CommandIDs, ICoursewright } from '../tokens';
import { isDemo } from '../ui/demo';
import { tell } from '../ui/tell';
import { Place, tabNamed, TABS } from './place';
import { setPrivacy } from './privacy';
import { privacyOf } from './reading';
import { GuildPanel } from './widget';

const WIDGET = 'coursewright-guild';

/** The guild: people, what they did, and achievements. The demo has no other people, so it has no guild. */
export const guild: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:guild',
  description: 'Adds the guild: feeds, people, profiles and achievements.',
  autoStart: true,
  requires: [ICoursewright],
  optional: [ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const tracker = new WidgetTracker<MainAreaWidget>({ namespace: WIDGET });
    addGuild(app, shared, tracker);
    addHide(app, shared);
    for (const command of [CommandIDs.openGuild, CommandIDs.hide]) {
      palette?.addItem({ command, category: shared.trans.__('Course') });
    }
    void restorer?.restore(tracker, { command: CommandIDs.openGuild, name: () => WIDGET });
  }
};

function addGuild(
  app: JupyterFrontEnd,
  shared: ICoursewright,
  tracker: WidgetTracker<MainAreaWidget>
): void {
  const { trans } = shared;
  const place = new Place();
  app.commands.addCommand(CommandIDs.openGuild, {
    label: trans.__('Guild'),
    caption: trans.__('Show what people do, whom you follow, and your achievements'),
    icon: guildIcon,
    isVisible: () => !isDemo(),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          tab: { type: 'string', enum: [...TABS] },
          username: { type: 'string', description: 'Whose profile to show.' }
        }
      }
    },
    execute: async args => {
      const widget = tracker.currentWidget ?? build(shared, place);
      if (!tracker.has(widget)) {
        await tracker.add(widget);
      }
      if (!widget.isAttached) {
        app.shell.add(widget, 'main', { type: 'Guild' });
      }
      if (args.tab !== undefined) {
        place.showTab(tabNamed(args.tab));
      }
      if (typeof args.username === 'string') {
        place.showProfile(args.username);
      }
      app.shell.activateById(widget.id);
    }
  });
}

function build(shared: ICoursewright, place: Place): MainAreaWidget {
  const content = new GuildPanel(shared, place);
  const widget: MainAreaWidget = new MainAreaWidget({ content });
  const label = shared.trans.__('Guild');
  widget.id = WIDGET;
  widget.title.label = label;
  widget.title.icon = guildIcon;
  widget.title.closable = true;
  widget.toolbar.hide(); // it is empty
  content.node.setAttribute('role', 'region');
  content.node.setAttribute('aria-label', label);
  return widget;
}

/** The one switch to disappear, for the palette and the menu. */
function addHide(app: JupyterFrontEnd, shared: ICoursewright): void {
  const { api, queries, trans } = shared;
  const privacy = privacyOf(api);
  app.commands.addCommand(CommandIDs.hide, {
    label: trans.__('Hide Me From Everybody'),
    caption: trans.__('Show nobody you or what you did, at once, or come back'),
    isVisible: () => !isDemo(),
    isToggleable: true,
    isToggled: () => queries.getQueryData(privacy.queryKey)?.is_hidden ?? false,
    describedBy: { args: null },
    execute: async () => {
      try {
        const before = await queries.fetchQuery({ ...privacy, staleTime: 0 });
        await setPrivacy(shared, { ...before, is_hidden: !before.is_hidden });
        const said = before.is_hidden
          ? trans.__('Others see you again.')
          : trans.__('Nobody sees you any more.');
        tell(trans, 'success', said, { autoClose: 8000 });
      } catch (error) {
        tell(trans, 'error', (error as Error).message, { autoClose: false });
      }
    }
  });
  queries.getQueryCache().subscribe(({ query, type }) => {
    if (type === 'updated' && query.queryKey[0] === privacy.queryKey[0]) {
      app.commands.notifyCommandChanged(CommandIDs.hide);
    }
  });
  if (!isDemo()) {
    void app.restored.then(() => queries.prefetchQuery(privacy));
  }
}
