# Takes the average interval with floats, and neither clamps the time nor keeps the easiest target.
# fails: retargets

# %% retarget
def retarget(target, times):
    average = (times[-1] - times[0]) / (len(times) - 1)
    return int(target * average / SECONDS)
