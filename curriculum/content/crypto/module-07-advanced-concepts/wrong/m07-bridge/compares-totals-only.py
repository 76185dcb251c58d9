# Looks at numbers only: a mint of a wrong amount under a genuine number goes unnoticed.
# fails: audit-finds-the-holes

# %% audit
def audit(locks, mints):
    locked = dict(locks)
    suspicious, seen = [], set()
    for position, (number, amount) in enumerate(mints):
        if number in seen or number not in locked:
            suspicious.append(position)
        seen.add(number)
    missing = max(0, sum(amount for _, amount in mints) - sum(locked.values()))
    return {"missing": missing, "suspicious": suspicious}
