"""What mails say and the addresses in them: plain values in, plain text out; and how one is handed over."""
