"""What may be asked of the pages of candidates, mails and accounts."""
