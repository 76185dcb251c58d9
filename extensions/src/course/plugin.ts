import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStateDB } from '@jupyterlab/statedb';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator } from '@jupyterlab/translation';
import { ellipsesIcon, refreshIcon, SidePanel, ToolbarButton } from '@jupyterlab/ui-components';
import type { AccordionPanel } from '@lumino/widgets';

import type { Item } from '../api/schema';
import { CurrentItem } from '../exercise/notebook';
import { FeedSection } from '../feed/section';
import { FeedTicker } from '../feed/ticker';
import { courseIcon, dashboardIcon } from '../icons';
import { openCourseMenu } from '../onboarding/menu';
import { CommandIDs, COURSE_PANEL, ICoursewright } from '../tokens';
import { tell } from '../ui/tell';
import { isFinished } from './model';
import { CoursePanel } from './panel';

const WELCOMED = 'coursewright:welcomed';
const ACTIVITY = 1;

/** The left panel: the courses, and below them what others did. */
export const course: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:course',
  description: 'Adds the Course panel, the activity feed and its ticker.',
  autoStart: true,
  requires: [ICoursewright, INotebookTracker, ITranslator],
  optional: [ICommandPalette, ILayoutRestorer, IStatusBar, IStateDB],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    notebooks: INotebookTracker,
    translator: ITranslator,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    statusBar: IStatusBar | null,
    memory: IStateDB | null
  ): void => {
    const panel = buildPanel(app, shared, new CurrentItem(notebooks), translator);
    app.shell.add(panel, 'left', { rank: 50, type: 'Course' });
    restorer?.add(panel, COURSE_PANEL);
    addCommands(app, shared, panel, palette);
    statusBar?.registerStatusItem('coursewright:activity', {
      item: new FeedTicker(shared, () => void app.commands.execute(CommandIDs.openActivity)),
      align: 'middle',
      rank: 50
    });
    void showOnce(app, memory);
  }
};

function buildPanel(
  app: JupyterFrontEnd,
  shared: ICoursewright,
  current: CurrentItem,
  translator: ITranslator
): SidePanel {
  const { trans } = shared;
  const panel = new SidePanel({ translator });
  panel.id = COURSE_PANEL;
  panel.title.icon = courseIcon;
  panel.title.caption = trans.__('Course');
  panel.addClass('cw-SidePanel');
  panel.node.setAttribute('role', 'region');
  panel.node.setAttribute('aria-label', trans.__('Course'));

  const courses = new CoursePanel(
    shared,
    current,
    item => toggleDone(shared, item),
    () => void app.commands.execute(CommandIDs.openOnboarding),
    () => void app.commands.execute(CommandIDs.openReview),
    module => void app.commands.execute(CommandIDs.openResources, { module })
  );
  courses.title.label = trans.__('Course');
  courses.toolbar.addItem(
    'dashboard',
    new ToolbarButton({
      className: 'cw-OpenDashboard',
      icon: dashboardIcon,
      tooltip: trans.__('Open the dashboard'),
      onClick: () => void app.commands.execute(CommandIDs.openDashboard)
    })
  );
  courses.toolbar.addItem(
    'refresh',
    new ToolbarButton({
      icon: refreshIcon,
      tooltip: trans.__('Refresh'),
      onClick: () => void app.commands.execute(CommandIDs.refresh)
    })
  );
  const menu = new ToolbarButton({
    className: 'cw-CourseMenu',
    icon: ellipsesIcon,
    tooltip: trans.__('Own courses'),
    onClick: () => void openCourseMenu(app, shared, menu.node)
  });
  courses.toolbar.addItem('own-courses', menu);
  const activity = new FeedSection(shared);
  activity.title.label = trans.__('Activity');
  panel.addWidget(courses);
  panel.addWidget(activity);
  (panel.content as AccordionPanel).setRelativeSizes([3, 1]);
  return panel;
}

function toggleDone(shared: ICoursewright, item: Item): void {
  void shared.course.setDone(item, !isFinished(item)).catch((error: Error) => {
    tell(shared.trans, 'error', error.message, { autoClose: 8000 });
  });
}

function addCommands(
  app: JupyterFrontEnd,
  shared: ICoursewright,
  panel: SidePanel,
  palette: ICommandPalette | null
): void {
  const { course: model, opener, trans } = shared;
  const { commands } = app;
  commands.addCommand(CommandIDs.openCourse, {
    label: trans.__('Show Course'),
    caption: trans.__('Show your courses, lessons and exercises'),
    icon: courseIcon,
    describedBy: { args: null },
    execute: () => app.shell.activateById(COURSE_PANEL)
  });
  commands.addCommand(CommandIDs.openActivity, {
    label: trans.__('Show Activity'),
    caption: trans.__('Show what others in your cohort did'),
    describedBy: { args: null },
    execute: () => {
      app.shell.activateById(COURSE_PANEL);
      (panel.content as AccordionPanel).expand(ACTIVITY);
      panel.content.widgets[ACTIVITY]?.node.focus();
    }
  });
  commands.addCommand(CommandIDs.continueCourse, {
    label: trans.__('Continue the Course'),
    caption: trans.__('Open the lesson or exercise that comes next'),
    describedBy: { args: null },
    isEnabled: () => model.next !== undefined,
    execute: () => model.next && opener.open(model.next.item.key)
  });
  commands.addCommand(CommandIDs.openItem, {
    label: trans.__('Open Lesson or Exercise'),
    isVisible: () => false,
    describedBy: {
      args: { type: 'object', required: ['key'], properties: { key: { type: 'string' } } }
    },
    execute: args => opener.open(String(args.key))
  });
  model.changed.connect(() => commands.notifyCommandChanged());
  for (const command of [
    CommandIDs.openCourse,
    CommandIDs.openActivity,
    CommandIDs.continueCourse,
    CommandIDs.refresh
  ]) {
    palette?.addItem({ command, category: trans.__('Course') });
  }
}

/** The first time Lab starts, the course is what the learner sees; later she decides. */
async function showOnce(app: JupyterFrontEnd, memory: IStateDB | null): Promise<void> {
  await app.restored;
  if (memory && !(await memory.fetch(WELCOMED))) {
    app.shell.activateById(COURSE_PANEL);
    await memory.save(WELCOMED, true);
  }
}
