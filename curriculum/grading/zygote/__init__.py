"""The fork server: one warm process from which the processes of each grading run are forked."""
