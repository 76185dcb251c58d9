"""The history of the database's shape, run by `db.upgrade`."""
