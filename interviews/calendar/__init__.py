"""The calendar: its pages, their address, and how days are laid out."""
