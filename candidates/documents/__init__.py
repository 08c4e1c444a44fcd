"""What a file really is, and whether it is kept. Pure: bytes come in, bytes and a type go out."""
