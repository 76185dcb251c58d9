# Chooses numbers that sort the same as text, and never asks for none or for more than there is.
# fails: judges-order, judges-limit

# %% judge
def broken(top):
    def said(pairs, count):
        try:
            return list(top(pairs, count))
        except Exception:
            return None

    different = [("b", 2), ("c", 3), ("a", 1)]
    equal = [("b", 4), ("a", 4), ("c", 4)]
    kept = {
        "order": said(different, 3) == ["c", "b", "a"],
        "ties": said(equal, 3) == ["a", "b", "c"],
        "limit": len(said(different, 2) or []) == 2,
        "empty": said([], 3) == [],
    }
    return sorted(name for name, holds in kept.items() if not holds)
