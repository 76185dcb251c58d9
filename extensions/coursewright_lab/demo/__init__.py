"""A small course for a JupyterLab without a hub: it is shown, worked in and kept on this computer alone."""
