import { Token } from '@lumino/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { QueryClient } from '@tanstack/react-query';

import type { Api } from './api/client';
import type { Events } from './api/events';
import type { CourseModel } from './course/model';
import type { ItemOpener } from './open/opener';

/** What the features share: one connection, one course, one way to open an item. */
export interface ICoursewright {
  readonly api: Api;
  /** The answers of the service that were read, for all panels. */
  readonly queries: QueryClient;
  readonly events: Events;
  readonly course: CourseModel;
  readonly opener: ItemOpener;
  readonly trans: TranslationBundle;
}

export const ICoursewright = new Token<ICoursewright>(
  'coursewright-lab:ICoursewright',
  'The connection to the Coursewright service that all its panels share.'
);

/** The commands, as others may call them. */
export namespace CommandIDs {
  export const openCourse = 'coursewright:open-course';
  export const openDashboard = 'coursewright:open-dashboard';
  export const openExercise = 'coursewright:open-exercise';
  export const openActivity = 'coursewright:open-activity';
  export const openGuild = 'coursewright:open-guild';
  export const hide = 'coursewright:hide-me';
  export const openQuiz = 'coursewright:open-quiz';
  export const openReview = 'coursewright:open-review';
  export const openResources = 'coursewright:open-resources';
  export const openForum = 'coursewright:open-forum';
  export const askAboutCell = 'coursewright:ask-about-cell';
  export const openItem = 'coursewright:open-item';
  export const submit = 'coursewright:submit';
  export const refresh = 'coursewright:refresh';
  export const continueCourse = 'coursewright:continue';
  export const openFormgrader = 'coursewright:open-formgrader';
  export const openRegradeRequests = 'coursewright:open-regrade-requests';
  export const openShortAnswers = 'coursewright:open-short-answers';
  export const openProposedLinks = 'coursewright:open-proposed-links';
  export const compareAttempts = 'coursewright:compare-attempts';
  export const openOnboarding = 'coursewright:open-onboarding';
  export const archiveCourse = 'coursewright:archive-course';
  export const restoreCourse = 'coursewright:restore-course';
}

export const COURSE_PANEL = 'coursewright-course';
export const EXERCISE_PANEL = 'coursewright-exercise';

/** The domain of our texts in a language pack: the name of the Python package. */
export const DOMAIN = 'coursewright_lab';
