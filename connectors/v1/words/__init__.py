"""What each word of a vendor became, and an account's own meaning of it given or taken back."""
