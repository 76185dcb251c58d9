import { InputDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Api } from '../api/client';
import type { Me } from '../api/schema';
import { tell, tellMeanwhile } from '../ui/tell';

const PAUSE = 1500;
const PATIENCE = 180_000;
const STUDENT = 'student';

/** Start the cohort's course server if needed and show its formgrader in a new browser tab. */
export async function openFormgrader(
  api: Api,
  me: Me,
  trans: TranslationBundle
): Promise<void> {
  const cohorts = me.cohorts.filter(cohort => cohort.role !== STUDENT);
  const only = cohorts.length === 1 ? cohorts[0] : undefined;
  // Opened within the click, since browsers block a tab that opens by itself later.
  const tab = only ? window.open('', '_blank') : null;
  const slug = only?.slug ?? (await chooseCohort(cohorts, trans));
  if (!slug) {
    return;
  }
  const done = tellMeanwhile(trans.__('Starting the course server of %1…', slug));
  try {
    const url = await waitUntilReady(api, slug, trans);
    show(url, tab, trans);
  } catch (error) {
    tab?.close();
    tell(trans, 'error', (error as Error).message, { autoClose: false });
  } finally {
    done();
  }
}

async function chooseCohort(
  cohorts: Me['cohorts'],
  trans: TranslationBundle
): Promise<string | undefined> {
  if (cohorts.length === 0) {
    tell(trans, 'warning', trans.__('You teach no cohort. Ask an admin to add you to one.'), {
      autoClose: 8000
    });
    return undefined;
  }
  const answer = await InputDialog.getItem({
    title: trans.__('Open formgrader'),
    label: trans.__('Cohort'),
    items: cohorts.map(({ name }) => name)
  });
  const chosen = answer.button.accept ? answer.value : null;
  return cohorts.find(({ name }) => name === chosen)?.slug;
}

async function waitUntilReady(
  api: Api,
  slug: string,
  trans: TranslationBundle
): Promise<string> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const server = await api.post('/cohorts/{slug}/course-server', { params: { path: { slug } } });
    if (server.state === 'ready') {
      return server.url;
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
  throw new Error(
    trans.__('The course server has not started within three minutes. Try again.')
  );
}

function show(url: string, tab: Window | null, trans: TranslationBundle): void {
  const target = new URL(url, window.location.href);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    tab?.close();
    throw new Error(trans.__('The address of formgrader is not a web page. Tell your admin.'));
  }
  if (tab) {
    tab.opener = null;
    tab.location.href = target.href;
    return;
  }
  tell(trans, 'success', trans.__('Formgrader is ready.'), {
    autoClose: false,
    actions: [
      {
        label: trans.__('Open formgrader'),
        displayType: 'accent',
        callback: () => void window.open(target.href, '_blank', 'noopener')
      }
    ]
  });
}
