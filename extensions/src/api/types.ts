/** The shapes of the Coursewright API, `/coursewright/api/v1/`. */

export type ItemKind = 'lesson' | 'exercise';

export type ItemStatus =
  | 'not-started'
  | 'in-progress'
  | 'completed'
  | 'pending'
  | 'passed'
  | 'failed';

export interface IMe {
  username: string;
  full_name: string | null;
  role: string;
  cohorts: { slug: string; name: string; role: string }[];
  can_grade: boolean;
}

export interface IItem {
  key: string;
  kind: ItemKind;
  title: string;
  minutes: number | null;
  points: number | null;
  due_at: string | null;
  status: ItemStatus;
  score: number | null;
  max_score: number | null;
  attempts: number;
  /** Null while the notebook is not released. */
  version: string | null;
}

export interface IModule {
  key: string;
  number: number;
  title: string;
  status: string;
  progress_percent: number;
  is_locked: boolean;
  lock_reason: string | null;
  items: IItem[];
}

export interface ITrack {
  slug: string;
  title: string;
  modules: IModule[];
}

export interface IPersonalCourse {
  id: string;
  title: string;
  progress_percent: number;
  modules: IModule[];
}

export interface ICourse {
  cohort: { slug: string; name: string } | null;
  tracks: ITrack[];
  personal: IPersonalCourse[];
}

export type GradingState = 'queued' | 'grading' | 'graded' | 'failed';

export type Outcome =
  | 'passed'
  | 'partial'
  | 'failed'
  | 'error'
  | 'timeout'
  | 'killed'
  | 'not_run'
  | 'manual';

export interface ITestResult {
  grade_id: string;
  title: string;
  points: number;
  max_points: number;
  outcome: Outcome;
  reason: string | null;
  comment: string | null;
}

export interface ISubmission {
  id: string;
  key: string;
  attempt: number;
  state: GradingState;
  done: number | null;
  total: number | null;
  score: number | null;
  max_score: number | null;
  passed: boolean | null;
  submitted_at: string;
  graded_at: string | null;
  needs_manual_grade: boolean;
  tests: ITestResult[];
  feedback: string | null;
  error: string | null;
  /** What was mended in the notebook before it was graded. */
  integrity?: string[];
}

export interface IExercise {
  key: string;
  title: string;
  points: number | null;
  due_at: string | null;
  attempts: number;
  latest: ISubmission | null;
}

export interface IFeedItem {
  id: string;
  username: string;
  full_name: string | null;
  activity_type: string;
  key: string | null;
  title: string;
  metadata: { [name: string]: unknown };
  created_at: string;
}

export interface IPage<T> {
  items: T[];
  next: string | number | null;
}

export interface ICourseServer {
  url: string;
  state: 'ready' | 'starting';
}

export interface IOpened {
  path: string;
  state: 'created' | 'kept' | 'newer_available';
}

/** A hint that something changed; ask the API for the truth. */
export interface IEvent {
  /** `ready`: the stream was opened, perhaps again, so anything may have changed. */
  type: 'ready' | 'submission' | 'activity';
  user?: string;
  submission_id?: string;
  key?: string | null;
  state?: GradingState;
  done?: number | null;
  total?: number | null;
  activity_id?: string;
}
