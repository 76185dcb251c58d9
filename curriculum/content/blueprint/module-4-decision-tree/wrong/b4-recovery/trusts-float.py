# Takes whatever float takes, and repairs any number of commas.
# fails: refused-lines

# %% decide
def decide(line):
    def end(word, reason=None, name=None, reading=None):
        return {"end": word, "reason": reason, "name": name, "reading": reading}

    if not line.strip():
        return end("refuse", "empty")
    parts = [part.strip() for part in line.split(";")]
    if len(parts) != 2:
        return end("ask", "parts")
    name, text = parts
    if not name:
        return end("refuse", "name")
    try:
        reading = float(text.replace(",", "."))
    except ValueError:
        return end("refuse", "number")
    if reading < 0:
        return end("refuse", "negative")
    return end("repair", "comma", name, reading) if "," in text else end("keep", None, name, reading)
