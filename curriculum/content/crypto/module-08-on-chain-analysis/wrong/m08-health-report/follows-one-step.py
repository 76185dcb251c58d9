# Merges by the direct funder only, so a farm that funds each address from the one before still looks like a crowd.
# fails: people-are-counted

# %% count-people
def people(events, funder, services):
    def person(address):
        source = funder.get(address, address)
        return address if source in services else source

    return events["address"].map(person).groupby(events["day"]).nunique()
