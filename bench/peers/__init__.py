"""What runs in an environment of other engines, beside ours."""
