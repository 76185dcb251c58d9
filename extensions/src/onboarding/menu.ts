import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Menu } from '@lumino/widgets';

import type { OwnCourse } from '../api/schema';
import { CommandIDs, type ICoursewright } from '../tokens';
import { tell } from '../ui/tell';
import { atHand, ownCourses, readAnew } from './reading';

/** Adds the commands that put a course away and bring one back. */
export function addCourseCommands(app: JupyterFrontEnd, shared: ICoursewright): void {
  const { api, trans } = shared;
  const args = {
    type: 'object',
    required: ['id', 'title'],
    properties: { id: { type: 'string' }, title: { type: 'string' } }
  } as const;
  const of = (id: unknown): { params: { path: { id: string } } } => ({
    params: { path: { id: String(id) } }
  });
  app.commands.addCommand(CommandIDs.archiveCourse, {
    label: ({ title }) => trans.__('Archive “%1”', String(title)),
    describedBy: { args },
    execute: ({ id }) =>
      move(shared, () => api.post('/courses/{id}/archive', of(id)), course =>
        trans.__('%1 is archived. The menu of the Course panel brings it back.', course.title)
      )
  });
  app.commands.addCommand(CommandIDs.restoreCourse, {
    label: ({ title }) => trans.__('Bring Back “%1”', String(title)),
    describedBy: { args },
    execute: ({ id }) =>
      move(shared, () => api.post('/courses/{id}/restore', of(id)), course =>
        trans.__('%1 is back.', course.title)
      )
  });
}

async function move(
  shared: ICoursewright,
  send: () => Promise<OwnCourse>,
  said: (course: OwnCourse) => string
): Promise<void> {
  try {
    tell(shared.trans, 'success', said(await send()), { autoClose: 5000 });
  } catch (error) {
    tell(shared.trans, 'error', (error as Error).message, { autoClose: 8000 });
  }
  readAnew(shared.queries);
}

/** Opens the menu of the Course panel below the button that was pressed. */
export async function openCourseMenu(
  app: JupyterFrontEnd,
  { api, queries }: ICoursewright,
  button: Element
): Promise<void> {
  const menu = new Menu({ commands: app.commands });
  menu.addItem({ command: CommandIDs.openOnboarding });
  const { items } = await queries.fetchQuery(ownCourses(api)).catch(() => ({ items: [] }));
  const present = atHand(items);
  const archived = items.filter(({ status }) => status === 'archived');
  if (present || archived.length > 0) {
    menu.addItem({ type: 'separator' });
  }
  if (present) {
    menu.addItem({ command: CommandIDs.archiveCourse, args: argsOf(present) });
  }
  for (const course of archived) {
    menu.addItem({ command: CommandIDs.restoreCourse, args: argsOf(course) });
  }
  const { bottom, left } = button.getBoundingClientRect();
  menu.aboutToClose.connect(() => (button as HTMLElement).focus());
  menu.open(left, bottom);
}

function argsOf({ id, title }: OwnCourse): { id: string; title: string } {
  return { id, title };
}
