# Changes the given container line by line, and stops half-way.
# fails: all-or-nothing

# %% take-in
def take_in(container, lines):
    put_aside = []
    for number, line in enumerate(lines, 1):
        said = decide(line)
        if said["end"] == "refuse":
            raise ValueError(f"line {number}: {said['reason']}")
        if said["end"] == "ask":
            put_aside.append(line)
        else:
            container[said["name"]] = said["reading"]
    return container, put_aside
