"""Where bars come from: files, a synthetic market, an exchange; all checked the same way."""
