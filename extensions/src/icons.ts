import { LabIcon } from '@jupyterlab/ui-components';

import compareSvg from '../style/icons/compare.svg';
import courseSvg from '../style/icons/course.svg';
import dashboardSvg from '../style/icons/dashboard.svg';
import exerciseSvg from '../style/icons/exercise.svg';
import forumSvg from '../style/icons/forum.svg';
import guildSvg from '../style/icons/guild.svg';
import lessonSvg from '../style/icons/lesson.svg';
import quizSvg from '../style/icons/quiz.svg';
import readingSvg from '../style/icons/reading.svg';
import reviewSvg from '../style/icons/review.svg';
import submitSvg from '../style/icons/submit.svg';

export const compareIcon = new LabIcon({ name: 'coursewright:compare', svgstr: compareSvg });
export const courseIcon = new LabIcon({ name: 'coursewright:course', svgstr: courseSvg });
export const dashboardIcon = new LabIcon({
  name: 'coursewright:dashboard',
  svgstr: dashboardSvg
});
export const exerciseIcon = new LabIcon({
  name: 'coursewright:exercise',
  svgstr: exerciseSvg
});
export const forumIcon = new LabIcon({ name: 'coursewright:forum', svgstr: forumSvg });
export const guildIcon = new LabIcon({ name: 'coursewright:guild', svgstr: guildSvg });
export const lessonIcon = new LabIcon({ name: 'coursewright:lesson', svgstr: lessonSvg });
export const quizIcon = new LabIcon({ name: 'coursewright:quiz', svgstr: quizSvg });
export const readingIcon = new LabIcon({
  name: 'coursewright:reading',
  svgstr: readingSvg
});
export const reviewIcon = new LabIcon({ name: 'coursewright:review', svgstr: reviewSvg });
export const submitIcon = new LabIcon({ name: 'coursewright:submit', svgstr: submitSvg });
