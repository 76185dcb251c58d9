"""The rules of the platform, one noun a file; they know neither the web nor SQL."""
