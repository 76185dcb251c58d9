# Drops every line that it cannot read, without a word.
# fails: delivery-taken-in, all-or-nothing

# %% take-in
def take_in(container, lines):
    result = dict(container)
    for line in lines:
        said = decide(line)
        if said["end"] in ("keep", "repair"):
            result[said["name"]] = said["reading"]
    return result, []
