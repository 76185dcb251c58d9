# Takes the average interval with floats, and neither clamps the time nor keeps the easiest target.
# fails: retargets

# %% retarget
def next_bits(bits, times):
    average = (times[-1] - times[0]) / (len(times) - 1)
    return bits_from_target(int(target_from_bits(bits) * average / SECONDS))
