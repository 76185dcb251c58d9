"""The trusted process of a grading run: it alone runs test cells, and believes only what it can check."""
