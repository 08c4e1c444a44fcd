"""The hub's own interviews over the API: read over all accounts, changed and negotiated at their vendors."""
