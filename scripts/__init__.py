"""What a checkout needs before it can run: set-up and locking, with the standard library alone."""
