"""The pages of companies, people, candidates and mails."""
