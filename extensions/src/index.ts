import { compare } from './compare/plugin';
import { core } from './core';
import { course } from './course/plugin';
import { dashboard } from './dashboard/plugin';
import { exercise } from './exercise/plugin';
import { forum } from './forum/plugin';
import { guild } from './guild/plugin';
import { onboarding } from './onboarding/plugin';
import { quiz } from './quiz/plugin';
import { resource } from './resource/plugin';
import { staff } from './staff/plugin';
import { study } from './study/plugin';

export default [
  core,
  compare,
  course,
  dashboard,
  exercise,
  forum,
  guild,
  onboarding,
  quiz,
  resource,
  staff,
  study
];
