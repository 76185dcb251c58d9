DROP TRIGGER trg_sum_study_time ON coursewright.module_completions;
DROP TRIGGER trg_sum_study_time ON coursewright.user_progress;
DROP FUNCTION coursewright.sum_study_time();
DROP FUNCTION coursewright.cohort_pace(uuid);
DROP TABLE coursewright.study_time;
