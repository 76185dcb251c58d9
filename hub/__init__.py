"""Who may do what: the hub's configuration, the service that answers and the command line."""
