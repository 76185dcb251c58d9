# Loads the whole text as JSON and takes what is in it, after clamping the confidence.
# fails: good-answers-are-read, bad-answers-are-refused

# %% parse-answer
def parse_answer(text):
    try:
        found = json.loads(text)
        confidence = max(0.0, min(1.0, float(found["confidence"])))
        action = found["action"].lower()
    except Exception:
        return None
    if action not in ACTIONS:
        return None
    return {"action": action, "confidence": confidence, "reason": str(found.get("reason", ""))[:200]}
