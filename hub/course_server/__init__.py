"""One course server per cohort: the server of hub user `course-<slug>`, shared with the cohort's staff."""
