"""Lets a language model write text and exercises; what it wrote is shown only after every check passed."""
