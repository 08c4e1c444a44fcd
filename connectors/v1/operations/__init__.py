"""The API of operations: accounts, runs and issues, for keys with the scope “operations”."""
