# Both halves hold the block in the middle, so its logs are counted twice; and quantities get an even number of digits, as data has.
# fails: reads-and-writes-quantities, collects-logs-once

# %% quantities
def to_quantity(number):
    digits = f"{number:x}"
    return "0x" + digits.zfill(len(digits) + len(digits) % 2)


def from_quantity(text):
    return int(text, 16)


# %% all-logs
def all_logs(fetch, first, last):
    if last < first:
        return []
    logs = fetch(first, last)
    if logs is not None:
        return logs
    if last - first <= 1:
        if first == last:
            raise ValueError("a single block is too much")
        return all_logs(fetch, first, first) + all_logs(fetch, last, last)
    middle = (first + last) // 2
    return all_logs(fetch, first, middle) + all_logs(fetch, middle, last)
