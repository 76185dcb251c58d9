"""Does a strategy look into the future, change its mind, or fit the past too well?"""
