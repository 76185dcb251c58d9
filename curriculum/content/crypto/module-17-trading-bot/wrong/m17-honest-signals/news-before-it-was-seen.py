# Joins the news by the time at which it happened, as a table of history invites one to do.
# fails: news-counts-when-seen

# %% mood
def mood(times, news, max_age):
    moods = []
    for now in times:
        scores = [item["score"] for item in news if now - max_age < item["happened_at"] <= now]
        moods.append(sum(scores) / len(scores) if scores else None)
    return moods
