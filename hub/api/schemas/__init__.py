"""What the API takes and gives, as pydantic models, one noun a file."""
