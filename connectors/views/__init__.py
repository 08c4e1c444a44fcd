"""The pages of connections, and of what is done at a vendor."""
