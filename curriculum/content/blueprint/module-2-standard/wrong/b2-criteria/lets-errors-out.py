# Lets the error of a broken version end the judge as well.
# fails: judges-limit, judges-empty

# %% judge
def broken(top):
    different = [("nine", 9), ("ten", 10), ("two", 2)]
    equal = [("b", 4), ("a", 4), ("c", 4)]
    kept = {
        "order": top(different, 3) == ["ten", "nine", "two"],
        "ties": top(equal, 3) == ["a", "b", "c"],
        "limit": all(len(top(different, count)) == min(count, 3) for count in range(6)),
        "empty": top([], 3) == [],
    }
    return sorted(name for name, holds in kept.items() if not holds)
