# Both halves contain the middle block, so that its logs come twice.
# fails: every-log-is-fetched-once

# %% fetch
def fetch(get_logs, start, end):
    if start > end:
        return []
    try:
        return get_logs(start, end)
    except ValueError:
        if end - start <= 1:
            raise
    middle = (start + end) // 2
    return fetch(get_logs, start, middle) + fetch(get_logs, middle, end)
