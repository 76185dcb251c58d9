"""The trusted process of a grading run: it alone runs test cells, and believes nothing that it cannot check."""
