"""All SQL, one file a noun; results are frozen and safe to use after the session is closed."""
