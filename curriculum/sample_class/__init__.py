"""A class of made-up learners with a past, for looking at screens that are empty on a new platform."""
